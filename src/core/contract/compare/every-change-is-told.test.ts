import { expect, test } from "vitest";
import { parse } from "yaml";
import { type Edits, editedContract, exemplary } from "../testdata/exemplary.ts";
import { compareContracts } from "./compare-contracts.ts";

/** Another value for everything that the exemplary contract promises. */
const others: Edits = {
  effectiveFrom: "2027-02-01",
  period: "90d",
  "uptime.target": "99.6%",
  "uptime.downWhen": "4% of requests fail",
  "responseTime.ui.median": "300ms",
  "responseTime.ui.p90": "700ms",
  "responseTime.ui.p95": "900ms",
  "responseTime.service.average": "140ms",
  "responseTime.service.p95": "300ms",
  "lifecycle.install": "99.5%",
  "lifecycle.webhook": "99.5%",
  "lifecycle.iframe": "95% within 11s",
  "recovery.rto": "2h",
  "recovery.rpo": "20h",
  "recovery.drill": "every 20d",
  "maintenance.notice": "72h",
  "maintenance.allowance": "1h per month",
  "support.url": "https://help.example.com",
  "support.hours": "Mon-Fri 10:00-18:00",
  "support.holidays": "DE",
  "support.levels.L1.clock": "support-hours",
  "support.levels.L1.meaning": "everything down",
  "support.levels.L2.meaning": "a page unusable",
  "support.levels.L3.meaning": "a page impaired",
  "support.levels.L4.meaning": "a wish",
  "support.levels.L1.initialResponse": "30m",
  "support.levels.L2.initialResponse": "3h",
  "support.levels.L3.initialResponse": "7h",
  "support.levels.L4.initialResponse": "20h",
  "support.levels.L1.resolution": "200m",
  "support.levels.L2.resolution": "3 business days",
  "support.levels.L3.resolution": "6 business days",
  "retirement.notice": "90d",
  credits: [{ below: "99.5%", credit: "20%" }],
};

/** What customers are not promised more or less by. */
const NAMES = ["sla.effectiveFrom", "sla.support.url"];

test("nothing that is promised can change without being told, nor be called the same", () => {
  expect(new Set(Object.keys(others))).toEqual(new Set(leavesOf(parse(exemplary).sla)));
  for (const [path, value] of Object.entries(others)) {
    const edits = { "sla.effectiveFrom": "2027-02-01", [`sla.${path}`]: value };
    const changes = compareContracts(editedContract({}), editedContract(edits));
    const own = changes.filter((change) => change.path.startsWith(`sla.${path}`));
    expect(own.map((change) => change.effect === "neutral")).toEqual([
      NAMES.includes(`sla.${path}`),
    ]);
  }
});

const leavesOf = (value: unknown, path = ""): readonly string[] =>
  typeof value !== "object" || value === null || Array.isArray(value)
    ? [path]
    : Object.entries(value).flatMap(([key, inner]) =>
        leavesOf(inner, path === "" ? key : `${path}.${key}`),
      );

test("the same contract has no changes", () => {
  expect(compareContracts(editedContract({}), editedContract({}))).toEqual([]);
});

test("a whole section that goes is one change for each of its figures", () => {
  const gone = { "sla.recovery": undefined, "sla.uptime": undefined, "sla.credits": undefined };
  const after = editedContract({ "sla.effectiveFrom": "2027-02-01", ...gone });
  const changes = compareContracts(editedContract({}), after);
  expect(changes.map(({ path, effect }) => `${path} ${effect}`)).toEqual([
    "sla.effectiveFrom neutral",
    "sla.uptime.target weaker",
    "sla.recovery.rto weaker",
    "sla.recovery.rpo weaker",
    "sla.recovery.drill weaker",
    "sla.credits weaker",
  ]);
});
