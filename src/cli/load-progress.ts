import { duration, plural } from "../core/format/index.ts";
import { type LoadPlan, quantileMs, type Tally } from "../loadtest/index.ts";
import type { Call } from "./command.ts";
import { fittingLine } from "./fitting-line.ts";
import { milliseconds } from "./load-result-text.ts";

/** How often a reader that is not a person gets a line. */
const LINE_EVERY_MS = 5_000;
const CLEAR_LINE = "\r\x1b[2K";

export interface LoadProgress {
  show(tally: Tally): void;
  /** Clears what was only of passing interest. */
  end(): void;
}

/** Says on standard error how a load goes: one line that changes, or one every five seconds. */
export function loadProgress({ terminal, paint }: Call, plan: LoadPlan): LoadProgress {
  let saidMs = 0;
  return {
    show(tally) {
      const parts = progressParts(tally, plan);
      if (terminal.isTty)
        terminal.err(`${CLEAR_LINE}${paint.faint(fittingLine(parts, terminal.columns))}`);
      else if (tally.elapsedMs - saidMs >= LINE_EVERY_MS) {
        saidMs = tally.elapsedMs;
        terminal.err(`${fittingLine(parts)}\n`);
      }
    },
    end: () => {
      if (terminal.isTty) terminal.err(CLEAR_LINE);
    },
  };
}

function progressParts(tally: Tally, plan: LoadPlan): readonly string[] {
  const { elapsedMs, completed, response } = tally;
  const rate = elapsedMs > 0 ? Math.round((completed / elapsedMs) * 1000) : 0;
  const errors = Object.values(tally.errors).reduce((sum, count) => sum + count, 0);
  const leftMs = plan.durationMs - elapsedMs;
  const times = ([50, 95, 99] as const).map(
    (p) => `p${p} ${milliseconds(quantileMs(response, p / 100))}`,
  );
  return [
    `${rate.toLocaleString("en")}/s`,
    ...times,
    plural(errors, "error"),
    leftMs > 0 ? `${duration(leftMs)} left` : "waiting for the last answers",
  ];
}
