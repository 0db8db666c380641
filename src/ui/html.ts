import { html } from "hono/html";

/** A piece of a page; every value put into it was escaped. */
export type Html = ReturnType<typeof html>;

/** Keeps a number and its unit on one line: `99.9 %`, `≤ 400 ms`. */
export const tied = (text: string): string =>
  text.replace(/(\d) (?=%|ms\b|s\b|min\b|h\b|d\b)/g, "$1\u00a0").replaceAll("≤ ", "≤\u00a0");

/** Text in which what stands between backticks is code. */
export const coded = (text: string): Html =>
  html`${text.split("`").map((part, at) => (at % 2 === 0 ? part : html`<code>${part}</code>`))}`;

/** A moment, machine-readable beside the words for people. */
export const moment = (iso: string, words: string): Html =>
  html`<time datetime="${iso}">${words}</time>`;
