import { html } from "hono/html";
import { momentWords } from "../core/format/index.ts";
import { isoTime } from "../core/time/index.ts";
import { type Frame, moment, type Water } from "../ui/index.ts";
import { titled } from "./command-form.ts";
import type { OperationsView } from "./operations-view.ts";

/** The frame of the vendor's own pages. `spent`: the water in the mark; `nouns` have a page each. */
export const consoleFrame = (
  { addons, atMs }: Pick<OperationsView, "addons" | "atMs">,
  spent: Water | null,
  here: string,
  nouns: readonly string[],
): Frame => ({
  name: "Plimsoll",
  by: "private page",
  spent,
  home: "/",
  links: [
    { href: "/", words: "Now", isHere: here === "now" },
    { href: "/guide", words: "Guide", isHere: here === "guide" },
    ...nouns.map((noun) => ({ href: `/${noun}`, words: titled(noun), isHere: here === noun })),
    { href: "/metrics", words: "Metrics", isHere: false },
    ...addons.slice(0, 1).map(({ url }) => ({
      href: new URL("/", url).href,
      words: "Public page",
      isHere: false,
    })),
  ],
  notice: null,
  foot: html`<p>As of ${moment(isoTime(atMs), momentWords(atMs))}. For the vendor: it shows what customers do not see.</p><form class="leave" method="post" action="/leave"><button>Leave</button></form>`,
});
