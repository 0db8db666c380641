import fc from "fast-check";
import Parser from "rss-parser";
import { expect, test } from "vitest";
import { memoryStore } from "../core/store/index.ts";
import { DAY_MS, fakeClock, isoTime, MINUTE_MS } from "../core/time/index.ts";
import { type Decide, perform } from "../engine/index.ts";
import { engineOn } from "../engine/testdata/engine-on.ts";
import { runOn } from "../engine/testdata/run-on.ts";
import {
  effectContent,
  effects,
  incidentOpened,
  incidentPublished,
  incidentResolved,
  incidentUpdated,
  subscribers,
  windowAnnounced,
  windowCancelled,
  writeEntry,
} from "../entries/index.ts";
import { askingLimit } from "./asking-limit.ts";
import { atomFeed } from "./atom.ts";
import {
  decideAdd,
  decideAsk,
  decideConfirm,
  decideEnd,
  isMail,
  personOf,
} from "./decide-subscriber.ts";
import { forgetJob } from "./forget-job.ts";
import { tellJob } from "./tell-job.ts";

const ADDON = { key: "roadmaps", name: "Roadmaps", vendor: "Example Ltd" };
const START = Date.parse("2027-01-17T10:00:00Z");
const SECRET = Buffer.alloc(32, 7).toString("base64url");

async function scene() {
  const clock = fakeClock(START);
  const store = memoryStore();
  const engine = await engineOn(store, clock);
  const known = engine.projection.known();
  let causes = 0;
  const about = () => ({ addon: ADDON.key, atMs: clock.nowMs(), by: "ada" });
  const all = () => known.state(subscribers, ADDON.key);
  return {
    ...{ clock, store, engine, known, about, all },
    ask: <Input>(decide: Decide<Input>, input: Input) =>
      perform(engine, decide, input, {
        ...{ addon: ADDON.key, nowMs: clock.nowMs(), by: "public", secret: SECRET },
        cause: `${++causes}`,
      }),
    subscribe(mail: string) {
      const confirmUrl = (id: string) => `https://status.example.com/do/${id}`;
      return this.ask(decideAsk, { mail, components: [], addonName: ADDON.name, confirmUrl });
    },
    /** What was to be told to whom, oldest first. */
    async told() {
      const waiting = [...known.state(effects, ADDON.key).waiting.values()];
      const contents = waiting.map(async ({ contentId, channels }) => {
        const bytes = await store.vault.get(contentId);
        const { message, recipients } = effectContent.parse(
          JSON.parse(new TextDecoder().decode(bytes!)),
        );
        return { channel: channels[0], subject: message.subject, text: message.text, recipients };
      });
      return Promise.all(contents);
    },
    async append(...entries: Parameters<typeof store.ledger.append>[0]) {
      await store.ledger.append(entries);
      await engine.projection.upTo();
    },
    async pass(ms: number) {
      for (const part of [ms, 0, 0, 0, 0]) await clock.advance(part);
    },
  };
}

test("who asks is told of nothing before he confirms; the same address gets no second letter", async () => {
  const one = await scene();
  await one.subscribe("Ada@example.org");
  await one.subscribe("ada@EXAMPLE.org");
  expect(one.all()).toMatchObject({ pending: 1, confirmed: 0 });
  const [letter, ...others] = await one.told();
  expect(others).toEqual([]);
  expect(letter).toMatchObject({ channel: "mail", subject: "Confirm: news of Roadmaps" });
  const [id] = [...one.all().all.keys()];
  expect(letter!.recipients).toEqual([id]);
  const ledger = [];
  for await (const batch of one.store.ledger.read()) ledger.push(...batch);
  expect(JSON.stringify(ledger).toLowerCase()).not.toContain("ada@");
  await one.ask(decideConfirm, { id: id! });
  expect(one.all()).toMatchObject({ pending: 0, confirmed: 1 });
  await one.subscribe("ada@example.org");
  expect(await one.told()).toHaveLength(1);
});

test("who leaves is forgotten, address and all; leaving twice changes nothing", async () => {
  const one = await scene();
  await one.subscribe("ada@example.org");
  const [id] = [...one.all().all.keys()];
  await one.ask(decideConfirm, { id: id! });
  const { contactId } = one.all().all.get(id!)!;
  await one.ask(decideEnd("asked"), { id: id! });
  await one.ask(decideEnd("asked"), { id: id! });
  expect(await one.store.vault.get(contactId)).toBeNull();
  expect(await one.store.vault.about(personOf("ada@example.org"))).toEqual([]);
  expect(await one.ask(decideConfirm, { id: id! })).toMatchObject({ code: "subscriber.unknown" });
  expect(one.all()).toMatchObject({ pending: 0, confirmed: 0 });
});

test("a flood of forms is refused, and who never confirms is forgotten", async () => {
  const one = await scene();
  for (let at = 0; at < 1_000; at++) await one.subscribe(`a${at}@example.org`);
  expect(await one.subscribe("late@example.org")).toMatchObject({ code: "subscriber.too-many" });
  const jobs = await runOn([forgetJob], one.clock, one.store);
  one.clock.step(8 * DAY_MS);
  await one.pass(MINUTE_MS);
  for (let at = 0; at < 400; at++) await one.clock.advance(0);
  await jobs.close();
  await one.engine.projection.upTo();
  expect(one.all().pending).toBe(0);
  const may = askingLimit(() => one.clock.monotonicMs());
  const asked = Array.from({ length: 11 }, () => may("10.0.0.1"));
  expect(asked.filter(Boolean)).toHaveLength(10);
  expect(may("10.0.0.2")).toBe(true);
  await one.clock.advance(60 * MINUTE_MS);
  expect(may("10.0.0.1")).toBe(true);
});

