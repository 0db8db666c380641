import { expect, test } from "vitest";
import { edited } from "../core/contract/testdata/exemplary.ts";
import { DAY_MS, HOUR_MS, isoTime, MINUTE_MS } from "../core/time/index.ts";
import {
  contractPublished,
  hostFailed,
  hostIncidentPublished,
  thresholdCleared,
  thresholdCrossed,
  watchedThresholds,
  windowAnnounced,
  writeEntry,
} from "../entries/index.ts";
import { acknowledge } from "./commands.ts";
import { replay } from "./replay.ts";
import { START, scene } from "./testdata/scene.ts";

type Scene = Awaited<ReturnType<typeof scene>>;
const kinds = (one: Scene) =>
  one.told().map(({ kind, action, channels }) => [kind, action, channels.join(" ")].join(" "));
const id = (one: Scene) => [...one.alerts().open.values()][0]!.id;

test("a dead add-on wakes somebody within 15 s of the first failed check, once", async () => {
  const one = await scene();
  await one.pass(MINUTE_MS);
  one.failing();
  await one.pass(9_000);
  expect(one.told()).toEqual([]);
  await one.pass(6_000);
  expect(kinds(one)).toEqual(["page trigger oncall phone"]);
  await one.pass(5 * MINUTE_MS);
  expect(one.told()).toHaveLength(1);
  expect([...one.alerts().open.values()][0]).toMatchObject({
    severity: "page",
    subject: "Roadmaps for Jira is down: its checks fail: status 500 instead of 200",
  });
  await one.close();
});

test("an add-on that answers 500 to everybody is seen though its checks succeed", async () => {
  const one = await scene();
  await one.minutes(3, 20, 0);
  await one.requests(12, 12);
  await one.pass(10_000);
  // The minute before still holds good requests; all of two minutes fail soon.
  await one.pass(MINUTE_MS);
  await one.requests(30, 30);
  await one.pass(20_000);
  expect(kinds(one)).toEqual(["page trigger oncall phone"]);
  await one.close();
});

test("one failing request at night wakes nobody, and neither do two", async () => {
  const one = await scene();
  for (let hour = 0; hour < 3; hour++) {
    await one.requests(1, 1);
    await one.pass(HOUR_MS);
  }
  expect(one.told()).toEqual([]);
  expect(one.alerts().open.size).toBe(0);
  await one.close();
});

test("a flapping add-on is one alert and one incident, over only after a quiet while", async () => {
  const one = await scene({ "operations.incidents": { policy: "automatic" } });
  for (let turn = 0; turn < 30; turn++) {
    one.failing();
    await one.pass(30_000);
    one.failing("answering");
    await one.pass(30_000);
  }
  expect(kinds(one).filter((kind) => kind.startsWith("page trigger"))).toHaveLength(3);
  expect(one.alerts().ended).toEqual([]);
  expect(one.incidents()).toHaveLength(1);
  await one.pass(10 * MINUTE_MS);
  expect(one.alerts().open.size).toBe(0);
  expect(one.alerts().ended).toHaveLength(1);
  expect(one.incidents()).toMatchObject([{ state: "resolved", isPublic: true }]);
  // What never arrived need not arrive; whoever may have been told is told of the end.
  expect(kinds(one)).toEqual(["page resolve oncall", "page resolve phone"]);
  await one.close();
});

test("nobody has it in hand: it is sent again, to the next channel first; whoever takes it ends that", async () => {
  const one = await scene();
  one.failing();
  await one.pass(15_000);
  await one.pass(10 * MINUTE_MS);
  expect(kinds(one)).toEqual(["page trigger oncall phone", "page trigger phone oncall"]);
  const taken = await one.perform(acknowledge.decide, { id: id(one) }, "ack");
  expect(taken).toMatchObject({ kind: "done" });
  await one.pass(HOUR_MS);
  expect(one.told()).toHaveLength(2);
  const again = await one.perform(acknowledge.decide, { id: id(one) }, "again");
  expect(again).toMatchObject({ kind: "refused", code: "alert.acknowledged" });
  const none = await one.perform(acknowledge.decide, { id: "x" }, "none");
  expect(none).toMatchObject({ kind: "refused", code: "alert.unknown" });
  await one.close();
});

