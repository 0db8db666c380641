import fc from "fast-check";
import { expect, test } from "vitest";
import { memoryStore } from "../core/store/index.ts";
import { fakeClock, isoTime, MINUTE_MS } from "../core/time/index.ts";
import { type Decide, perform } from "../engine/index.ts";
import { engineOn } from "../engine/testdata/engine-on.ts";
import { runOn } from "../engine/testdata/run-on.ts";
import { incidentOpened, incidents, writeEntry } from "../entries/index.ts";
import { incidentList, open } from "./commands.ts";
import {
  decideOpen,
  decidePublish,
  decideResolve,
  decideReview,
  decideUpdate,
  decideWithdraw,
} from "./decide-incident.ts";
import { publishJob } from "./publish-job.ts";
import { recoverySection } from "./recovery-section.ts";
import { incidentsSection } from "./section.ts";

const ADDON = "roadmaps";
const START = Date.parse("2027-01-17T10:00:00Z");

async function scene() {
  const clock = fakeClock(START);
  const store = memoryStore();
  const engine = await engineOn(store, clock);
  const known = engine.projection.known();
  let causes = 0;
  return {
    ...{ clock, store, engine, known },
    ask: <Input>(decide: Decide<Input>, input: Input) =>
      perform(engine, decide, input, {
        addon: ADDON,
        nowMs: clock.nowMs(),
        by: "ada",
        cause: `${++causes}`,
      }),
    all: () => known.state(incidents, ADDON).all,
    shown: () =>
      incidentsSection.shown({ known, addon: ADDON, stretches: [], nowMs: clock.nowMs() }),
  };
}

const asked = {
  title: "Boards load slowly",
  impact: "minor",
  message: "We look.",
  private: false,
} as const;

test("an incident goes from its opening to its review, and everybody sees it", async () => {
  const one = await scene();
  await one.ask(decideOpen, {
    ...asked,
    components: "Boards, Reports ,",
    since: isoTime(START - MINUTE_MS),
  });
  const { id } = one.all()[0]!;
  await one.clock.advance(MINUTE_MS);
  await one.ask(decideUpdate, {
    id,
    message: "A disk is full.",
    state: "identified",
    impact: "major",
  });
  await one.clock.advance(MINUTE_MS);
  expect(await one.ask(decideReview, { id, text: "too early" })).toMatchObject({
    code: "incident.not-over",
  });
  await one.ask(decideResolve, { id, message: "It has room again." });
  await one.ask(decideReview, { id, text: "We watch the disk now." });
  expect(one.shown()).toEqual([
    {
      id,
      title: "Boards load slowly",
      state: "resolved",
      impact: "major",
      components: ["Boards", "Reports"],
      from: isoTime(START - MINUTE_MS),
      to: isoTime(START + 2 * MINUTE_MS),
      updates: [
        { at: isoTime(START), state: "investigating", message: "We look." },
        { at: isoTime(START + MINUTE_MS), state: "identified", message: "A disk is full." },
        { at: isoTime(START + 2 * MINUTE_MS), state: "resolved", message: "It has room again." },
      ],
      downMinutes: null,
      touchedTenants: null,
      review: "We watch the disk now.",
    },
  ]);
  expect(await one.ask(decideResolve, { id, message: "again" })).toMatchObject({
    code: "incident.over",
  });
  await one.ask(decideUpdate, { id, message: "It is back." });
  expect(one.shown()[0]).toMatchObject({ state: "monitoring", to: null });
});

test("what is private is seen by nobody until it is published; what everybody saw is not withdrawn", async () => {
  const one = await scene();
  await one.ask(decideOpen, { ...asked, private: true });
  await one.ask(decideOpen, asked);
  const [hidden, seen] = one.all();
  expect(one.shown().map(({ id }) => id)).toEqual([seen!.id]);
  expect(await one.ask(decideWithdraw, { id: seen!.id })).toMatchObject({
    code: "incident.public",
  });
  await one.ask(decidePublish, { id: hidden!.id });
  expect(one.shown()).toHaveLength(2);
  expect(await one.ask(decidePublish, { id: hidden!.id })).toMatchObject({
    code: "incident.public",
  });
  expect(await one.ask(decidePublish, { id: "x" })).toMatchObject({ code: "incident.unknown" });
});

