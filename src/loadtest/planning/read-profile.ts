/** When sessions of a recorded day began; milliseconds from the first, in order. */
export type ProfileReading =
  | { readonly kind: "profile"; readonly startsMs: readonly number[] }
  | { readonly kind: "problem"; readonly message: string; readonly hint: string };

const MOST_STARTS = 10_000_000;
const LONGEST_MS = 7 * 86_400_000;

/**
 * Reads a profile: a moment on each line, as a time (`2027-01-20T14:00:00.125Z`) or in milliseconds
 * from whenever. Empty lines and those that begin with # are passed over; the order does not matter.
 */
export function readProfile(text: string): ProfileReading {
  const moments: number[] = [];
  for (const [at, line] of text.split("\n").entries()) {
    const word = line.trim();
    if (word === "" || word.startsWith("#")) continue;
    const moment = momentOf(word);
    if (moment === null)
      return problem(
        `Line ${at + 1}, ${JSON.stringify(word.slice(0, 60))}, is no moment.`,
        "Write a time such as 2027-01-20T14:00:00Z, or milliseconds, one on each line.",
      );
    moments.push(moment);
  }
  if (moments.length === 0) return problem("It has no moment in it.", "Write one on each line.");
  if (moments.length > MOST_STARTS)
    return problem(`It has more than ${MOST_STARTS} moments.`, "Replay a shorter time.");
  moments.sort((a, b) => a - b);
  const first = moments[0]!;
  if (moments.at(-1)! - first > LONGEST_MS)
    return problem("It is longer than a week.", "Replay a shorter time.");
  return { kind: "profile", startsMs: moments.map((moment) => moment - first) };
}

function momentOf(word: string): number | null {
  if (/^\d{1,15}(\.\d+)?$/.test(word)) return Number(word);
  const ms = /^\d{4}-\d\d-\d\dT/.test(word) ? Date.parse(word) : Number.NaN;
  return Number.isNaN(ms) ? null : ms;
}

const problem = (message: string, hint: string): ProfileReading => ({
  kind: "problem",
  message,
  hint,
});