test("an incident is proposed, and withdrawn where it was over before anybody saw it", async () => {
  const one = await scene();
  one.failing();
  await one.pass(15_000);
  expect(one.incidents()).toMatchObject([
    { isPublic: false, state: "investigating", isWithdrawn: false },
  ]);
  expect(one.incidents()[0]!.publishMs! - one.incidents()[0]!.openedMs).toBe(10 * MINUTE_MS);
  one.failing("answering");
  await one.pass(4 * MINUTE_MS);
  expect(one.incidents()).toMatchObject([{ isPublic: false, isWithdrawn: true }]);
  await one.close();
});

test("announced maintenance wakes nobody; an outage of the host is told, and wakes nobody", async () => {
  const one = await scene();
  const about = { addon: one.contract.addon.key, atMs: one.clock.nowMs(), by: "ada" };
  const now = one.clock.nowMs();
  const window = {
    id: "w",
    reason: "Updates",
    startAt: isoTime(now),
    endAt: isoTime(now + 10 * MINUTE_MS),
    late: false,
    series: null,
  };
  await one.store.ledger.append([writeEntry(windowAnnounced, window, about)]);
  one.failing();
  await one.pass(9 * MINUTE_MS);
  expect(one.told()).toEqual([]);
  // It keeps to its time, the add-on does not.
  await one.pass(2 * MINUTE_MS);
  expect(kinds(one)).toEqual(["page trigger oncall phone"]);
  await one.close();

  const other = await scene();
  const out = { ...about, atMs: other.clock.nowMs() };
  const incident = {
    id: "i",
    name: "Jira is away",
    impact: "critical",
    status: "identified",
    startAt: isoTime(now),
    endAt: null,
    counts: true,
  };
  const failure = {
    fromAt: isoTime(now),
    untilAt: isoTime(now + 2 * MINUTE_MS),
    cause: "no answer",
  };
  await other.store.ledger.append([
    writeEntry(hostIncidentPublished, incident, out),
    writeEntry(hostFailed, failure, out),
  ]);
  other.failing();
  await other.pass(15_000);
  expect(kinds(other)).toEqual(["ticket trigger team"]);
  await other.close();
});

test("a fast burn pages, a slow one is a ticket, and good days are silent", async () => {
  const good = await scene();
  await good.minutes(20, 1_000, 0);
  expect(good.told()).toEqual([]);
  await good.close();

  const fast = await scene();
  for (let ago = 60; ago > 0; ago--) await fast.requests(100, ago < 7 ? 20 : 0, ago);
  await fast.pass(15_000);
  expect(kinds(fast)).toEqual(["page trigger oncall phone"]);
  expect([...fast.alerts().open.values()][0]!.conditions[0]!.message).toMatch(
    /^uptime \(99\.5 %.*\) burns 20 times as fast as it may: 6 minutes down in 1 hour;/,
  );
  await fast.close();

  const slow = await scene();
  for (let ago = 3 * 24 * 60 - 1; ago > 0; ago--)
    await slow.requests(100, ago % 150 === 10 ? 30 : 0, ago);
  await slow.pass(11 * MINUTE_MS);
  expect(kinds(slow)).toEqual(["ticket trigger team"]);
  await slow.close();
});

test("metrics that are missed, and promises that nothing measures, are said by a ticket", async () => {
  const one = await scene({ "operations.probes": [{ path: "/health", every: "30s" }] });
  for (let ago = 120; ago > 14; ago--) await one.requests(5, 0, ago);
  await one.pass(20 * MINUTE_MS);
  const groups = [...one.alerts().open.keys()];
  expect(groups).toContain("absence/metrics");
  expect(groups).toContain("absence/checks");
  expect(one.told().every(({ kind }) => kind === "ticket")).toBe(true);
  await one.close();

  const unmeasured = await scene({
    "operations.probes": undefined,
    "sla.effectiveFrom": "2027-01-01",
  });
  await unmeasured.pass(MINUTE_MS);
  expect(unmeasured.alerts().open.size).toBe(0);
  unmeasured.clock.step(DAY_MS);
  await unmeasured.pass(MINUTE_MS);
  expect([...unmeasured.alerts().open.keys()]).toContain("absence/uptime");
  await unmeasured.close();
});

