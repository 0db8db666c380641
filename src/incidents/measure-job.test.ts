import { expect, test } from "vitest";
import { editedContract } from "../core/contract/testdata/exemplary.ts";
import { emptySlot, type PlacedSlot } from "../core/measurement/index.ts";
import { memoryStore } from "../core/store/index.ts";
import { fakeClock, isoTime, MINUTE_MS, minuteOf } from "../core/time/index.ts";
import { perform, reading } from "../engine/index.ts";
import { engineOn } from "../engine/testdata/engine-on.ts";
import { runOn } from "../engine/testdata/run-on.ts";
import {
  incidentOpened,
  incidentResolved,
  incidents,
  incidentUpdated,
  writeEntry,
} from "../entries/index.ts";
import { measureJob } from "./measure-job.ts";
import { show } from "./show.ts";

const START = Date.parse("2027-03-10T12:00:00Z");
const contract = editedContract({ "operations.probes": undefined });
const ADDON = contract.addon.key;

/** So many failing minutes of a tenant from the beginning of the incident; two good ones before and after. */
function minutes(tenant: string, failing: number, all: number): readonly PlacedSlot[] {
  const stream = {
    ...{ addon: ADDON, tenant, indicator: "ui" as const, source: "agent" as const },
    ...{ release: "", region: "", place: "", path: "" },
  };
  return Array.from({ length: all + 4 }, (_, at) => {
    const isBad = at >= 2 && at < failing + 2;
    const slot = { ...emptySlot, events: 10, bad: isBad ? 10 : 0 };
    return { stream, minute: minuteOf(START) - 2 + at, slot };
  });
}

test("whom an incident touched follows from each tenant's own minutes, and only those within it", async () => {
  const clock = fakeClock(START);
  const store = memoryStore();
  await store.slots.add([...minutes("a", 10, 10), ...minutes("b", 3, 10), ...minutes("c", 0, 10)]);
  const engine = await engineOn(store, clock);
  const about = { addon: ADDON, atMs: START, by: "ada" };
  const opened = {
    ...{ id: "i", title: "Out", impact: "major" as const, state: "investigating" as const },
    ...{ components: [], message: "We look.", startAt: isoTime(START), isPublic: true },
    ...{ publishAt: null, alert: null },
  };
  const over = (minutes: number) =>
    writeEntry(
      incidentResolved,
      { id: "i", message: "Over.", endAt: isoTime(START + minutes * MINUTE_MS) },
      about,
    );
  await store.ledger.append([writeEntry(incidentOpened, opened, about), over(8)]);
  const job = measureJob({
    contract,
    probes: [],
    sinceMs: START - 60 * MINUTE_MS,
    slots: store.slots,
  });
  const jobs = await runOn([job], clock, store);
  const known = engine.projection.known();
  const one = () => known.state(incidents, ADDON).all[0]!;
  const pass = async (ms: number) => {
    for (let at = 0; at < 10; at++) await clock.advance(ms / 10);
    for (let at = 0; at < 100; at++) await clock.advance(0);
    await engine.projection.upTo();
  };
  await pass(10 * MINUTE_MS);
  expect(one().touched).toBeNull();
  await pass(2 * MINUTE_MS);
  expect(one().touched).toMatchObject({ tenants: 2 });
  // All tenants together: 20 of 30 requests fail for three minutes, then 10 of 30.
  expect(one().touched!.downMinutes).toBe(8);

  const told = async () => {
    const input = { id: "i" };
    await perform(engine, show.decide, input, {
      addon: ADDON,
      nowMs: clock.nowMs(),
      by: "ada",
      cause: "show",
    });
    return reading(store.vault, (kept) => {
      const about = { input, known, addon: ADDON, nowMs: clock.nowMs(), kept, erased: 0 };
      return { said: show.say([], about), details: show.details!.of([], about) };
    });
  };
  expect((await told()).details).toMatchObject({
    touched: {
      tenants: [
        { tenant: "a", downMinutes: 8 },
        { tenant: "b", downMinutes: 3 },
      ],
    },
    recoveryMinutes: 8,
    firstAnswerMinutes: 0,
  });
  expect((await told()).said).toContain("a  8 minutes down");

  // It goes on after all: what was worked out no longer holds.
  const update = {
    id: "i",
    state: "monitoring" as const,
    impact: "major" as const,
    components: [],
    message: "It is back.",
  };
  await store.ledger.append([writeEntry(incidentUpdated, update, about), over(10)]);
  await pass(2 * MINUTE_MS);
  expect((await told()).details).toMatchObject({
    touched: { tenants: [{ downMinutes: 10 }, { downMinutes: 3 }] },
  });
  await jobs.close();
});
