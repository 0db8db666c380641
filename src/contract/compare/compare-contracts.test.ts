import { describe, expect, test } from "vitest";
import { type Edits, editedContract } from "../testdata/exemplary.ts";
import { compareContracts } from "./compare-contracts.ts";

/** Changes of the promise only, against the exemplary contract from a later day. */
function changesOf(edits: Edits) {
  const later = { "sla.effectiveFrom": "2027-02-01" };
  const changes = compareContracts(editedContract({}), editedContract({ ...later, ...edits }));
  return changes
    .filter(({ path }) => path !== "sla.effectiveFrom")
    .map(({ path, effect, sentence }) => ({ path, effect, sentence }));
}

describe("one change", () => {
  test.for<[edits: Edits, effect: string, path: string, sentence: string]>([
    [
      { "sla.uptime.target": "99%", "sla.credits": undefined },
      "weaker",
      "sla.uptime.target",
      "The uptime goes from 99.5 % to 99 %; customers are promised less.",
    ],
    [
      { "sla.uptime.target": "99.9%", "sla.credits": undefined },
      "stronger",
      "sla.uptime.target",
      "The uptime goes from 99.5 % to 99.9 %; customers are promised more.",
    ],
    [
      { "sla.uptime.downWhen": "10% of requests fail" },
      "weaker",
      "sla.uptime.downWhen",
      "What makes a minute count as down goes from 5 % of requests failing to 10 % of requests failing; customers are promised less.",
    ],
    [
      { "sla.responseTime.ui.p95": "1s" },
      "stronger",
      "sla.responseTime.ui.p95",
      "The UI response time (p95) goes from 1.2 s to 1 s; customers are promised more.",
    ],
    [
      { "sla.responseTime.ui.p90": undefined },
      "weaker",
      "sla.responseTime.ui.p90",
      "The UI response time (p90), 800 ms, is no longer promised.",
    ],
    [
      { "sla.responseTime.ui.p99": "3s" },
      "stronger",
      "sla.responseTime.ui.p99",
      "The UI response time (p99) is now promised: 3 s.",
    ],
    [
      { "sla.lifecycle.iframe": "95% within 10s" },
      "stronger",
      "sla.lifecycle.iframe.within",
      "The time for iframe goes from 12 s to 10 s; customers are promised more.",
    ],
    [
      { "sla.lifecycle.webhook": undefined },
      "weaker",
      "sla.lifecycle.webhook",
      "The share of webhook successes, 99 %, is no longer promised.",
    ],
    [
      { "sla.recovery.drill": "every 14d" },
      "stronger",
      "sla.recovery.drill",
      "The time between drills goes from 30 days to 14 days; customers are promised more.",
    ],
    [
      { "sla.maintenance.notice": "24h" },
      "weaker",
      "sla.maintenance.notice",
      "The notice of maintenance goes from 48 h to 24 h; customers are promised less.",
    ],
    [
      { "sla.maintenance": undefined },
      "stronger",
      "sla.maintenance.allowance",
      "The maintenance left out of the uptime goes from 2 h a month to none; customers are promised more.",
    ],
    [
      { "sla.support.hours": "Mon-Fri 09:00-18:00" },
      "stronger",
      "sla.support.hours",
      "The support schedule goes from",
    ],
    [
      { "sla.support.hours": "Mon-Sat 10:00-17:00" },
      "weaker",
      "sla.support.hours",
      "The support schedule goes from",
    ],
    [
      { "sla.support.hours": "Mon-Fri 09:00-17:00 America/New_York" },
      "weaker",
      "sla.support.hours",
      "The support schedule goes from",
    ],
    [
      { "sla.support.hours": "24x7 America/New_York" },
      "stronger",
      "sla.support.hours",
      "The support schedule goes from",
    ],
    [
      { "sla.support.holidays": "DE" },
      "neutral",
      "sla.support.holidays",
      "The holiday calendar goes from FR to DE.",
    ],
    [
      { "sla.support.levels.L2.initialResponse": "1 business day" },
      "weaker",
      "sla.support.levels.L2.initialResponse",
      "The initial response of L2 goes from 4 h to 1 business day; customers are promised less.",
    ],
    [
      { "sla.support.levels.L1.clock": "support-hours" },
      "weaker",
      "sla.support.levels.L1.clock",
      "The clock of L1 goes from 24x7 to support-hours; customers are promised less.",
    ],
    [
      { "sla.support.levels.L4.meaning": "a wish" },
      "neutral",
      "sla.support.levels.L4.meaning",
      "The meaning of L4 goes from question to a wish.",
    ],
    [
      { "sla.credits": [{ below: "99.5%", credit: "10%" }] },
      "weaker",
      "sla.credits",
      "The credit goes from 10 % below 99.5 %, 25 % below 99 % to 10 % below 99.5 %; customers are promised less.",
    ],
    [
      {
        "sla.credits": [
          { below: "99.5%", credit: "10%" },
          { below: "99.2%", credit: "25%" },
        ],
      },
      "stronger",
      "sla.credits",
      "The credit goes from",
    ],
    [
      { "addon.payment": "free" },
      "neutral",
      "addon.payment",
      "addon.payment goes from paid to free.",
    ],
    [
      { "operations.load.peak": "4x" },
      "neutral",
      "operations.load",
      "operations.load changes; it is private and promises customers nothing.",
    ],
  ])("%j is %s", ([edits, effect, path, sentence]) => {
    const change = changesOf(edits).find((one) => one.path === path);
    expect(change).toEqual({ path, effect, sentence: expect.stringContaining(sentence) });
  });
});

test("the same contract has no changes", () => {
  expect(compareContracts(editedContract({}), editedContract({}))).toEqual([]);
});

test("a whole section that goes is one change for each of its figures", () => {
  const gone = { "sla.recovery": undefined, "sla.uptime": undefined, "sla.credits": undefined };
  const changes = changesOf(gone);
  expect(changes.map(({ path, effect }) => `${path} ${effect}`)).toEqual([
    "sla.uptime.target weaker",
    "sla.recovery.rto weaker",
    "sla.recovery.rpo weaker",
    "sla.recovery.drill weaker",
    "sla.credits weaker",
  ]);
});

test("a weaker promise from no later day takes something back", () => {
  const changes = compareContracts(
    editedContract({}),
    editedContract({ "sla.responseTime.ui.p90": "900ms" }),
  );
  expect(changes.at(-1)).toEqual({
    path: "sla.effectiveFrom",
    effect: "weaker",
    before: "2027-01-01",
    after: "2027-01-01",
    sentence:
      "The weaker promise holds from 2027-01-01, so it takes back what was promised from 2027-01-01 on.",
  });
});

test("what is weaker one way is stronger the other way round", () => {
  const before = editedContract({});
  const after = editedContract({ "sla.effectiveFrom": "2027-02-01", "sla.recovery.rto": "2h" });
  expect(compareContracts(before, after).map(({ effect }) => effect)).toEqual([
    "neutral",
    "stronger",
  ]);
  expect(compareContracts(after, before).map(({ effect }) => effect)).toEqual([
    "neutral",
    "weaker",
    "weaker",
  ]);
});
