import { describe, expect, test } from "vitest";
import type { Promised } from "../contract/index.ts";
import type { ObjectiveAccount } from "../slo/index.ts";
import { budgetLeft, currently, headline, needed, outcome, periodWords } from "./sentences.ts";
import { account, uptimeAccount, uptimeObjective } from "./testdata/accounts.ts";
import { early, good, missed, young } from "./testdata/addons.ts";
import { published, statement } from "./testdata/view.ts";

describe("the headline", () => {
  test.for([
    ["nothing measured yet", [young], "Watching began 20 s ago: no figure yet."],
    ["too little evidence", [early], "Too early to say: no promise is proven yet."],
    ["kept so far", [good], "8 of 11 promises are kept; 3\u00a0are not yet proven."],
    ["missed", [missed], "2 of 11 promises are missed."],
    ["several add-ons", [good, missed], "2 of 22 promises are missed."],
    ["none promised", [published({ statement: statement({}) })], "No figure is promised."],
  ] as const)("%s", ([, addons, said]) => {
    expect(headline(addons)).toBe(said);
  });

  test("says so when nobody has ever watched", () => {
    expect(headline([{ ...young, watchingSince: null }])).toBe("Nothing has been measured yet.");
  });

  test("all kept, and a single one", () => {
    const kept = uptimeObjective(uptimeAccount({ up: 100 }), "met");
    const of = (...objectives: ObjectiveAccount[]) =>
      headline([published({ statement: statement({ objectives }) })]);
    expect(of(kept, kept)).toBe("All 2 promises are kept.");
    expect(of(kept)).toBe("The promise is kept.");
  });
});

const p95: Promised = { kind: "quantile", quantile: 0.95, limitMs: 1200 };
const install: Promised = { kind: "share", target: 0.99, withinMs: null };

describe("an outcome", () => {
  const minutes = uptimeAccount({ up: 32_343, down: 17 });
  test.for<readonly [string, ObjectiveAccount, string]>([
    ["kept uptime", uptimeObjective(minutes, "met"), "Kept: 99.94 % of minutes, promised 99.9 %."],
    [
      "missed percentile",
      account("ui.p95", "ui", "", p95, {
        measured: 1642,
        kept: 0.917,
        events: 12_340,
        verdict: "missed",
      }),
      "Missed: 91.70 % of 12,340 page requests were answered within 1.2 s, promised 95 %.",
    ],
    [
      "undecided share",
      account("install", "install", "", install, { measured: 1, kept: 1, events: 1 }),
      "Not yet proven: 100 % of 1 installation callback succeeded, promised 99 %.",
    ],
    [
      "average",
      account(
        "service.average",
        "service",
        "",
        { kind: "average", limitMs: 150 },
        { measured: 96.4, events: 2, verdict: "met" },
      ),
      "Kept: 96.4 ms on average over 2 service calls, promised at most 150 ms.",
    ],
    [
      "recovery",
      account(
        "rto",
        "rto",
        "",
        { kind: "recovery", limitMs: 28_800_000 },
        {
          measured: 12_240_000,
          events: 1,
          verdict: "met",
        },
      ),
      "Kept: 3 hours 24 minutes, promised at most 8 hours.",
    ],
    ["nothing measured", account("rto", "rto", "", p95), "Nothing has been measured yet."],
  ])("%s", ([, one, said]) => {
    expect(outcome(one, minutes)).toBe(said);
  });

  test("of too few minutes names the known and the unknown ones", () => {
    const few = uptimeAccount({ up: 57, unknown: 3 });
    expect(outcome(uptimeObjective(few, "insufficient"), few)).toBe(
      "Not yet proven: 100 % of 57 known minutes, promised 99.9 %; 3 are unknown.",
    );
  });
});

describe("a budget", () => {
  test("in minutes says what is left of the month", () => {
    const uptime = uptimeObjective(uptimeAccount({ up: 1, down: 17 }), "met");
    expect(budgetLeft(uptime, good.statement)).toBe(
      "27 of 44 minutes of this month’s budget are left.",
    );
  });

  test("overspent says by how much", () => {
    const uptime = uptimeObjective(uptimeAccount({ up: 1, down: 46 }), "missed");
    expect(budgetLeft(uptime, good.statement)).toBe(
      "This month’s budget of 44 minutes is overspent by 2.",
    );
  });

  test("of a rolling period names its days", () => {
    const period = { name: "28d to 2027-01-28", fromMs: 0, toMs: 28 * 86_400_000 };
    const uptime = uptimeObjective(uptimeAccount({ up: 1 }), "met");
    expect(budgetLeft(uptime, statement({ period }))).toBe(
      "44 of 44 minutes of the budget of these 28 days are left.",
    );
    expect(periodWords(statement({ period }))).toBe("28 days to 28 January 1970");
  });

  test("in events says how many may fail and how many did", () => {
    const one = account("install", "install", "", install, {
      measured: 0.995,
      kept: 0.995,
      events: 1000,
      verdict: "met",
    });
    expect(budgetLeft(one, good.statement)).toBe("The promise lets 10 of them fail; 5 did.");
    expect(budgetLeft({ ...one, verdict: "insufficient" }, good.statement)).toBeNull();
  });
});

describe("where a histogram is too coarse for the limit", () => {
  const open = { ...account("ui.p95", "ui", "", p95, { events: 12 }), measured: 900 };

  test("no share is said, not even of a percentile that is known", () => {
    expect(outcome(open, null)).toBe(
      "12 page requests were measured, but not so finely that they could be held against the limit.",
    );
  });

  test("nor where the figure itself is unknown", () => {
    expect(outcome({ ...open, measured: null }, null)).toMatch(
      /^12 page requests were measured, but/,
    );
  });
});

test("nothing is said of a budget before anything was measured", () => {
  const nothing = uptimeObjective(uptimeAccount({}), "insufficient");
  expect(budgetLeft(nothing, young.statement)).toBeNull();
});

test("what is needed is said only while a verdict is open", () => {
  const row = { measured: 1, kept: 1, events: 41, needed: 343 };
  const open = account("install", "install", "", install, row);
  expect(needed(open)).toBe("About 343 more installation callbacks would settle it.");
  expect(needed({ ...open, events: 0 })).toBe("A verdict takes about 343 installation callbacks.");
  expect(needed({ ...open, verdict: "met" })).toBeNull();
});

test("what goes on now is said with its time", () => {
  expect(currently(missed.current, missed.statement.computedAt)).toBe(
    "Failing for 5 min: status 503 instead of 200; last checked at 14:03:10 UTC.",
  );
  expect(currently(null, missed.statement.computedAt)).toBeNull();
});
