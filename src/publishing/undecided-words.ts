import { limitMsOf } from "../core/contract/index.ts";
import { milliseconds } from "../core/format/index.ts";
import type { ObjectiveAccount } from "../core/slo/index.ts";
import { counted, titleOf } from "./titles.ts";

/** Why a figure is a range, and what the vendor can do about it; null where it is none. */
export function undecidedWords(account: ObjectiveAccount): string | null {
  const { undecided, promise } = account;
  if (undecided === null) return null;
  const open = `${counted(undecided.events, titleOf(account).event)} ${undecided.events === 1 ? "is" : "are"} undecided`;
  const limitMs = limitMsOf(promise);
  if (undecided.cause === "status" || limitMs === null)
    return `${open}: the sender tells neither their status nor an error. It must send http.response.status_code.`;
  if (undecided.cause === "resolution")
    return `${open}: the sender’s histogram tells durations around ${milliseconds(limitMs)} no more exactly.`;
  return `${open}: the sender’s histogram has no bucket boundary at ${milliseconds(limitMs)}. Use exponential histograms, or add the boundary ${limitMs / 1000}.`;
}
