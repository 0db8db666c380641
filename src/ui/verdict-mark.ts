import { html } from "hono/html";
import type { Verdict } from "../core/slo/index.ts";
import type { Html } from "./html.ts";

/** Each verdict has its own outline, so that it is told apart without colour. */
const SHAPES: Readonly<Record<Verdict, Html>> = {
  met: html`<circle class="body" cx="8" cy="8" r="7"/><path class="sign" d="M4.8 8.3 7 10.5l4.2-4.8"/>`,
  missed: html`<path class="body" d="M8 1.2 15.2 14H.8Z" stroke-linejoin="round"/><path class="sign" d="M8 6v3.6M8 11.7v.2"/>`,
  insufficient: html`<circle class="hollow" cx="8" cy="8" r="6.5" stroke-dasharray="2.6 2.5"/><path class="dots" d="M5 8h.01M8 8h.01M11 8h.01"/>`,
};

const WORDS: Readonly<Record<Verdict, string>> = {
  met: "Met",
  missed: "Missed",
  insufficient: "Insufficient",
};

/** The verdict as shape and word; or with words that say the same of something in particular. */
export function verdictMark(verdict: Verdict, words = WORDS[verdict]): Html {
  return html`<span class="verdict ${verdict}"><svg viewBox="0 0 16 16" aria-hidden="true">${SHAPES[verdict]}</svg>${words}</span>`;
}
