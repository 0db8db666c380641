import { expect, test } from "vitest";
import { memoryStore } from "../core/store/index.ts";
import { engineOn } from "../engine/testdata/engine-on.ts";
import { publishContract } from "./publish-contract.ts";

const ADDON = "com.example.roadmaps";
const roadmaps = {
  hash: "a".repeat(64),
  effectiveFrom: "2027-01-01",
  sla: "sla:\n  effectiveFrom: 2027-01-01\n",
};
const changed = { ...roadmaps, hash: "b".repeat(64), effectiveFrom: "2027-02-01" };
const [january, february] = [Date.UTC(2027, 0, 1), Date.UTC(2027, 1, 1)];

test("a contract is published once, however often it is given", async () => {
  const engine = await engineOn(memoryStore());
  await publishContract(engine, ADDON, roadmaps, january);
  expect(await publishContract(engine, ADDON, roadmaps, february)).toEqual([
    {
      version: 1,
      hash: roadmaps.hash,
      publishedAt: "2027-01-01T00:00:00.000Z",
      effectiveFrom: "2027-01-01",
      sla: roadmaps.sla,
    },
  ]);
});

test("each changed contract is a version more, also one that goes back to an earlier text", async () => {
  const engine = await engineOn(memoryStore());
  await publishContract(engine, ADDON, roadmaps, january);
  await publishContract(engine, ADDON, changed, february);
  const versions = await publishContract(engine, ADDON, roadmaps, february);
  expect(versions.map(({ version, hash }) => `${version} ${hash[0]}`)).toEqual([
    "1 a",
    "2 b",
    "3 a",
  ]);
});

test("add-ons do not see each other's contracts", async () => {
  const engine = await engineOn(memoryStore());
  await publishContract(engine, ADDON, roadmaps, january);
  const versions = await publishContract(engine, "com.example.other", changed, january);
  expect(versions.map(({ version }) => version)).toEqual([1]);
});

test("two processes that publish at once agree on one version", async () => {
  const store = memoryStore();
  const [engine, other] = [await engineOn(store), await engineOn(store)];
  await Promise.all([
    publishContract(engine, ADDON, roadmaps, january),
    publishContract(other, ADDON, roadmaps, january),
  ]);
  expect(await publishContract(engine, ADDON, roadmaps, february)).toHaveLength(1);
});

test("the private section never reaches the ledger", async () => {
  const store = memoryStore();
  const engine = await engineOn(store);
  await publishContract(engine, ADDON, roadmaps, january);
  for await (const entries of store.ledger.read())
    expect(entries.flatMap(({ data }) => Object.keys(data).sort())).toEqual([
      "effectiveFrom",
      "hash",
      "sla",
    ]);
});
