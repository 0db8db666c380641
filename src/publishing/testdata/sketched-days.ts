import type { DayAccount } from "../../core/slo/index.ts";
import { DAY_MS, dayToIso, MINUTES_PER_DAY } from "../../core/time/index.ts";

interface DaySketch {
  readonly down?: number;
  readonly excluded?: number;
  readonly unknown?: number;
  readonly late?: number;
}

/** Whole UTC days from `from` on, each with 1,440 minutes and 400 page requests. */
export function days(fromMs: number, sketches: readonly DaySketch[]): readonly DayAccount[] {
  return sketches.map(({ down = 0, excluded = 0, unknown = 0, late = 8 }, at) => ({
    day: dayToIso(fromMs / DAY_MS + at),
    events: 4_100,
    bad: down * 3,
    down,
    excluded,
    unknown,
    up: MINUTES_PER_DAY - down - excluded - unknown,
    objectives: {
      "ui.median": { events: 400, kept: 330, broken: 70 },
      "ui.p90": { events: 400, kept: 380, broken: 20 },
      "ui.p95": { events: 400, kept: 400 - late, broken: late },
      "service.p95": { events: 2_900, kept: 2_840, broken: 60 },
      install: { events: at % 9 === 4 ? 0 : 3, kept: at % 9 === 4 ? 0 : 3, broken: 0 },
      webhook: { events: 660, kept: 658, broken: 2 },
    },
  }));
}

/** So many days on which nothing happened. */
export const quiet = (n: number): DaySketch[] => Array.from({ length: n }, () => ({}));
