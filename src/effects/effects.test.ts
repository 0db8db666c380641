import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../core/time/index.ts";
import { type Known, perform } from "../engine/index.ts";
import { subscriberAdded, writeEntry } from "../entries/index.ts";
import { effectConcerns } from "./concerns.ts";
import { decideDrop, decideRetry } from "./decide-delivery.ts";
import type { Delivery } from "./ports.ts";
import { ADDON, away, note, postOffice, taken } from "./testdata/post-office.ts";

const said = (known: Known, nowMs: number) =>
  effectConcerns(known, ADDON, nowMs).map(({ message }) => message);

test("a page is taken by the next channel when the first one is away, once, under the same key", async () => {
  const office = await postOffice(({ to }) => (to === "to team" ? taken : away));
  await office.intend({ name: "page" });
  await office.pass(0);
  expect(office.sent.map(({ to }) => to)).toEqual(["to oncall"]);
  for (let minutes = 0; minutes < 4; minutes++) await office.pass(MINUTE_MS);
  expect(office.sent.map(({ to }) => to)).toEqual([...Array(5).fill("to oncall"), "to team"]);
  expect(new Set(office.sent.map(({ parcel }) => parcel.key)).size).toBe(1);
  await office.pass(DAY_MS);
  expect(office.sent).toHaveLength(6);
  const [effect] = office.known().ended.values();
  expect(effect).toMatchObject({ state: "delivered", delivered: { channel: "team" } });
  expect(office.known().told.get("roadmaps/1")).toEqual(new Set(["team"]));
  await office.close();
});

test("the end of a thread never overtakes its beginning; other threads do not wait for it", async () => {
  let answer = (_: Delivery) => {};
  const slow = new Promise<Delivery>((resolve) => {
    answer = resolve;
  });
  const office = await postOffice(({ message }) =>
    message.thread === "roadmaps/1" && message.action === "trigger" ? slow : taken,
  );
  await office.intend({ name: "trigger" });
  await office.intend({ name: "resolve", message: note({ action: "resolve" }) });
  await office.intend({ name: "other", message: note({ thread: "roadmaps/2" }) });
  await office.pass(0);
  expect(office.sent.map(({ parcel }) => parcel.message.thread)).toEqual([
    "roadmaps/1",
    "roadmaps/2",
  ]);
  answer(taken);
  await office.pass(0);
  expect(office.sent.map(({ parcel }) => parcel.message.action)).toEqual([
    "trigger",
    "trigger",
    "resolve",
  ]);
  expect([...office.known().told.keys()]).toEqual(["roadmaps/2"]);
  await office.close();
});

test("what nobody took is given up after its tries, told of, and tried again by a person", async () => {
  let answer = away;
  const office = await postOffice(() => answer);
  await office.intend({ name: "ticket", kind: "ticket", channels: ["team"] });
  for (let hours = 0; hours < 100; hours++) await office.pass(HOUR_MS);
  expect(office.sent).toHaveLength(10);
  const [effect] = office.known().ended.values();
  expect(effect!.state).toBe("abandoned");
  const known = office.engine.projection.known();
  expect(said(known, office.clock.nowMs())[0]).toContain(
    'A ticket about "it is down" reached nobody',
  );
  answer = taken;
  await perform(office.engine, decideRetry, { id: effect!.id }, office.context("again"));
  await office.pass(0);
  expect(office.sent).toHaveLength(11);
  expect(said(known, office.clock.nowMs())).toEqual([]);
  const more = await perform(
    office.engine,
    decideRetry,
    { id: effect!.id },
    office.context("third"),
  );
  expect(more).toMatchObject({ kind: "refused", code: "effect.delivered" });
  await office.close();
});

test("a channel that is not set, or not in the contract any more, is said", async () => {
  const office = await postOffice(() => taken);
  await office.intend({ name: "gone", kind: "ticket", channels: ["old"] });
  await office.pass(0);
  expect([...office.known().ended.values()][0]).toMatchObject({
    state: "abandoned",
    lastFailure: { reason: "Tried for the last time: the contract has no channel old any more" },
  });
  await office.close();
});

