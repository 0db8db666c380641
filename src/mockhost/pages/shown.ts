import { html } from "hono/html";
import type { Html } from "../../ui/index.ts";

/** What stands in the middle of a page. */
export interface Shown {
  readonly status: 200 | 404;
  readonly title: string;
  readonly main: Html;
  /** A frame that fills the window. */
  readonly isFull: boolean;
}

export const shown = (title: string, main: Html, isFull = false): Shown => ({
  status: 200,
  title,
  main,
  isFull,
});

export const notShown = (title: string, sentence: string): Shown => ({
  status: 404,
  title,
  main: html`<h1>${title}</h1><p class="lead">${sentence}</p>`,
  isFull: false,
});
