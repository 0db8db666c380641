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
      { "sla.responseTime.ui.p95": "900ms" },
      "stronger",
      "sla.responseTime.ui.p95",
      "The UI response time (p95) goes from 1 s to 900 ms; customers are promised more.",
    ],
    [
      { "sla.responseTime.ui.p90": undefined },
      "weaker",
      "sla.responseTime.ui.p90",
      "The UI response time (p90) goes from 750 ms to 1 s as the p95 says; customers are promised less.",
    ],
    [
      { "sla.responseTime.ui.p95": undefined, "operations.scaling.target": "ui.p90" },
      "weaker",
      "sla.responseTime.ui.p95",
      "The UI response time (p95), 1 s, is no longer promised.",
    ],
    [
      { "sla.responseTime.ui": { median: "400ms", p95: "700ms" } },
      "stronger",
      "sla.responseTime.ui.p90",
      "The UI response time (p90) goes from 750 ms to 700 ms as the p95 says; customers are promised more.",
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
      { "sla.support.hours": "Mon-Fri 09:00-16:00" },
      "weaker",
      "sla.support.hours",
      "The support schedule goes from",
    ],
    [
      { "sla.support.hours": "Mon-Sat 10:00-17:00" },
      "unordered",
      "sla.support.hours",
      "and neither is more than the other. Before: 40 h of support a week. Now: 42 h of support a week, 35 h of them as before.",
    ],
    [
      { "sla.support.hours": "Mon-Fri 09:00-17:00 America/New_York" },
      "unordered",
      "sla.support.hours",
      "Before: 40 h of support a week. Now: 40 h of support a week, 10.3 h of them as before.",
    ],
    [
      { "sla.support.hours": "Mon-Fri 09:00-17:00 Europe/Berlin" },
      "neutral",
      "sla.support.hours",
      "The support schedule goes from",
    ],
    [
      { "addon.timeZone": "UTC" },
      "unordered",
      "sla.support.hours",
      "40 h of support a week, 32 h of them as before.",
    ],
    [
      { "sla.support.hours": "24x7 America/New_York" },
      "stronger",
      "sla.support.hours",
      "The support schedule goes from",
    ],
    [
      { "sla.support.holidays": "DE" },
      "unordered",
      "sla.support.holidays",
      "The holiday calendar goes from FR to DE, and neither is more than the other. Before: closed on the public holidays of FR, about 9 of them from Monday to Friday in a year. Now: closed on the public holidays of DE, about 8 of them from Monday to Friday in a year.",
    ],
    [{ "sla.support.holidays": undefined }, "stronger", "sla.support.holidays", "from FR to none"],
    [
      { "sla.period": "90d" },
      "unordered",
      "sla.period",
      "The period goes from calendar months to 90 days, rolling, and neither is more than the other. Before: 3 h 36 min of downtime in a month of 30 days, and 7 h 26 min 24 s in one outage over the turn of two long months. Now: 10 h 48 min of downtime in any 90 days, and as much in one outage.",
    ],
    [
      { "sla.period": "1d" },
      "unordered",
      "sla.period",
      "Now: 7 min 12 s of downtime in any 1 day, and as much in one outage.",
    ],
    [
      { "sla.period": "28d", "sla.uptime": undefined, "sla.credits": undefined },
      "unordered",
      "sla.period",
      "Now: figures over any 28 days.",
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
      { "sla.support.levels.L1.clock": undefined, "sla.support.hours": "24x7" },
      "neutral",
      "sla.support.levels.L1.clock",
      "The clock of L1 goes from 24x7 to support-hours.",
    ],
    [
      { "sla.support.levels.L4.meaning": "a wish" },
      "unordered",
      "sla.support.levels.L4.meaning",
      "The meaning of L4 goes from question to a wish, and neither is more than the other. Before: tickets that are “question”. Now: tickets that are “a wish”.",
    ],
    [
      { "sla.support.levels.L4.meaning": "Question." },
      "neutral",
      "sla.support.levels.L4.meaning",
      "The meaning of L4 goes from question to Question.",
    ],
    [
      {
        "sla.credits": [
          { below: "99.5%", credit: "5%" },
          { below: "99%", credit: "30%" },
        ],
      },
      "unordered",
      "sla.credits",
      "Before: 10 % below 99.5 %, 25 % below 99 %. Now: 5 % below 99.5 %, 30 % below 99 %.",
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
      "unordered",
      "addon.payment",
      "addon.payment goes from paid to free, and neither is more than the other. Before: customers are owed the add-on for as long as they have paid. Now: customers are owed two months' notice of the end.",
    ],
    [
      { "addon.host": "plain", "sla.lifecycle": undefined },
      "unordered",
      "addon.host",
      "Before: the host calls the add-on and waits 12 s for a page. Now: no host calls the add-on.",
    ],
    [
      { "addon.descriptor": undefined },
      "unordered",
      "addon.descriptor",
      "Now: every request counts as a service call.",
    ],
    [{ "addon.descriptor": "/other.json" }, "neutral", "addon.descriptor", "to /other.json."],
    [{ "addon.key": "another" }, "unordered", "addon.key", "Now: a promise about another."],
    [{ "addon.name": "Maps" }, "neutral", "addon.name", "from Roadmaps for Jira to Maps."],
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

test("a promise without an order from no later day replaces something", () => {
  const changes = compareContracts(editedContract({}), editedContract({ "sla.period": "28d" }));
  expect(changes.map(({ path, effect }) => `${path} ${effect}`)).toEqual([
    "sla.period unordered",
    "sla.effectiveFrom unordered",
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
