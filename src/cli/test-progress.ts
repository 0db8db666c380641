import { duration, plural } from "../core/format/index.ts";
import { type Progress, quantileMs } from "../loadtest/index.ts";
import type { Call } from "./command.ts";
import { fittingLine } from "./fitting-line.ts";
import { milliseconds } from "./load-result-text.ts";
import type { TestWatch } from "./ports.ts";

/** How often a reader that is not a person gets a line. */
const LINE_EVERY_MS = 10_000;
const CLEAR_LINE = "\r\x1b[2K";

export interface TestProgress extends Pick<TestWatch, "onProgress" | "onStage"> {
  /** Clears what was only of passing interest. */
  end(): void;
}

/** Says on standard error how a test goes: one line that changes, or one every ten seconds. */
export function testProgress({ terminal, paint }: Pick<Call, "terminal" | "paint">): TestProgress {
  let saidMs = Number.NEGATIVE_INFINITY;
  const show = (parts: readonly string[]) =>
    terminal.err(`${CLEAR_LINE}${paint.faint(fittingLine(parts, terminal.columns))}`);
  return {
    onStage: (stage) => (terminal.isTty ? show([`${stage} …`]) : terminal.err(`${stage} …\n`)),
    onProgress(progress) {
      if (terminal.isTty) return show(partsOf(progress));
      if (terminal.nowMs() - saidMs < LINE_EVERY_MS) return;
      saidMs = terminal.nowMs();
      terminal.err(`${fittingLine(partsOf(progress))}\n`);
    },
    end: () => {
      if (terminal.isTty) terminal.err(CLEAR_LINE);
    },
  };
}

const inAll = (ms: number, { isLeast }: { readonly isLeast: boolean }): string =>
  `${isLeast ? "at least" : "about"} ${duration(ms)} in all`;

function partsOf(progress: Progress): readonly string[] {
  const { phase, tally, elapsedMs, durationMs, after, budgetSpent } = progress;
  const rate = elapsedMs > 0 ? Math.round((tally.completed / elapsedMs) * 1000) : 0;
  const errors = Object.values(tally.errors).reduce((sum, count) => sum + count, 0);
  const leftMs = durationMs - elapsedMs;
  return [
    phase,
    leftMs > 0 ? `${duration(leftMs)} left` : "waiting for the last answers",
    ...(after === null || after.ms === 0 ? [] : [inAll(Math.max(0, leftMs) + after.ms, after)]),
    `${rate.toLocaleString("en")}/s`,
    plural(errors, "error"),
    ...([50, 95, 99] as const).map(
      (p) => `p${p} ${milliseconds(quantileMs(tally.response, p / 100))}`,
    ),
    ...(budgetSpent === null
      ? []
      : [`${Math.round(budgetSpent * 100).toLocaleString("en")} % of the budget`]),
  ];
}
