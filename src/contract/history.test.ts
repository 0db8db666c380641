import { expect, test } from "vitest";
import { memoryStore } from "../store/index.ts";
import { publishContract } from "./history.ts";

const roadmaps = {
  addon: "com.example.roadmaps",
  hash: "a".repeat(64),
  effectiveFrom: "2027-01-01",
  sla: "sla:\n  effectiveFrom: 2027-01-01\n",
};
const changed = { ...roadmaps, hash: "b".repeat(64), effectiveFrom: "2027-02-01" };
const [january, february] = ["2027-01-01T00:00:00.000Z", "2027-02-01T00:00:00.000Z"];

test("a contract is published once, however often it is given", async () => {
  const { ledger } = memoryStore();
  await publishContract(ledger, roadmaps, january!);
  expect(await publishContract(ledger, roadmaps, february!)).toEqual([
    { version: 1, hash: roadmaps.hash, publishedAt: january, effectiveFrom: "2027-01-01" },
  ]);
});

test("each changed contract is a version more, also one that goes back to an earlier text", async () => {
  const { ledger } = memoryStore();
  await publishContract(ledger, roadmaps, january!);
  await publishContract(ledger, changed, february!);
  const versions = await publishContract(ledger, roadmaps, february!);
  expect(versions.map(({ version, hash }) => `${version} ${hash[0]}`)).toEqual([
    "1 a",
    "2 b",
    "3 a",
  ]);
});

test("add-ons do not see each other's contracts", async () => {
  const { ledger } = memoryStore();
  await publishContract(ledger, roadmaps, january!);
  const versions = await publishContract(
    ledger,
    { ...changed, addon: "com.example.other" },
    january!,
  );
  expect(versions.map(({ version }) => version)).toEqual([1]);
});

test("two processes that publish at once agree on one version", async () => {
  const { ledger } = memoryStore();
  await Promise.all([
    publishContract(ledger, roadmaps, january!),
    publishContract(ledger, roadmaps, january!),
  ]);
  expect(await publishContract(ledger, roadmaps, february!)).toHaveLength(1);
});

test("the private section never reaches the ledger", async () => {
  const { ledger } = memoryStore();
  await publishContract(ledger, roadmaps, january!);
  for await (const entries of ledger.read())
    expect(entries.flatMap(({ data }) => Object.keys(data).sort())).toEqual([
      "effectiveFrom",
      "hash",
      "sla",
    ]);
});
