import { nearest } from "../nearest.ts";
import { complain, type Parse, quote, read } from "./reading.ts";

/** Units from small to large, in milliseconds. A month has no fixed length and is none of them. */
const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
type Unit = keyof typeof UNITS;

const SPELLINGS: Readonly<Record<string, Unit>> = {
  ...{ ms: "ms", millisecond: "ms", milliseconds: "ms" },
  ...{ s: "s", sec: "s", second: "s", seconds: "s" },
  ...{ m: "m", min: "m", minute: "m", minutes: "m" },
  ...{ h: "h", hr: "h", hour: "h", hours: "h" },
  ...{ d: "d", day: "d", days: "d" },
  ...{ w: "w", week: "w", weeks: "w" },
};

export const LONGEST_DURATION_MS = 3660 * UNITS.d;
const PART = /^\s*(\d{1,9}(?:\.\d{1,6})?)\s*([a-z]+)\s*/;
const EXAMPLES = "Write a number with its unit: 400ms, 30s, 15m, 8h, 1h30m, 30d.";

/** `8h`, `400ms`, `1h30m`, `2 days` → whole milliseconds; units from large to small, each once. */
export const parseDuration: Parse<number> = (text) => {
  let rest = text.trim();
  let totalMs = 0;
  let before: Unit | null = null;
  if (rest.length > 60 || rest === "") return notADuration(text);
  while (rest !== "") {
    const [part, amount, word] = PART.exec(rest) ?? [];
    if (part === undefined || amount === undefined || word === undefined) return notADuration(text);
    const unit = Object.hasOwn(SPELLINGS, word) ? SPELLINGS[word] : undefined;
    if (unit === undefined) return unknownUnit(text, word);
    if (before !== null && UNITS[unit] >= UNITS[before]) return outOfOrder(text);
    totalMs += Number(amount) * UNITS[unit];
    before = unit;
    rest = rest.slice(part.length);
  }
  if (totalMs > LONGEST_DURATION_MS)
    return complain(`${quote(text)} is longer than ten years.`, EXAMPLES);
  return read(Math.round(totalMs));
};

/** The shortest text that `parseDuration` reads back as the same: `1h30m`, `0s`. */
export function printDuration(ms: number): string {
  let rest = ms;
  let text = "";
  for (const unit of ["d", "h", "m", "s", "ms"] as const) {
    const amount = Math.floor(rest / UNITS[unit]);
    if (amount > 0) text += `${amount}${unit}`;
    rest -= amount * UNITS[unit];
  }
  return text || "0s";
}

function notADuration(text: string) {
  if (/^\s*\d+(\.\d+)?\s*$/.test(text))
    return complain(
      `${quote(text)} has no unit.`,
      `Write ${text.trim()}s, ${text.trim()}h or such.`,
    );
  return complain(`${quote(text)} is not a length of time.`, EXAMPLES);
}

function unknownUnit(text: string, word: string) {
  if (/^(months?|mo|years?|y|quarters?)$/.test(word))
    return complain(
      `${quote(text)}: a ${word.replace(/s$/, "")} has no fixed length.`,
      "Say it in days, such as 30d.",
    );
  const meant = nearest(word, Object.keys(SPELLINGS));
  return complain(
    `${quote(text)}: ${quote(word)} is not a unit of time.`,
    meant === null ? EXAMPLES : `Did you mean ${quote(meant)}? ${EXAMPLES}`,
  );
}

const outOfOrder = (text: string) =>
  complain(
    `${quote(text)} does not go from large units to small ones, each once.`,
    "Write it as in 1h30m.",
  );
