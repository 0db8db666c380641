import { describe, expect, test } from "vitest";
import type { Promised } from "../core/contract/index.ts";
import { budgetLeft } from "./budget-words.ts";
import { periodWords } from "./period-words.ts";
import { account, uptimeAccount, uptimeObjective } from "./testdata/accounts.ts";
import { good, young } from "./testdata/addons.ts";
import { statement } from "./testdata/view.ts";

const install: Promised = { kind: "share", target: 0.99, withinMs: null };

describe("a budget", () => {
  test("in minutes of which some are unknown is a range", () => {
    const left = (unknown: number) =>
      budgetLeft(
        uptimeObjective(uptimeAccount({ up: 1, down: 17, unknown }), "insufficient"),
        good.statement,
      );
    expect(left(20)).toBe("7.6 to 27 of 44 minutes of this month’s budget are left.");
    expect(left(30)).toBe("At most 27 of 44 minutes of this month’s budget are left.");
  });

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
    const first = { fromMs: 86_400_000, toMs: 29 * 86_400_000, phase: "running" } as const;
    expect(periodWords(statement({ period, counted: first }))).toBe("28 days from 2 January 1970");
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

test("nothing is said of a budget before anything was measured", () => {
  const nothing = uptimeObjective(uptimeAccount({}), "insufficient");
  expect(budgetLeft(nothing, young.statement)).toBeNull();
});
