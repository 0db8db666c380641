import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { recorder } from "../../core/measurement/index.ts";
import { rigHealth } from "../judging/index.ts";
import type { Tally } from "../model/index.ts";
import { quantileMs, summarise } from "../statistics/index.ts";
import { emptyTally, mergeTallies, tallyRecorder } from "./tally.ts";

const rig = { cpu: 0.1, elapsedMs: 1000 };

function durationsOf(values: readonly number[]) {
  const taken = recorder();
  for (const value of values) taken.record(value / 1000);
  return taken.sketch();
}

describe("a summary", () => {
  test("has quantiles in milliseconds, each within 1.1 %, and the largest and the mean as they are", () => {
    const { p50, p99, max, mean } = summarise(durationsOf([0.02, 1, 3, 9000]));
    expect([p50! / 1, p99! / 9000].map((ratio) => Math.abs(ratio - 1) < 0.011)).toEqual([
      true,
      true,
    ]);
    expect([max, mean]).toEqual([9000, 2251.005]);
    expect(quantileMs(durationsOf([250, 250]), 0.5)).toBe(250);
  });

  test("of nothing has no figures", () => {
    expect(Object.values(summarise(durationsOf([])))).toEqual(Array(7).fill(null));
  });
});

describe("a tally", () => {
  test("counts response from the intended start, service from the sending, lag between them", () => {
    const counted = tallyRecorder();
    const starts = { intendedMs: 100, sentMs: 130 };
    counted.due(5);
    counted.sent(starts);
    counted.answered(starts, 150, null);
    const { response, service, lag, tardiness } = counted.tally(rig);
    expect([response, service, lag, tardiness].map((d) => quantileMs(d, 1))).toEqual([
      50, 20, 30, 5,
    ]);
  });

  test("counts a time-out at its value and as an error", () => {
    const counted = tallyRecorder();
    counted.timedOut({ intendedMs: 0, sentMs: 10 }, 1000);
    counted.gaveUp(1000);
    const { response, errors, completed } = counted.tally(rig);
    expect({ errors, completed, most: quantileMs(response, 1), count: response.count }).toEqual({
      errors: { "timed-out": 1, "no-free-connection": 1 },
      completed: 0,
      most: 1010,
      count: 2,
    });
  });

  test("lets no failure improve a percentile", () => {
    const counted = tallyRecorder();
    const starts = { intendedMs: 0, sentMs: 0 };
    counted.answered(starts, 100, null);
    counted.answered(starts, 1, "status-503");
    counted.failed(0, 1, "reset");
    const { response, service, failures, errors, completed } = counted.tally(rig);
    expect([quantileMs(response, 0), quantileMs(service, 0)]).toEqual([100, 100]);
    expect({ failed: failures.count, errors, completed }).toEqual({
      failed: 2,
      errors: { reset: 1, "status-503": 1 },
      completed: 2,
    });
  });

  test("of shards, in any order, is that of one injector", () => {
    const answer = fc.record({
      intendedMs: fc.nat(1000),
      tookMs: fc.nat(9000),
      fault: fc.constantFrom(null, "status-302", "status-503"),
      isResent: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(answer, { maxLength: 60 }),
        fc.integer({ min: 1, max: 5 }),
        (answers, of) => {
          const tallyOf = (part: typeof answers) => {
            const counted = tallyRecorder();
            for (const { intendedMs, tookMs, fault, isResent } of part) {
              counted.due(0);
              const starts = { intendedMs, sentMs: intendedMs };
              counted.sent(starts);
              if (isResent) counted.resent();
              counted.answered(starts, intendedMs + tookMs, fault);
            }
            return counted.tally(rig);
          };
          const parts = Array.from({ length: of }, (_, j) =>
            tallyOf(answers.filter((_, i) => i % of === j)),
          );
          const whole = mergeTallies(emptyTally, tallyOf(answers));
          expect(parts.reduce(mergeTallies, emptyTally)).toEqual(whole);
          expect(parts.toReversed().reduce(mergeTallies, emptyTally)).toEqual(whole);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe("the rig", () => {
  const late = (lateMs: number, tookMs: number) => {
    const counted = tallyRecorder();
    for (let i = 0; i < 100; i++) {
      counted.due(lateMs);
      counted.answered({ intendedMs: i, sentMs: i }, i + tookMs, null);
    }
    return counted.tally(rig);
  };

  test("may be late by a millisecond, or by a twentieth of what it measures", () => {
    expect(rigHealth(late(0.9, 1)).verdict).toBe("valid");
    expect(rigHealth(late(2, 1)).verdict).toBe("invalid");
    expect(rigHealth(late(2, 100)).verdict).toBe("valid");
  });

  test("may be late for requests on which no promise depends", () => {
    const mixed = Array.from({ length: 10 }, (_, n) => late(n === 0 ? 30 : 0, 5)).reduce(
      mergeTallies,
    );
    const verdictOf = (tally: Tally, share: number | "average") =>
      rigHealth(tally, undefined, [{ share, limitMs: 100 }]).verdict;
    expect(verdictOf(mixed, 0.5)).toBe("valid");
    expect(verdictOf(mixed, "average")).toBe("valid");
    expect(verdictOf(mixed, 0.95)).toBe("invalid");
    expect(verdictOf(late(30, 5), "average")).toBe("invalid");
    expect(rigHealth(mixed, undefined, [{ share: 0.95, limitMs: 1000 }]).verdict).toBe("valid");
    expect(rigHealth(mixed, undefined, [{ share: 0.95, limitMs: 100 }]).reasons).toEqual([
      "The injector was 30.0 ms late for 5.0 % of the requests; 5.0 ms would do.",
    ]);
  });

  test("is blamed for what it could not send, and for nothing that the system refused", () => {
    const failed = (fault: "out-of-ports" | "refused" | "reset") => {
      const counted = tallyRecorder();
      for (let i = 0; i < 100; i++) counted.due(0);
      for (let i = 0; i < 2; i++) counted.failed(0, 1, fault);
      return rigHealth(counted.tally(rig));
    };
    expect(failed("out-of-ports")).toMatchObject({ verdict: "invalid", blame: { injector: 2 } });
    expect(failed("refused")).toMatchObject({ verdict: "valid", blame: { system: 2 } });
    expect(failed("reset")).toMatchObject({ verdict: "valid", blame: { network: 2 } });
  });
});
