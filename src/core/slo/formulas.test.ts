import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DAY_MS } from "../time/index.ts";
import { accountFor, burnRules } from "./index.ts";
import { contractWith, wholeApril } from "./testdata/scene.ts";

const manual = readFileSync(join(import.meta.dirname, "../../../docs/formulas.md"), "utf8");
const headings = manual.split("\n").filter((line) => line.startsWith("## "));

test("every formula that a statement names is explained in the manual", () => {
  const support = {
    url: "https://support.example",
    hours: { zone: "UTC", weekly: [{ weekday: 1, from: 540, to: 1020 }] },
    holidays: null,
    levels: {
      L1: {
        meaning: "down",
        initialResponse: { kind: "time", ms: 3_600_000 },
        resolution: null,
        clock: "24x7",
      },
    },
  } as const;
  const contract = contractWith({ support });
  const { objectives } = accountFor({ ...wholeApril, contract, tenant: "acme" }).finish();
  const formulas = new Set(objectives.map(({ formula }) => formula));
  expect(formulas.size).toBe(6);
  for (const formula of formulas)
    expect(
      headings.some((heading) => heading.includes(formula)),
      formula,
    ).toBe(true);
});

test("the manual's table of burn rates is the one that is reckoned with", () => {
  const rows = manual.split("\n").filter((line) => /^\| (page|ticket) +\|/.test(line));
  const printed = rows.map((row) => row.split("|").slice(4, 8).map(Number));
  const factors = [30, 28, 7, 90].map((days) =>
    burnRules({ name: "", fromMs: 0, toMs: days * DAY_MS }).map(({ factor }) => factor),
  );
  const expected = [0, 1, 2, 3].map((rule) => factors.map((of) => Number(of[rule]!.toFixed(3))));
  expect(printed).toEqual(expected);
});
