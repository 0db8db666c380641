import { html } from "hono/html";
import { coded, type Frame, renderPage } from "../ui/index.ts";
import { consoleLook } from "./console-look.ts";

/** Instead of a private page, to whoever may not see it. `path`: what was asked for. */
export const deniedPage = (message: string, hint: string, path: string): Promise<string> =>
  renderPage({
    title: "For the vendor",
    description: message,
    frame: FRAME,
    look: consoleLook,
    content: html`<div class="title"><h1>${message}</h1><p class="lead">${coded(hint)}</p>
<p class="lead">These pages open by a link that Plimsoll prints when it starts; <code>plimsoll open</code> on its machine prints another. If you have come in already and followed a link from elsewhere, <a href="${path}">go on here</a>.</p></div>`,
  });

/** To whoever came in by a link: a browser that came from elsewhere sends its new cookie from here on. */
export const enteredPage = (): Promise<string> =>
  renderPage({
    title: "Welcome",
    description: "The private pages are open.",
    frame: FRAME,
    look: consoleLook,
    content: html`<div class="title"><h1>The private pages are open.</h1><p class="lead">For twelve hours, in this browser. <a href="/">Go on.</a></p></div>`,
  });

/** To whoever has left. */
export const leftPage = (): Promise<string> =>
  renderPage({
    title: "Left",
    description: "The session is over.",
    frame: FRAME,
    look: consoleLook,
    content: html`<div class="title"><h1>You have left.</h1><p class="lead">${coded("`plimsoll open` prints a link to come in again.")}</p></div>`,
  });

const FRAME: Frame = {
  name: "Plimsoll",
  by: "private page",
  spent: null,
  home: "/",
  links: [],
  notice: null,
  foot: null,
};
