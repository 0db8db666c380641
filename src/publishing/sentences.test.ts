import { describe, expect, test } from "vitest";
import type { Promised } from "../core/contract/index.ts";
import type { ObjectiveAccount } from "../core/slo/index.ts";
import { headline } from "./headline.ts";
import { outcome, saidOf } from "./sentences.ts";
import { account, uptimeAccount, uptimeObjective } from "./testdata/accounts.ts";
import { good } from "./testdata/addons.ts";
import { published, statement } from "./testdata/view.ts";

const p95: Promised = { kind: "quantile", quantile: 0.95, limitMs: 1200 };
const install: Promised = { kind: "share", target: 0.99, withinMs: null };

describe("an outcome", () => {
  const minutes = uptimeAccount({ up: 32_343, down: 17 });
  test.for<readonly [string, ObjectiveAccount, string]>([
    [
      "kept uptime",
      uptimeObjective(minutes, "met"),
      "Kept so far: 99.94 % of minutes, promised 99.9 %.",
    ],
    [
      "missed percentile",
      account("ui.p95", "ui", "", p95, {
        measured: 1642,
        kept: 0.917,
        events: 12_340,
        verdict: "missed",
      }),
      "Missed so far: 91.70 % of 12,340 page requests were answered within 1.2 s, promised 95 %.",
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
      "Kept so far: 96.4 ms on average over 2 service calls, promised at most 150 ms.",
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
      "Kept so far: 3 hours 24 minutes, promised at most 8 hours.",
    ],
    ["nothing measured", account("rto", "rto", "", p95), "Nothing has been measured yet."],
  ])("%s", ([, one, said]) => {
    expect(outcome(one, statement({ uptime: minutes }))).toBe(said);
  });

  test("of too few minutes names the known and the unknown ones", () => {
    const few = uptimeAccount({ up: 57, unknown: 3 });
    expect(outcome(uptimeObjective(few, "insufficient"), statement({ uptime: few }))).toBe(
      "Not yet proven: 100 % of 57 known minutes, promised 99.9 %; 3 are unknown.",
    );
  });
});

describe("where a histogram is too coarse for the limit", () => {
  const limit2s: Promised = { kind: "quantile", quantile: 0.95, limitMs: 2000 };
  const open = (share: number, most: number): ObjectiveAccount => ({
    ...account("ui.p95", "ui", "", limit2s, { events: 1200 }),
    measured: 2500,
    kept: { share, most, low: share, high: most },
    undecided: { events: Math.round((most - share) * 1200), cause: "buckets" },
  });

  test.for([
    [0.1724, 1, "between 17 and 100 % of"],
    [0, 1, "between 0 and 100 % of"],
    [0.9612, 0.9633, "between 96.12 and 96.33 % of"],
    [0.94999, 0.951, "between 94.99 and 95.10 % of"],
  ] as const)("from %d to %d, the share is a range", ([share, most, said]) => {
    expect(outcome(open(share, most), statement({}))).toBe(
      `Not yet proven: ${said} 1,200 page requests were answered within 2 s, promised 95 %.`,
    );
  });

  test("the cause is named, and what to do about it", () => {
    expect(saidOf(open(0.1724, 1), statement({})).at(-1)).toBe(
      "993 page requests are undecided: the sender’s histogram has no bucket boundary at 2 s. Use exponential histograms, or add the boundary 2.",
    );
    const narrow = { ...open(0.96, 0.97), undecided: { events: 12, cause: "resolution" } as const };
    expect(saidOf(narrow, statement({})).at(-1)).toBe(
      "12 page requests are undecided: the sender’s histogram tells durations around 2 s no more exactly.",
    );
    const untold = { ...open(0.5, 1), undecided: { events: 1, cause: "status" } as const };
    expect(saidOf(untold, statement({})).at(-1)).toBe(
      "1 page request is undecided: the sender tells neither their status nor an error. It must send http.response.status_code.",
    );
  });
});

describe("before the promise", () => {
  const promised = { effectiveFrom: "2027-02-01" };
  const before = statement({
    ...promised,
    counted: { fromMs: 0, toMs: Date.UTC(2027, 1, 1), phase: "before-promise" },
    uptime: uptimeAccount({ up: 57, unknown: 3 }),
  });
  const measured = uptimeObjective(uptimeAccount({ up: 57, unknown: 3 }), "insufficient");

  test("figures are shown as what they are", () => {
    expect(outcome(measured, before)).toBe(
      "Before the promise: 100 % of 57 known minutes; promised from 1 February 2027: 99.9 %.",
    );
    expect(
      outcome(account("rto", "rto", "", { kind: "recovery", limitMs: 28_800_000 }), before),
    ).toBe("Nothing has been measured yet; promised from 1 February 2027: at most 8 hours.");
  });

  test("nothing is said to be kept, missed, left or needed", () => {
    expect(saidOf({ ...measured, budget: null }, before)).toHaveLength(1);
    expect(headline([published({ statement: { ...before, objectives: [measured] } })])).toBe(
      "Nothing is promised before 1 February 2027.",
    );
  });
});

describe("in the first minute", () => {
  const from = Date.parse("2027-01-23T14:04:00.000Z");
  const at = (computedAt: string) =>
    statement({
      computedAt,
      counted: { fromMs: from, toMs: Date.UTC(2027, 1, 1), phase: "running" },
      uptime: uptimeAccount({}),
    });
  const uptime = uptimeObjective(uptimeAccount({}), "insufficient");
  const share = account("install", "install", "", install);

  test("it is said that nothing counts yet, and from when on", () => {
    for (const one of [uptime, share])
      expect(outcome(one, at("2027-01-23T14:03:22.000Z"))).toBe(
        "Nothing counts yet: the first whole minute begins at 14:04:00 UTC.",
      );
    const under = at("2027-01-23T14:04:59.000Z");
    expect(outcome(uptime, under)).toBe("Nothing counts yet: the first whole minute is not over.");
    expect(outcome(share, under)).toBe("Nothing has been measured yet.");
    expect(outcome(uptime, at("2027-01-23T14:05:00.000Z"))).toBe("Nothing has been measured yet.");
  });
});

describe("the minutes that an uptime still takes", () => {
  const running = (up: number, unknown: number, needed: number | null) => {
    const uptime = uptimeAccount({ up, unknown });
    const one = { ...uptimeObjective(uptime, "insufficient"), needed };
    return saidOf(one, statement({ uptime }));
  };

  test("are said while there are enough of them", () => {
    expect(running(57, 3, 2940)).toContain(
      "It takes 2,940 more minutes without downtime to prove it.",
    );
    expect(running(0, 0, 1000)).toEqual([
      "Nothing has been measured yet.",
      "It takes 1,000 minutes without downtime to prove it.",
    ]);
  });

  test("are said to be too few where it can no longer be proven", () => {
    expect(running(30_000, 2000, null)).toContain(
      "It can no longer be proven this month: too few minutes are left.",
    );
  });
});

test("what is needed is said only while a verdict is open", () => {
  const row = { measured: 1, kept: 1, events: 41, needed: 343 };
  const open = account("install", "install", "", install, row);
  const said = (one: ObjectiveAccount) => saidOf(one, good.statement);
  expect(said(open)).toContain("About 343 more installation callbacks would settle it.");
  expect(said({ ...open, events: 0, kept: null, measured: null })).toContain(
    "A verdict takes about 343 installation callbacks.",
  );
  expect(said({ ...open, verdict: "met" }).join()).not.toContain("343");
});
