import { expect, test } from "vitest";
import { memoryStore } from "../core/store/index.ts";
import { type Decide, perform } from "../engine/index.ts";
import { engineOn } from "../engine/testdata/engine-on.ts";
import { tenantBook } from "../entries/index.ts";
import { importTenants, tenantsList } from "./commands.ts";
import { decideCalls } from "./decide-calls.ts";
import { decideImport } from "./decide-import.ts";
import { seenJob } from "./seen-job.ts";

const ADDON = "roadmaps";
const at = (iso: string) => Date.parse(iso);

async function scene() {
  const store = memoryStore();
  const engine = await engineOn(store);
  let turns = 0;
  const ask = async <Input>(decide: Decide<Input>, input: Input, iso = "2027-01-17T10:00:00Z") => {
    const context = { addon: ADDON, nowMs: at(iso), by: "local", cause: `turn ${++turns}` };
    return perform(engine, decide, input, context);
  };
  const known = () => engine.projection.known();
  const book = () => known().state(tenantBook, ADDON).tenants;
  const list = (filters = {}) =>
    tenantsList
      .rows({ known: known(), addon: ADDON, nowMs: 0, filters, jobs: [] })
      .map(({ id }) => id);
  return { engine, ask, book, list };
}

test("the same file again changes nothing; what differs is one entry", async () => {
  const { ask, book } = await scene();
  const file = "id,state,plan\nacme,enabled,gold\nzeta,disabled,\n";
  const first = await ask(decideImport, { file });
  expect(first).toMatchObject({ kind: "done", entries: { length: 5 } });
  expect(await ask(decideImport, { file })).toMatchObject({ kind: "done", entries: [] });
  const changed = await ask(decideImport, { file: file.replace("gold", "blue") });
  expect(changed).toMatchObject({ kind: "done", entries: [{ type: "tenant.described" }] });
  expect(book().get("acme")).toMatchObject({ plan: "blue", state: "enabled" });
});

test("says what was added, changed and known", async () => {
  const { ask } = await scene();
  await ask(decideImport, { file: "id\nacme\nzeta\n" });
  const file = "id,plan\nacme,gold\nzeta,\nnew,\n";
  const done = await ask(decideImport, { file });
  if (done.kind !== "done") throw new Error("refused");
  const told = { input: { file } } as Parameters<typeof importTenants.say>[1];
  expect(importTenants.say(done.entries, told)).toBe("1 tenant added, 1 changed, 1 as known.");
});

test("a wrong row keeps all of them out, with the place of each fault", async () => {
  const { ask, book } = await scene();
  const refused = await ask(decideImport, { file: "id,users\nacme,4\nzeta,x\n" });
  expect(refused).toMatchObject({
    kind: "refused",
    code: "tenants.unreadable",
    problems: [{ line: 3 }],
  });
  expect(book().size).toBe(0);
});

test("a state that is told late undoes nothing that came after it", async () => {
  const { ask, book } = await scene();
  const calls = [
    { tenant: "acme", event: "uninstalled", atMs: at("2027-01-17T09:00:00Z") },
  ] as const;
  await ask(decideCalls, { calls, mostTenants: 10 });
  await ask(decideImport, { file: "id,state,since\nacme,enabled,2027-01-16T00:00:00Z\n" });
  expect(book().get("acme")).toMatchObject({ state: "uninstalled" });
});

test("calls of hosts move the state, once each", async () => {
  const { ask, book } = await scene();
  const installed = {
    tenant: "acme",
    event: "installed",
    atMs: at("2027-01-17T09:00:00Z"),
  } as const;
  const disabled = { tenant: "acme", event: "disabled", atMs: at("2027-01-17T09:05:00Z") } as const;
  await ask(decideCalls, { calls: [disabled, installed], mostTenants: 10 });
  expect(book().get("acme")).toMatchObject({ state: "disabled", sources: ["metrics"] });
  expect(await ask(decideCalls, { calls: [disabled], mostTenants: 10 })).toMatchObject({
    entries: [],
  });
});

test("invented tenants fill the ledger no further than the limit", async () => {
  const { ask, book } = await scene();
  const calls = Array.from(
    { length: 9 },
    (_, n) => ({ tenant: `t${n}`, event: "installed", atMs: n }) as const,
  );
  await ask(decideCalls, { calls, mostTenants: 4 });
  expect(book().size).toBe(4);
});

test("tenants that were measured are written down once, and how many are left out is said", async () => {
  const { engine, ask, book } = await scene();
  await ask(decideImport, { file: "id\na\n" });
  const left: number[] = [];
  const job = seenJob({
    slots: { tenants: async () => ["a", "b", "c", "d"] },
    mostTenants: 3,
    onLeftOut: (_, n) => left.push(n),
  });
  const turn = {
    known: engine.projection.known(),
    signal: new AbortController().signal,
    perform: <Input>(decide: Decide<Input>, input: Input) => ask(decide, input),
  };
  for (const _ of [1, 2]) await job.run(turn as never);
  expect([...book().keys()]).toEqual(["a", "b", "c"]);
  expect(left).toEqual([1, 1]);
});

test("the list is chosen from by what is known", async () => {
  const { ask, list } = await scene();
  await ask(
    decideImport,
    { file: "id,state,product,region\nacme,enabled,jira,eu-1\nzeta,disabled,jira,us-1\n" },
    "2027-01-16T10:00:00Z",
  );
  await ask(decideImport, { file: "id,product\nnew,confluence\n" });
  expect(list()).toEqual(["new", "zeta", "acme"]);
  expect(list({ state: "disabled" })).toEqual(["zeta"]);
  expect(list({ state: "unknown" })).toEqual(["new"]);
  expect(list({ product: "jira", search: "EU" })).toEqual(["acme"]);
  expect(list({ since: "2027-01-17" })).toEqual(["new"]);
});