const incident = (over: object = {}) => ({
  id: "i",
  title: "Boards load slowly",
  impact: "minor" as const,
  state: "investigating" as const,
  components: ["Boards"],
  message: "We look.",
  startAt: isoTime(START),
  isPublic: false,
  publishAt: null,
  alert: null,
  ...over,
});

test("everything public is told once, of an incident from its publication on; a program is told by a signed webhook", async () => {
  const one = await scene();
  await one.ask(decideAdd, { to: "https://hooks.example.com/a" });
  await one.ask(decideAdd, { to: "reports@example.org", components: "Reports" });
  await one.ask(decideAdd, { to: "boards@example.org", components: "boards, Reports" });
  expect(await one.ask(decideAdd, { to: "boards@example.org" })).toMatchObject({
    code: "subscriber.known",
  });
  expect(await one.ask(decideAdd, { to: "nonsense" })).toMatchObject({
    code: "subscriber.address-refused",
  });
  const [hook, reports, boards] = [...one.all().all.values()].map(({ id }) => id);
  const plan = { addon: ADDON, publicUrl: () => "https://status.example.com" };
  const first = await runOn([tellJob(plan)], one.clock, one.store, "one");
  const second = await runOn([tellJob(plan)], one.clock, one.store, "two");
  const update = {
    id: "i",
    state: "identified" as const,
    impact: "minor" as const,
    components: ["Boards"],
  };
  await one.append(
    writeEntry(incidentOpened, incident(), one.about()),
    writeEntry(incidentUpdated, { ...update, message: "Nobody sees this yet." }, one.about()),
  );
  await one.pass(MINUTE_MS);
  expect(await one.told()).toEqual([]);
  await one.append(writeEntry(incidentPublished, { id: "i" }, one.about()));
  await one.pass(MINUTE_MS);
  await one.append(
    writeEntry(
      incidentResolved,
      { id: "i", message: "It is fast again.", endAt: isoTime(one.clock.nowMs()) },
      one.about(),
    ),
  );
  await one.pass(MINUTE_MS);
  const window = {
    id: "w",
    reason: "Updates",
    startAt: isoTime(START + DAY_MS),
    endAt: isoTime(START + DAY_MS + MINUTE_MS),
    late: false,
    series: null,
  };
  await one.append(
    writeEntry(windowAnnounced, window, one.about()),
    writeEntry(windowCancelled, { id: "w" }, one.about()),
  );
  for (let at = 0; at < 5; at++) await one.pass(MINUTE_MS);
  await one.engine.projection.upTo();
  const told = await one.told();
  expect(
    told.map(({ channel, subject, recipients }) => `${channel} ${subject} ${recipients.length}`),
  ).toEqual([
    "mail Boards load slowly 1",
    "webhook Boards load slowly 1",
    "mail Over: Boards load slowly 1",
    "webhook Over: Boards load slowly 1",
    "mail Maintenance of Roadmaps: Updates 2",
    "webhook Maintenance of Roadmaps: Updates 1",
    "mail Called off: maintenance of Roadmaps (Updates) 2",
    "webhook Called off: maintenance of Roadmaps (Updates) 1",
  ]);
  expect(told[0]!.recipients).toEqual([boards]);
  expect(told[1]!.recipients).toEqual([hook]);
  expect(told[4]!.recipients).toEqual([reports, boards]);
  await first.close();
  await second.close();
});

test("the feed is read by a reader of feeds, whatever is in it, and shows only what is public", async () => {
  const words = fc.string({ unit: "binary", minLength: 1, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(words, words, async (title, message) => {
      const one = await scene();
      await one.append(
        writeEntry(
          incidentOpened,
          incident({ title: `a\u0001${title}`, message: `<b>${message}`, isPublic: true }),
          one.about(),
        ),
        writeEntry(incidentOpened, incident({ id: "hidden" }), one.about()),
      );
      const feed = atomFeed(
        one.known,
        ADDON,
        "https://s.example/",
        "https://s.example/history.atom",
        START,
      );
      const { items, title: of } = await new Parser().parseString(feed);
      expect(of).toBe("Roadmaps: incidents and maintenance");
      expect(items).toHaveLength(1);
      expect(items[0]).toMatchObject({
        link: "https://s.example/#incident-i",
        id: "urn:plimsoll:roadmaps:incident:i",
      });
      expect(items[0]!.content).toContain("<b>");
    }),
    { numRuns: 40 },
  );
});

test("what is a mail address", () => {
  for (const good of ["ada@example.org", "a.b+c@mail.example.co.uk", "ä@exämple.org"])
    expect(isMail(good)).toBe(true);
  for (const bad of [
    "",
    "ada",
    "ada@localhost",
    "a@b..c",
    "a b@example.org",
    "a@example.org\r\nBcc: x@y.z",
    "<a@example.org>",
    `${"a".repeat(65)}@example.org`,
  ])
    expect([bad, isMail(bad)]).toEqual([bad, false]);
});
