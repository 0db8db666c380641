import { expect, test } from "vitest";
import { memoryStore } from "../core/store/index.ts";
import { act, type Caller } from "../engine/index.ts";
import { engineOn } from "../engine/testdata/engine-on.ts";
import { evidence } from "./index.ts";

const admin: Caller = { by: "key/a", may: ["read", "operate", "admin"], addon: null };

async function desk(caller = admin) {
  const store = memoryStore();
  const engine = await engineOn(store);
  let asked = 0;
  return {
    store,
    ask: (name: string, input: object) =>
      act(
        { engine, capabilities: [evidence], addons: [], newSecret: () => "" },
        { name, addon: null, input, caller, idempotencyKey: `${asked++}`, nowMs: 0 },
      ),
    entries: async () => (await Array.fromAsync(store.ledger.read())).flat(),
  };
}

const run = {
  id: "run-7",
  kind: "load",
  target: "mock",
  startedAt: "2027-01-01T00:00:00.000Z",
  verdict: "met",
  objectives: [{ id: "ui.p95", verdict: "met" }],
  release: "1.4.0",
  recordSha256: "ab".repeat(32),
};

test("a judged test is recorded once, also of an add-on of which nothing is known", async () => {
  const { ask, entries } = await desk();
  const input = { tested: "roadmaps", run };
  expect(await ask("run record", input)).toMatchObject({
    kind: "done",
    said: "Recorded the load test run-7: met.",
  });
  expect(await ask("run record", input)).toMatchObject({ kind: "done", entries: [] });
  expect(await entries()).toMatchObject([
    { addon: "roadmaps", subject: "run/run-7", type: "run.judged", by: "key/a", data: run },
  ]);
  expect(
    await ask("run record", { tested: "roadmaps", run: { ...run, verdict: "good" } }),
  ).toMatchObject({
    kind: "refused",
    code: "usage",
  });
});

test("a person is forgotten once somebody says yes, and by whom may do everything only", async () => {
  const { ask, store } = await desk();
  const keep = (person: string) => store.vault.put(new Uint8Array([1]), { kind: "letter", person });
  await keep("person-7");
  await keep("person-7");
  const { id } = await keep("person-8");
  expect(await ask("person erase", { person: "person-7" })).toMatchObject({
    kind: "refused",
    code: "unconfirmed",
    message: "2 pieces about person-7 would be erased for good.",
  });
  expect(await ask("person erase", { person: "person-7", yes: true })).toMatchObject({
    said: "Erased 2 pieces about person-7.",
    details: { person: "person-7", erased: 2 },
  });
  expect(await ask("person erase", { person: "person-7" })).toMatchObject({
    said: "Nothing is kept about person-7.",
    details: { erased: 0 },
  });
  expect(await store.vault.get(id)).toEqual(new Uint8Array([1]));
  const other = await desk({ ...admin, may: ["read", "operate"] });
  expect(await other.ask("person erase", { person: "person-7" })).toMatchObject({
    kind: "refused",
  });
});
