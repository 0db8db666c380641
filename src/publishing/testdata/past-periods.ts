import { uptimeAccount, uptimeObjective } from "./accounts.ts";
import { eventObjectives } from "./event-accounts.ts";
import { days, quiet } from "./sketched-days.ts";
import { statement } from "./view.ts";

const december = days(Date.UTC(2026, 11, 1), [
  ...quiet(9),
  { down: 1 },
  ...quiet(8),
  { excluded: 120 },
  ...quiet(12),
]);
const november = days(Date.UTC(2026, 10, 20), [{ unknown: 492 }, ...quiet(10)]);

/** The two periods before January 2027: one begun in its midst, one kept. */
export const earlier = [
  statement({
    period: { name: "2026-11", fromMs: Date.UTC(2026, 10, 1), toMs: Date.UTC(2026, 11, 1) },
    objectives: [
      uptimeObjective(uptimeAccount({ up: 15_348, unknown: 492 }), "insufficient"),
      ...eventObjectives("missed"),
    ],
    uptime: uptimeAccount({ up: 15_348, unknown: 492 }),
    days: november,
  }),
  statement({
    period: { name: "2026-12", fromMs: Date.UTC(2026, 11, 1), toMs: Date.UTC(2027, 0, 1) },
    objectives: [
      uptimeObjective(uptimeAccount({ up: 44_519, down: 1, excluded: 120 }), "met"),
      ...eventObjectives("good"),
    ],
    uptime: uptimeAccount({ up: 44_519, down: 1, excluded: 120 }),
    days: december,
  }),
];