test("a crossed threshold is told with its runbook, makes no incident, and what was done is on record", async () => {
  const one = await scene();
  const about = { addon: one.contract.addon.key, atMs: one.clock.nowMs(), by: "plimsoll" };
  const crossed = {
    ...{ id: "disk", resource: "disk", instance: "", part: "", limit: 0.9, clear: 0.85, forMs: 0 },
    ...{ value: 0.93, since: isoTime(START), procedure: "page" as const },
    runbook: "Delete old exports in /var/exports.",
  };
  await one.store.ledger.append([writeEntry(thresholdCrossed, crossed, about)]);
  await one.pass(15_000);
  expect(kinds(one)).toEqual(["page trigger oncall phone"]);
  expect(one.incidents()).toEqual([]);
  const content = await one.store.vault.get(one.told()[0]!.contentId);
  expect(new TextDecoder().decode(content!)).toContain("Delete old exports in /var/exports.");
  const threshold = one.known.state(watchedThresholds, about.addon).get("disk")!;
  expect(threshold.crossing!.performed).toMatchObject([
    { procedure: "page", note: "Told oncall and phone." },
  ]);
  const over = { id: "disk", reason: "below" as const, value: 0.5 };
  await one.store.ledger.append([writeEntry(thresholdCleared, over, about)]);
  await one.pass(4 * MINUTE_MS);
  expect(one.alerts().open.size).toBe(0);
  await one.close();
});

test("what the present rules would have told in the past is shown, by the measurements of then", async () => {
  const one = await scene();
  const now = one.clock.nowMs();
  for (let ago = 300; ago > 0; ago--)
    await one.requests(100, ago < 200 && ago >= 180 ? 100 : 0, ago);
  const window = {
    ...{ id: "w", reason: "Updates", late: false, series: null },
    ...{ startAt: isoTime(now - 100 * MINUTE_MS), endAt: isoTime(now - 80 * MINUTE_MS) },
  };
  const about = { addon: one.contract.addon.key, atMs: now - 10 * DAY_MS, by: "ada" };
  const text = new TextEncoder().encode(edited({ "operations.probes": undefined }));
  const document = await one.store.vault.put(text, { kind: "contract", person: "" });
  const published = { hash: "h", effectiveFrom: "2027-01-01", sla: "", document };
  await one.store.ledger.append([
    writeEntry(contractPublished, published, about),
    writeEntry(windowAnnounced, window, about),
  ]);
  await one.engine.projection.upTo();
  const { known, store } = one;
  const at = { known, addon: about.addon, nowMs: now, vault: store.vault, slots: store.slots };
  const alerts = (await replay.look!({ ...at, input: { since: "12h" } })) as {
    from: string;
    to: string;
    severity: string;
  }[];
  expect(alerts[0]).toMatchObject({
    severity: "page",
    group: "service",
    from: isoTime(now - 198 * MINUTE_MS),
  });
  expect(alerts.filter(({ severity }) => severity === "page")).toHaveLength(1);
  expect(Date.parse(alerts[0]!.to)).toBeGreaterThanOrEqual(now - 180 * MINUTE_MS);
  expect(await replay.look!({ ...at, input: { since: "1h" } })).toEqual([]);
  await one.close();
});

test("what the add-on depends on is named in the same alert; by itself it waits until morning", async () => {
  const probe = "tcp://db.internal:5432";
  const one = await scene({ "operations.dependencies": { database: { probe } } });
  one.state.away.set(probe, "nothing listens there");
  one.failing();
  await one.pass(MINUTE_MS);
  expect(kinds(one)).toEqual(["page trigger oncall phone"]);
  const [alert] = one.alerts().open.values();
  expect(one.alerts().open.size).toBe(1);
  expect(alert!.conditions.map(({ key }) => key)).toEqual(["down", "dependency/database"]);
  await one.close();

  const other = await scene({ "operations.dependencies": { database: { probe } } });
  other.state.away.set(probe, "nothing listens there");
  await other.pass(10_000);
  expect(other.told()).toEqual([]);
  await other.pass(MINUTE_MS);
  expect(kinds(other)).toEqual(["ticket trigger team"]);
  other.state.away.clear();
  await other.pass(4 * MINUTE_MS);
  expect(other.alerts().open.size).toBe(0);
  await other.close();
});

test("an incident lasts from the first failed check until nothing was wrong any more, not until that was sure", async () => {
  const one = await scene({ "operations.incidents": { policy: "automatic" } });
  await one.pass(MINUTE_MS);
  one.failing();
  const beganMs = one.clock.nowMs();
  await one.pass(5 * MINUTE_MS);
  one.failing("answering");
  const endedMs = one.clock.nowMs();
  await one.pass(5 * MINUTE_MS);
  const [incident] = one.incidents();
  expect(incident!.startMs).toBe(beganMs);
  expect(incident!.endMs! - endedMs).toBeLessThanOrEqual(5_000);
  await one.close();
});
