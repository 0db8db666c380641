import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { budgetStop } from "./budget-stop.ts";
import { readBudgets } from "./read-budgets.ts";

const ADDON = "com.example.roadmaps";
const guide = readFileSync(new URL("../../../docs/sla-json.md", import.meta.url), "utf8");
const published = /```json\n(.*?)```/s.exec(guide)![1]!;

describe("budgets are read from a Plimsoll's /sla.json", () => {
  test("of the objectives that have one", () => {
    expect(readBudgets(published, ADDON)).toEqual({
      kind: "budgets",
      budgets: new Map([["uptime", 17 / 44.477]]),
    });
  });

  test("a promise that allows nothing is overspent by the first failure", () => {
    const none = published.replace('"allowed": 44.477', '"allowed": 0');
    const read = readBudgets(none, ADDON);
    expect(read).toMatchObject({ budgets: new Map([["uptime", Number.POSITIVE_INFINITY]]) });
  });

  test.for<[string, string, string]>([
    ["another add-on's say nothing", published, "com.example.other"],
    ["neither does a page", "<!doctype html>", ADDON],
    ["nor another document", '{"page":{"id":"x"}}', ADDON],
    ["nor one of a later format", published.replace("plimsoll-sla/1", "plimsoll-sla/2"), ADDON],
    ["nor a budget that is no number", published.replace('"spent": 17', '"spent": "17"'), ADDON],
  ])("%s", ([, text, addon]) => {
    expect(readBudgets(text, addon)).toEqual({ kind: "unknown", why: expect.any(String) });
  });
});

describe("a run ends when customers' budget burns", () => {
  const at = (atMs: number, spent: number) => ({ atMs, budgets: new Map([["uptime", spent]]) });
  const rule = { mostSpent: 0.9, mostBurnt: 0.01, mostUnseenMs: 60_000 };

  test.for<[string, number, number, number, string | null]>([
    ["goes on while nothing is spent", 0.2, 0.2, 1_000, null],
    ["goes on while hardly anything is", 0.2, 0.209, 1_000, null],
    ["goes on in a new month, which has spent less", 0.8, 0, 1_000, null],
    [
      "ends when too much goes",
      0.2,
      0.22,
      1_000,
      "Since the run began 2 % of the error budget of uptime went; 1 % may.",
    ],
    [
      "does not begin when little is left",
      0.95,
      0.95,
      0,
      "95 % of the error budget of uptime is spent; above 90 % nothing is loaded.",
    ],
    [
      "ends when the budget is out of sight for long",
      0.2,
      0.2,
      61_000,
      "Customers' error budget has been out of sight for 61 s.",
    ],
  ])("%s", ([, first, last, sinceMs, why]) => {
    const seen = { first: at(0, first), last: at(100_000, last) };
    expect(budgetStop(seen, 100_000 + sinceMs, rule)).toBe(why);
  });

  test("what was not measured before the run began from nothing", () => {
    const seen = { first: { atMs: 0, budgets: new Map() }, last: at(0, 0.02) };
    expect(budgetStop(seen, 0, rule)).toMatch(/^Since the run began/);
  });
});
