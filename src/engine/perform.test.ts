import { expect, test } from "vitest";
import { memoryStore } from "../core/store/index.ts";
import { contractPublished, contractVersions, writeEntry } from "../entries/index.ts";
import { type Decide, type Engine, perform } from "./perform.ts";
import { engineOn } from "./testdata/engine-on.ts";

/** A version more, by number: as many as there are rest on each other. */
const decide: Decide<string> = (known, hash, { addon, nowMs, by }) => {
  const versions = known.state(contractVersions, addon);
  if (versions.length >= 20)
    return { kind: "refused", code: "usage", message: "There are enough.", hint: "Stop." };
  const data = { hash: `${hash} after ${versions.length}`, effectiveFrom: "2027-01-01", sla: "" };
  return {
    kind: "decided",
    entries: [writeEntry(contractPublished, data, { addon, atMs: nowMs, by })],
    expected: { contract: versions.length },
  };
};
const context = (cause: string) => ({ addon: "roadmaps", nowMs: 0, by: "local", cause });
const hashes = ({ projection }: Engine) =>
  projection
    .known()
    .state(contractVersions, "roadmaps")
    .map(({ hash }) => hash);

test("what was done is known at once, with who did it and why", async () => {
  const engine = await engineOn(memoryStore());
  const performed = await perform(engine, decide, "a", context("one"));
  expect(performed).toMatchObject({
    kind: "done",
    isRepeated: false,
    entries: [{ by: "local", cause: "one" }],
  });
  expect(hashes(engine)).toEqual(["a after 0"]);
});

test("asked again with the same cause, it answers what was done and does nothing", async () => {
  const store = memoryStore();
  const engine = await engineOn(store);
  const first = await perform(engine, decide, "a", context("one"));
  await perform(engine, decide, "b", context("two"));
  const again = await perform(await engineOn(store), decide, "a", context("one"));
  expect(again).toEqual({ ...first, isRepeated: true });
  expect(hashes(engine)).toEqual(["a after 0", "b after 1"]);
});

test("asked for something else with the same cause, also at once, it refuses", async () => {
  const store = memoryStore();
  const engines = await Promise.all([engineOn(store), engineOn(store)]);
  const ask = (at: number) =>
    perform(engines[at]!, decide, "a", { ...context("one"), inputHash: `input ${at}` });
  const both = await Promise.all([ask(0), ask(1)]);
  expect(both.map(({ kind }) => kind).sort()).toEqual(["done", "refused"]);
  expect(both).toContainEqual(expect.objectContaining({ code: "command.key-reused" }));
  expect(await perform(engines[0]!, decide, "a", context("one"))).toMatchObject({
    code: "command.key-reused",
  });
});

test("several processes that decide at once decide one after the other", async () => {
  const store = memoryStore();
  const engines = await Promise.all(Array.from({ length: 5 }, () => engineOn(store)));
  const performed = await Promise.all(
    engines.map((engine, i) => perform(engine, decide, String(i), context(`c${i}`))),
  );
  expect(performed.map(({ kind }) => kind)).toEqual(Array(5).fill("done"));
  await engines[0]!.projection.upTo();
  expect(hashes(engines[0]!).map((hash) => hash.slice(2))).toEqual(
    [0, 1, 2, 3, 4].map((n) => `after ${n}`),
  );
});

const once: Decide<string> = (known, hash, about, kept) => {
  const isDone = known.state(contractVersions, "roadmaps").length > 0;
  return isDone
    ? { kind: "refused", code: "usage", message: "It is done.", hint: "Rest." }
    : decide(known, hash, about, kept);
};

test("what another process does at the same time for the same cause is answered with what was done", async () => {
  const store = memoryStore();
  const [one, other] = [await engineOn(store), await engineOn(store)];
  let isFirst = true;
  const slow: Engine = {
    ...other,
    ledger: {
      append: store.ledger.append,
      async caused(addon, cause) {
        const before = await store.ledger.caused(addon, cause);
        if (isFirst) await perform(one, once, "a", context("same"));
        isFirst = false;
        await other.projection.upTo();
        return before;
      },
    },
  };
  expect(await perform(slow, once, "a", context("same"))).toMatchObject({
    kind: "done",
    isRepeated: true,
    entries: [{ seq: 1 }],
  });
});

test("however many are asked of one process at once, none is overtaken", async () => {
  const engine = await engineOn(memoryStore());
  const few: Decide<string> = (known, hash, about) => {
    const { length } = known.state(contractVersions, "roadmaps");
    const data = { hash: `${hash} after ${length}`, effectiveFrom: "2027-01-01", sla: "" };
    const { addon, nowMs, by } = about;
    const entry = writeEntry(contractPublished, data, { addon, atMs: nowMs, by });
    return { kind: "decided", entries: [entry], expected: { contract: length } };
  };
  const performed = await Promise.all(
    Array.from({ length: 50 }, (_, i) => perform(engine, few, String(i), context(`c${i}`))),
  );
  expect(new Set(performed.map(({ kind }) => kind))).toEqual(new Set(["done"]));
});

test("a refusal appends nothing", async () => {
  const store = memoryStore();
  const engine = await engineOn(store);
  for (let i = 0; i < 20; i++) await perform(engine, decide, "x", context(`c${i}`));
  expect(await perform(engine, decide, "x", context("more"))).toMatchObject({
    kind: "refused",
    code: "usage",
  });
  expect((await store.ledger.head()).seq).toBe(20);
});

test("somebody who is overtaken again and again is told so", async () => {
  const store = memoryStore();
  const engine = await engineOn(store);
  const overtaken: Engine = {
    ...engine,
    ledger: {
      caused: store.ledger.caused,
      append: async (entries, options) => {
        await store.ledger.append(entries.map(({ cause: _, ...entry }) => entry));
        return store.ledger.append(entries, options);
      },
    },
  };
  const performed = await perform(overtaken, decide, "a", context("slow"));
  expect(performed).toMatchObject({ kind: "refused", code: "command.overtaken" });
});