async function mailing(count: number, answer: (to: string) => Delivery | Promise<Delivery>) {
  const office = await postOffice(({ to }) => answer(to));
  const recipients: string[] = [];
  const addresses: string[] = [];
  const about = { addon: ADDON, atMs: office.clock.nowMs(), by: "test" };
  for (let at = 0; at < count; at++) {
    const content = new TextEncoder().encode(
      JSON.stringify({ to: `${at}@example.com`, secret: null }),
    );
    const contact = await office.store.vault.put(content, { kind: "subscriber", person: `${at}` });
    const id = `s${at}`;
    const data = { id, medium: "mail" as const, components: [], contact, isConfirmed: true };
    await office.store.ledger.append([writeEntry(subscriberAdded, data, about)]);
    addresses.push(contact.id);
    recipients.push(id);
  }
  await office.intend({ name: "news", kind: "bulk", channels: ["mail"], recipients });
  return { office, addresses };
}

test("each recipient of many gets it once; who is refused or erased does not, who is deferred gets it later", async () => {
  const tries = new Map<string, number>();
  const { office, addresses } = await mailing(120, (to) => {
    tries.set(to, (tries.get(to) ?? 0) + 1);
    if (to === "7@example.com") return { kind: "refused", reason: "550" };
    return to === "9@example.com" && tries.get(to) === 1 ? away : taken;
  });
  await office.store.vault.erase(addresses[11]!);
  await office.pass(0);
  expect(tries.size).toBe(119);
  await office.pass(20_000);
  expect(tries.get("9@example.com")).toBe(2);
  expect([...tries.values()].filter((count) => count !== 1)).toHaveLength(1);
  const [effect] = office.known().ended.values();
  expect(effect!.bulk).toMatchObject({ delivered: 118, doubted: [], deferred: [] });
  expect(effect!.bulk!.refused.map(({ place }) => place).toSorted((a, b) => a - b)).toEqual([
    7, 11,
  ]);
  expect(office.sent[0]!.parcel.unsubscribe).toMatch(/^https:\/\/status\.example\.com\/do\/s\d/);
  await office.close();
});

test("a server that is away is not asked for each recipient; it goes on where it was", async () => {
  let isAway = true;
  const { office } = await mailing(300, () => (isAway ? away : taken));
  await office.pass(0);
  expect(office.sent.length).toBeLessThanOrEqual(100);
  isAway = false;
  const before = office.sent.length;
  await office.pass(20_000);
  expect(office.sent.length - before).toBe(300);
  expect([...office.known().ended.values()][0]!.bulk!.delivered).toBe(300);
  await office.close();
});

test("whoever was being sent to when the process ended is in doubt: nobody else gets it twice, a person decides", async () => {
  const { office } = await mailing(150, (to) =>
    Number.parseInt(to, 10) < 50 ? taken : new Promise(() => {}),
  );
  await office.pass(0);
  const first = office.sent.map(({ to }) => to);
  const next = await postOffice(() => taken, office.store, office.clock);
  // The first process renews its lease no more.
  void office.close();
  await next.pass(MINUTE_MS);
  const [effect] = next.known().ended.values();
  const { doubted, delivered } = effect!.bulk!;
  expect(doubted.length).toBeGreaterThan(0);
  expect(delivered + doubted.length).toBe(150);
  expect(next.sent.filter(({ to }) => first.includes(to))).toEqual([]);
  const known = next.engine.projection.known();
  expect(said(known, next.clock.nowMs())[0]).toContain(
    `reached ${doubted.length} recipients is not known`,
  );
  await perform(next.engine, decideRetry, { id: effect!.id }, next.context("again"));
  await next.pass(0);
  expect([...next.known().ended.values()][0]!.bulk).toMatchObject({ delivered: 150, doubted: [] });
  const dropped = await perform(next.engine, decideDrop, { id: effect!.id }, next.context("drop"));
  expect(dropped).toMatchObject({ kind: "refused", code: "effect.delivered" });
  await next.close();
});
