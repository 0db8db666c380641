import { expect, test } from "vitest";
import type { ProbePlan } from "../core/contract/index.ts";
import { memoryStore } from "../core/store/index.ts";
import { engineOn } from "../engine/testdata/engine-on.ts";
import { recordProbes } from "./record-probes.ts";

const plan = (path: string, change: Partial<ProbePlan> = {}): ProbePlan => ({
  path,
  everyMs: 30_000,
  timeoutMs: 3000,
  from: ["local"],
  agree: 1,
  ...change,
});
const at = (minute: number) => Date.UTC(2027, 0, 1, 0, minute);
const ofPlan = ({ path, from, agree }: ProbePlan) => ({ path, from, agree });
const inForce = (minute: number, ...plans: readonly ProbePlan[]) => ({
  fromMs: at(minute),
  probes: plans.map(ofPlan),
});

async function storeAndEngine() {
  const store = memoryStore();
  return { ...store, engine: await engineOn(store) };
}

test("what is to be checked is recorded when it changes, and only then", async () => {
  const store = await storeAndEngine();
  const record = (minute: number, ...plans: readonly ProbePlan[]) =>
    recordProbes(store, "roadmaps", plans, at(minute));
  await record(0, plan("/ok"));
  expect(await record(5, plan("/ok"))).toEqual([inForce(0, plan("/ok"))]);
  // How often and how patiently it is asked decides no figure.
  expect(await record(6, plan("/ok", { everyMs: 5000, timeoutMs: 100 }))).toHaveLength(1);
  const both = [plan("/ok"), plan("/deep", { from: ["local", "fra"], agree: 2 })];
  expect(await record(7, ...both)).toEqual([inForce(0, plan("/ok")), inForce(7, ...both)]);
  expect(await record(8)).toEqual([inForce(0, plan("/ok")), inForce(7, ...both), inForce(8)]);
});

test("add-ons have plans of their own", async () => {
  const store = await storeAndEngine();
  await recordProbes(store, "roadmaps", [plan("/ok")], at(0));
  expect(await recordProbes(store, "timesheets", [plan("/health")], at(1))).toEqual([
    inForce(1, plan("/health")),
  ]);
});

test("the ledger tells nobody which paths are checked", async () => {
  const store = await storeAndEngine();
  await recordProbes(store, "roadmaps", [plan("/secret-path")], at(0));
  const entries = (await Array.fromAsync(store.ledger.read())).flat();
  expect(entries).toMatchObject([
    {
      type: "probes.planned",
      data: { probes: { id: expect.any(String), hash: expect.any(String) } },
    },
  ]);
  expect(JSON.stringify(entries)).not.toContain("secret-path");
});

test("of several processes that record at once, each plan is kept once", async () => {
  const store = await storeAndEngine();
  const record = async () =>
    recordProbes({ ...store, engine: await engineOn(store) }, "roadmaps", [plan("/ok")], at(0));
  const histories = await Promise.all([record(), record(), record()]);
  for (const history of histories) expect(history).toEqual([inForce(0, plan("/ok"))]);
  expect((await Array.fromAsync(store.ledger.read())).flat()).toHaveLength(1);
});

test("one that was erased is passed over", async () => {
  const store = await storeAndEngine();
  await recordProbes(store, "roadmaps", [plan("/ok")], at(0));
  await recordProbes(store, "roadmaps", [plan("/new")], at(1));
  const [, second] = (await Array.fromAsync(store.ledger.read())).flat();
  await store.vault.erase((second!.data.probes as { id: string }).id);
  expect(await recordProbes(store, "roadmaps", [plan("/ok")], at(2))).toEqual([
    inForce(0, plan("/ok")),
  ]);
});
