import { html } from "hono/html";
import { type Frame, renderPage } from "./frame.ts";

/** What to say where there is no page, and where one could not be made. */
const PROBLEMS = {
  404: {
    said: "There is no page here.",
    hint: "The address may be misspelt, or the promise that it was about is no longer made.",
  },
  500: {
    said: "This page could not be made.",
    hint: "Plimsoll itself failed, which says nothing about the add-on. Try again in a minute.",
  },
  503: {
    said: "The figures cannot be read at the moment.",
    hint: "The place where they are kept does not answer; nothing is lost. Try again in a minute.",
  },
} as const;

export type ProblemStatus = keyof typeof PROBLEMS;

/** A page for what went wrong, in the look of all others. It needs no figures. */
export function problemPage(status: ProblemStatus): Promise<string> {
  const { said, hint } = PROBLEMS[status];
  return renderPage({
    title: said,
    description: said,
    frame: FRAME,
    content: html`<div class="title"><h1>${said}</h1><p class="lead">${hint}</p><p class="lead"><a href="/">To the status page</a></p></div>`,
  });
}

const FRAME: Frame = {
  name: "Status",
  by: "promise and proof",
  spent: null,
  home: "/",
  links: [
    { href: "/", words: "Status", isHere: false },
    { href: "/sla", words: "Promise", isHere: false },
  ],
  notice: null,
  foot: null,
};
