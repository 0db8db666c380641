import { complain, type Parse, parseDuration, quote, read } from "../../core/contract/index.ts";
import type { Step } from "../model/index.ts";

const CHANCE = /^\s*exponential\s+(.+)$/i;
const LONGEST_MS = 3_600_000;

/** `2s`: always so long; `exponential 2s`: by chance, so long on average. */
export const parseThink: Parse<Step["think"]> = (text) => {
  const [, chance] = CHANCE.exec(text) ?? [];
  const reading = parseDuration(chance ?? text);
  if (reading.kind === "complaint")
    return complain(
      `${quote(text)} is not a time to think.`,
      "Write it as in 2s, or exponential 2s for a time by chance that is so long on average.",
    );
  if (reading.value > LONGEST_MS)
    return complain(`${quote(text)} is longer than an hour.`, "Write at most 1h.");
  return read({ meanMs: reading.value, spacing: chance === undefined ? "even" : "poisson" });
};
