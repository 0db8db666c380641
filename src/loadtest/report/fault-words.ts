import { plural } from "../../core/format/index.ts";

/** What an error's name does not tell by itself, and what to do about it. */
const MEANINGS: readonly (readonly [error: RegExp, meaning: (expect: string) => string])[] = [
  [
    /^status-3/,
    (expect) => `a redirect, which nobody follows; where one is right, say so: ${expect}`,
  ],
  [/^status-1|^status-2/, () => "not among the statuses that are taken for right"],
  [
    /^kept-connection-closed$/,
    () =>
      "the server closed a connection that it had kept open, just as a request left on it; what may not be done twice is not sent again",
  ],
];

/**
 * null: its name says it all.
 * @param expect how a status is called right where the load was asked for
 */
export const meaningOf = (error: string, expect = "checks: { status: [302] }"): string | null =>
  MEANINGS.find(([pattern]) => pattern.test(error))?.[1](expect) ?? null;

/** One sentence; null where nothing was sent again. */
export function resentWords(resent: number): string | null {
  if (resent === 0) return null;
  const were = resent === 1 ? "was" : "were";
  return `${plural(resent, "request")} ${were} sent again on a fresh connection: the server had closed the one that it kept open, before any byte of the answer. Each counts once, its time from when it was due.`;
}
