import { describe, expect, test } from "vitest";
import type { Finding } from "../model/index.ts";
import { findingWords } from "./finding-words.ts";

const knee = {
  kind: "knee",
  low: 200,
  high: 210,
  firstToBreak: "response time",
  confirmations: 3,
} as const;
const leak = {
  kind: "leak",
  resource: "heap",
  verdict: "leak",
  slope: 41.2e6,
  low: 38.9e6,
  high: 43.6e6,
  p: 1e-7,
  exhaustionHours: [9.1, 11.4],
} as const;
const recovery = {
  kind: "recovery",
  verdict: "recovered",
  keptForMs: null,
  recoveredAfterMs: 21_000,
  backlog: 188,
  drainedAfterMs: 6300,
  errorsDuring: 214,
} as const;

describe("a finding as a sentence", () => {
  test.for<[string, Finding]>([
    [
      "It holds 200 sessions a second and no longer 210: response time gives way first, confirmed 3 times.",
      knee,
    ],
    [
      "It held 200 sessions a second, the most that was tried, confirmed twice.",
      { ...knee, high: null, confirmations: 2 },
    ],
    [
      "It did not hold 210 sessions a second.",
      { ...knee, low: null, firstToBreak: null, confirmations: 0 },
    ],
    ["No rate was held long enough to say.", { ...knee, low: null, high: null }],
    [
      "It grows by 41.2 MB an hour (95 % bounds 38.9 MB to 43.6 MB, p < 0.001). It is used up in 9.1 to 11.4 hours.",
      leak,
    ],
    [
      "It grows by no more than is tolerated: 0.02 an hour (95 % bounds −0.1 to 0.14).",
      { ...leak, resource: "descriptors", verdict: "none", slope: 0.02, low: -0.1, high: 0.14 },
    ],
    [
      "It does not grow.",
      { ...leak, resource: "sockets", verdict: "none", slope: 0, low: 0, high: 0 },
    ],
    [
      "The run was too short to tell: 823 ms an hour (95 % bounds −558 ms to 2,600 ms).",
      {
        ...leak,
        ...{ resource: "event-loop delay", verdict: "insufficient", slope: 823 },
        ...{ low: -558, high: 2600 },
      },
    ],
    [
      "The run was too short to tell: 41.2 MB an hour (95 % bounds −∞ to ∞).",
      {
        ...leak,
        verdict: "insufficient",
        low: Number.NEGATIVE_INFINITY,
        high: Number.POSITIVE_INFINITY,
      },
    ],
    [
      "Every promise was kept again 21 s after the burst; at most 188 requests were waiting, gone after 6.3 s; 214 requests failed.",
      recovery,
    ],
    [
      "Every promise was kept again as soon as the burst ended; at most 1 request was waiting, gone after 1 s; no request failed.",
      { ...recovery, recoveredAfterMs: 0, backlog: 1, drainedAfterMs: 1000, errorsDuring: 0 },
    ],
    [
      "Not every promise was kept again before the run ended; at most 188 requests were waiting, not all gone when the run ended; 214 requests failed.",
      { ...recovery, verdict: "not-recovered", recoveredAfterMs: null, drainedAfterMs: null },
    ],
    [
      "Every promise was kept again for the last 6 s of the run, too short to call it a recovery; nothing had piled up; no request failed.",
      {
        ...recovery,
        ...{ verdict: "insufficient", recoveredAfterMs: null, keptForMs: 6000 },
        ...{ backlog: 0, errorsDuring: 0 },
      },
    ],
    [
      "The run ended too soon after the burst to say whether every promise was kept again; nothing had piled up; no request failed.",
      {
        ...recovery,
        ...{ verdict: "insufficient", recoveredAfterMs: null },
        ...{ backlog: 0, errorsDuring: 0 },
      },
    ],
    [
      "Neighbours felt one tenant's burst: 95 % of their requests took up to 655 ms during it, 212 ms before, 2.7 to 3.4 times as long.",
      {
        kind: "isolation",
        verdict: "affected",
        quantile: 0.95,
        before: 212,
        during: 655,
        ratio: [2.7, 3.4],
      },
    ],
    [
      "One request costs 4.21 ms (95 % interval 4.05 ms to 4.37 ms).",
      { kind: "cost", resource: "CPU", unit: "ms", perRequest: 4.21, low: 4.05, high: 4.37 },
    ],
    [
      "Under the same load answers grew slower by +11 % an hour (95 % bounds +9 % to +13 %).",
      { kind: "drift", verdict: "drift", perHour: 0.11, low: 0.09, high: 0.13 },
    ],
    [
      "Answers still grew quicker when the run ended, by 829 % an hour, which may hide a drift (95 % bounds −1,670 % to −140 %).",
      { kind: "drift", verdict: "insufficient", perHour: -8.29, low: -16.7, high: -1.4 },
    ],
  ])("%s", ([sentence, finding]) => {
    expect(findingWords(finding).sentence).toBe(sentence);
  });

  test.for<[Finding, string | null]>([
    [knee, null],
    [leak, "missed"],
    [recovery, "met"],
    [{ ...recovery, verdict: "not-recovered", recoveredAfterMs: null }, "missed"],
    [{ ...recovery, verdict: "insufficient", recoveredAfterMs: null }, "insufficient"],
  ])("%j is judged %s", ([finding, is]) => {
    expect(findingWords(finding).verdict?.is ?? null).toBe(is);
  });
});
