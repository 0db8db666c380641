import { describe, expect, test } from "vitest";
import type { ObjectiveAccount } from "../core/slo/index.ts";
import { headline } from "./headline.ts";
import { periodWords } from "./period-words.ts";
import { outcome } from "./sentences.ts";
import { uptimeAccount, uptimeObjective } from "./testdata/accounts.ts";
import { early, good, missed, young } from "./testdata/addons.ts";
import { published, statement } from "./testdata/view.ts";

describe("the headline", () => {
  test.for([
    ["nothing measured yet", [young], "Watching began 20 s ago: no figure yet."],
    ["too little evidence", [early], "Too early to say: no promise is proven yet."],
    ["kept so far", [good], "8 of 11 promises are kept so far; 3\u00a0are not yet proven."],
    ["missed", [missed], "2 of 11 promises are missed so far."],
    ["several add-ons", [good, missed], "2 of 22 promises are missed so far."],
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
    expect(of(kept, kept)).toBe("All 2 promises are kept so far.");
    expect(of(kept)).toBe("The promise is kept so far.");
    const missedForGood = uptimeObjective(uptimeAccount({ up: 100, down: 50 }), "missed");
    expect(of(missedForGood)).toBe("The promise is missed.");
    expect(of(missedForGood, kept)).toBe("1 of 2 promises is missed.");
  });
});

describe("a period that is over", () => {
  const over = statement({
    period: { name: "2026-12", fromMs: Date.UTC(2026, 11, 1), toMs: Date.UTC(2027, 0, 1) },
    uptime: uptimeAccount({ up: 44_640 }),
  });
  const of = (...verdicts: ("met" | "missed" | "insufficient")[]) => {
    const objectives = verdicts.map((one) => uptimeObjective(uptimeAccount({ up: 9 }), one));
    return headline([published({ statement: { ...over, objectives } })]);
  };

  test("is told as past", () => {
    expect(outcome(uptimeObjective(uptimeAccount({ up: 44_640 }), "met"), over)).toBe(
      "Kept: 100 % of minutes, promised 99.9 %.",
    );
    expect(of("met")).toBe("The promise was kept.");
    expect(of("met", "met")).toBe("All 2 promises were kept.");
    expect(of("met", "missed")).toBe("1 of 2 promises was missed.");
    expect(of("met", "insufficient")).toBe("1 of 2 promises was kept; 1\u00a0was not proven.");
    expect(of("insufficient")).toBe("No promise was proven.");
  });

  test("says from and until when it counts, where that is not all of it", () => {
    const part = (from: string, to: string) =>
      periodWords({
        ...over,
        counted: { fromMs: Date.parse(from), toMs: Date.parse(to), phase: "over" },
      });
    expect(part("2026-12-01", "2027-01-01")).toBe("December 2026");
    expect(part("2026-12-20T08:12Z", "2027-01-01")).toBe("December 2026, from 20 December");
    expect(part("2026-12-01", "2026-12-20")).toBe("December 2026, until 19 December");
    expect(part("2026-12-05", "2026-12-20")).toBe(
      "December 2026, from 5 December until 19 December",
    );
  });
});
