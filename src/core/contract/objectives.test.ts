import { expect, test } from "vitest";
import { objectives } from "./objectives.ts";
import { editedContract } from "./testdata/exemplary.ts";

test("every promised figure is an objective, in the order of publication", () => {
  const told = objectives(editedContract({})).map(
    ({ id, indicator, sentence }) => `${id} (${indicator}): ${sentence}`,
  );
  expect(told).toEqual([
    "uptime (availability): 99.5 %",
    "ui.median (ui): median ≤ 500 ms",
    "ui.p90 (ui): p90 ≤ 750 ms",
    "ui.p95 (ui): p95 ≤ 1 s",
    "service.average (service): average ≤ 150 ms",
    "service.p95 (service): p95 ≤ 500 ms",
    "install (install): 99 %",
    "webhook (webhook): 99 %",
    "iframe (iframe): 95 % within 12 s",
    "rto (rto): back within 3 h",
    "rpo (rpo): at most 24 h of data lost",
    "L1.initial-response (initial-response): within 1 h, around the clock",
    "L1.resolution (resolution): within 3 h, around the clock",
    "L2.initial-response (initial-response): within 4 h",
    "L2.resolution (resolution): within 2 business days",
    "L3.initial-response (initial-response): within 8 h",
    "L3.resolution (resolution): within 5 business days",
    "L4.initial-response (initial-response): within 24 h",
  ]);
});

test("the promise behind each kind of objective", () => {
  const promises = new Map(objectives(editedContract({})).map(({ id, promise }) => [id, promise]));
  expect(promises.get("uptime")).toEqual({ kind: "uptime", target: 0.995, downWhenFailing: 0.05 });
  expect(promises.get("ui.p95")).toEqual({ kind: "quantile", quantile: 0.95, limitMs: 1000 });
  expect(promises.get("service.average")).toEqual({ kind: "average", limitMs: 150 });
  expect(promises.get("iframe")).toEqual({ kind: "share", target: 0.95, withinMs: 12_000 });
  expect(promises.get("rpo")).toEqual({ kind: "recovery", limitMs: 86_400_000 });
  expect(promises.get("L2.resolution")).toEqual({
    kind: "support",
    level: "L2",
    limit: { kind: "business-days", days: 2 },
  });
});

test("what is not promised is no objective", () => {
  const bare = { effectiveFrom: "2027-01-01", recovery: { rpo: "24h" } };
  const contract = editedContract({ sla: bare, "operations.scaling.target": "cpu" });
  expect(objectives(contract).map(({ id }) => id)).toEqual(["rpo"]);
});
