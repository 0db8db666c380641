import { expect, test } from "vitest";
import { memoryStore } from "../store/index.ts";
import { publishContract, versionInForce, withPromiseOf } from "./history.ts";
import { readContract } from "./read-contract.ts";

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
    {
      version: 1,
      hash: roadmaps.hash,
      publishedAt: january,
      effectiveFrom: "2027-01-01",
      sla: roadmaps.sla,
    },
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

test("a moment is judged by the latest version that is effective by then", async () => {
  const { ledger } = memoryStore();
  await publishContract(ledger, roadmaps, january!);
  const versions = await publishContract(ledger, changed, january!);
  const at = (iso: string) => versionInForce(versions, Date.parse(iso)).version;
  expect(at("2027-01-31T23:59:59Z")).toBe(1);
  expect(at("2027-02-01T00:00:00Z")).toBe(2);
  expect(at("2026-12-01T00:00:00Z")).toBe(1);
});

const document = (target: string) => `plimsoll: 1
addon:
  key: com.example.roadmaps
  name: Roadmaps
  vendor: Example Ltd
  host: plain
  baseUrl: https://roadmaps.example.com
  payment: free
  timeZone: Europe/Paris
sla:
  effectiveFrom: 2027-01-01
  period: month
  uptime: { target: ${target}, downWhen: 5% of requests fail }
operations: {}
`;

function contractOf(text: string) {
  const read = readContract(text);
  if (read.kind === "contract") return read.contract;
  throw new Error(JSON.stringify(read.problems));
}

test("an earlier promise is told again from the ledger alone", () => {
  const [earlier, present] = [document("99%"), document("99.5%")];
  const version = {
    version: 1,
    hash: "a",
    publishedAt: january!,
    effectiveFrom: "2027-01-01",
    sla: earlier.slice(earlier.indexOf("sla:"), earlier.indexOf("operations:")),
  };
  const told = withPromiseOf(contractOf(present), version);
  expect(told.sla).toEqual(contractOf(earlier).sla);
  expect(told.operations).toEqual(contractOf(present).operations);
});
