import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fakeTerminal } from "./fake-terminal.ts";
import { run } from "./run.ts";

const old = readFileSync(new URL("testdata/good.yaml", import.meta.url), "utf8");
const later = old.replace("effectiveFrom: 2026-01-01", "effectiveFrom: 2027-01-01");
const stronger = later.replace("webhook: 99%", "webhook: 99.5%");
const weaker = stronger.replace("100ms, p95: 500ms }\n  life", "100ms, p95: 900ms }\n  life");

async function diff(line: string, files: Record<string, string>) {
  const terminal = fakeTerminal({ files });
  const exit = await run(["diff", ...line.split(" ")], terminal, () => Promise.reject());
  return { exit, ...terminal.said };
}

test.for([
  ["the same", old, 0, "Customers are promised the same.\n"],
  ["more", stronger, 0, "The promise became stronger: 1 stronger.\n"],
  [
    "less of one and more of another",
    weaker,
    1,
    "The promise became weaker: 1 weaker, 1 stronger.\n",
  ],
  [
    "something else without an order",
    later.replace("period: month", "period: 90d"),
    1,
    "The promise became another one: 1 without an order.\n",
  ],
] as const)("promising %s is said", async ([, text, expected, sum]) => {
  const { exit, out } = await diff("old new", { old, new: text });
  expect(exit).toBe(expected);
  expect(out.endsWith(sum)).toBe(true);
});

test("what has no order is told by what each side allows", async () => {
  const { out } = await diff("old new --json", { old, new: old.replace("month", "90d") });
  const { ok, changes } = JSON.parse(out);
  expect(ok).toBe(false);
  expect(changes[0]).toMatchObject({
    path: "sla.period",
    effect: "unordered",
    sentence: expect.stringMatching(/Before: .* in one outage.* Now: .* in any 90 days/),
  });
});

test("each change is a sentence with a mark", async () => {
  const { out } = await diff("old new", { old, new: weaker });
  expect(out).toMatch(/^ {2}− .* from 500 ms to 900 ms; .*\[sla\.responseTime\.service\.p95\]$/m);
  expect(out).toMatch(/^ {2}\+ .* from 99 % to 99\.5 %.*\[sla\.lifecycle\.webhook/m);
});

test("a program gets every change", async () => {
  const { exit, out } = await diff("old new --json", { old, new: weaker });
  const { ok, changes } = JSON.parse(out);
  expect({ exit, ok }).toEqual({ exit: 1, ok: false });
  expect(changes).toContainEqual({
    path: "sla.responseTime.service.p95",
    effect: "weaker",
    before: "500 ms",
    after: "900 ms",
    sentence: expect.any(String),
  });
});

test("a contract with problems is not compared", async () => {
  const { exit, out, err } = await diff("old new", { old, new: "[]" });
  expect({ exit, out }).toEqual({ exit: 1, out: "" });
  expect(err).toMatch(/^new:1:1: error: .*1 error in new\. Nothing was compared\.\n$/s);
});