test("moments that cannot be are refused", async () => {
  const one = await scene();
  const later = isoTime(START + MINUTE_MS);
  expect(await one.ask(decideOpen, { ...asked, since: later })).toMatchObject({
    code: "incident.time-unclear",
  });
  await one.ask(decideOpen, asked);
  const { id } = one.all()[0]!;
  for (const at of [later, isoTime(START - MINUTE_MS)])
    expect(await one.ask(decideResolve, { id, message: "over", at })).toMatchObject({
      code: "incident.time-unclear",
    });
});

const proposed = (publishMs: number) => ({
  id: "p",
  title: "It does not work",
  impact: "major" as const,
  state: "investigating" as const,
  components: [],
  message: "We look.",
  startAt: isoTime(START),
  isPublic: false,
  publishAt: isoTime(publishMs),
  alert: "a",
});

test("a proposed one is published by itself at its time, once, unless a person withdraws it", async () => {
  for (const isWithdrawn of [false, true]) {
    const one = await scene();
    const about = { addon: ADDON, atMs: START, by: "plimsoll" };
    await one.store.ledger.append([
      writeEntry(incidentOpened, proposed(START + 10 * MINUTE_MS), about),
    ]);
    const jobs = await runOn([publishJob], one.clock, one.store);
    await one.clock.advance(9 * MINUTE_MS);
    await one.engine.projection.upTo();
    expect(one.shown()).toEqual([]);
    if (isWithdrawn) await one.ask(decideWithdraw, { id: "p" });
    for (let at = 0; at < 50; at++) await one.clock.advance(10_000);
    await one.engine.projection.upTo();
    expect(one.shown()).toHaveLength(isWithdrawn ? 0 : 1);
    expect(one.all()[0]!.firstAnswerMs).toBeNull();
    await jobs.close();
  }
});

test("no text of an incident becomes markup, and every row keeps to its schema", async () => {
  const text = fc
    .string({ unit: "binary", minLength: 1, maxLength: 100 })
    .map((part) => `<b>&${part}`);
  await fc.assert(
    fc.asyncProperty(text, text, async (title, message) => {
      const one = await scene();
      await one.ask(decideOpen, { ...asked, title, message, components: title });
      const page = String(await incidentsSection.above!(one.shown()));
      expect(page).not.toContain("<b>&");
      const context = { known: one.known, addon: ADDON, nowMs: START, filters: {}, jobs: [] };
      for (const row of incidentList.rows(context)) incidentList.row.parse(row);
    }),
    { numRuns: 30 },
  );
  expect(open.input.safeParse({ title: "x".repeat(201) }).success).toBe(false);
});

test("how fast the add-on came back from real outages stands beside what is promised", async () => {
  const one = await scene();
  const stretch = {
    fromMs: 0,
    toMs: Number.POSITIVE_INFINITY,
    isPromised: true,
    contract: { sla: { recovery: { rtoMs: 30 * MINUTE_MS } } },
  };
  const context = () => ({
    known: one.known,
    addon: ADDON,
    stretches: [stretch as never],
    nowMs: one.clock.nowMs(),
  });
  expect(recoverySection.shown(context())).toMatchObject({ incidents: 0, longestMinutes: null });
  for (const [impact, minutes] of [
    ["critical", 20],
    ["major", 40],
    ["minor", 90],
  ] as const) {
    await one.ask(decideOpen, { ...asked, impact });
    await one.clock.advance(minutes * MINUTE_MS);
    await one.ask(decideResolve, { id: one.all().at(-1)!.id, message: "Over." });
  }
  expect(recoverySection.shown(context())).toEqual({
    ...{ promisedMinutes: 30, incidents: 2, withinPromise: 1 },
    ...{ longestMinutes: 40, longestFirstAnswerMinutes: 0 },
  });
  expect(String(await recoverySection.below!(recoverySection.shown(context())))).toContain(
    "1 of 2 within the promised",
  );
});
