import { describe, expect, test } from "vitest";
import {
  type PublishedVersion,
  type PublishedVersions,
  promiseStretches,
  versionInForce,
  withPromiseOf,
} from "./history.ts";
import { readContract } from "./read-contract.ts";

const january = "2027-01-01T00:00:00.000Z";

const version = (
  version: number,
  effectiveFrom: string,
  publishedAt: string,
): PublishedVersion => ({
  version,
  hash: String(version),
  publishedAt,
  effectiveFrom,
  sla: "",
});

test("a moment is judged by the latest version that is effective by then", () => {
  const versions = [version(1, "2027-01-01", january), version(2, "2027-02-01", january)] as const;
  const at = (iso: string) => versionInForce(versions, Date.parse(iso)).version;
  expect(at("2027-01-31T23:59:59Z")).toBe(1);
  expect(at("2027-02-01T00:00:00Z")).toBe(2);
  expect(at("2026-12-01T00:00:00Z")).toBe(1);
});

test("no promise is changed backwards: one that is published late is in force from then on", () => {
  const late = "2027-01-20T14:03:00.000Z";
  const versions = [version(1, "2027-01-01", january), version(2, "2027-01-01", late)] as const;
  const at = (iso: string) => versionInForce(versions, Date.parse(iso)).version;
  expect(at("2027-01-20T14:02:59.999Z")).toBe(1);
  expect(at("2027-01-20T14:03:00.000Z")).toBe(2);
});

const document = (target: string, effectiveFrom = "2027-01-01") => `plimsoll: 1
addon:
  key: com.example.roadmaps
  name: Roadmaps
  vendor: Example Ltd
  host: plain
  baseUrl: https://roadmaps.example.com
  payment: free
  timeZone: Europe/Paris
sla:
  effectiveFrom: ${effectiveFrom}
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
    publishedAt: january,
    effectiveFrom: "2027-01-01",
    sla: earlier.slice(earlier.indexOf("sla:"), earlier.indexOf("operations:")),
  };
  const told = withPromiseOf(contractOf(present), version);
  expect(told.sla).toEqual(contractOf(earlier).sla);
  expect(told.operations).toEqual(contractOf(present).operations);
});

describe("the stretches of a promise", () => {
  /** Published one after the other, each as [target, effectiveFrom, publishedAt]. */
  function stretchesOf(...given: readonly (readonly [string, string, string])[]) {
    const texts = given.map(([target, effectiveFrom]) => document(target, effectiveFrom));
    const versions = given.map(([, effectiveFrom, publishedAt], at) => ({
      version: at + 1,
      hash: String(at),
      publishedAt,
      effectiveFrom,
      sla: texts[at]!.slice(texts[at]!.indexOf("sla:"), texts[at]!.indexOf("operations:")),
    })) as unknown as PublishedVersions;
    const stretches = promiseStretches(contractOf(texts.at(-1)!), versions);
    return stretches.map(({ version, contract, fromMs, isPromised }, at) => {
      expect(stretches[at + 1]?.fromMs ?? Number.POSITIVE_INFINITY).toBe(stretches[at]!.toMs);
      const from = Number.isFinite(fromMs) ? new Date(fromMs).toISOString().slice(0, 16) : "ever";
      const promised = isPromised ? `${contract.sla.uptime!.target}` : "nothing yet";
      return `${from} v${version.version} ${promised}`;
    });
  }

  test.for([
    [
      "one version, from its day on",
      [["99%", "2027-02-01", "2027-01-05T10:00:00Z"]],
      ["ever v1 nothing yet", "2027-02-01T00:00 v1 0.99"],
    ],
    [
      "one version that was in force before it was published",
      [["99%", "2026-01-01", "2027-01-05T10:00:00Z"]],
      ["ever v1 nothing yet", "2027-01-05T10:00 v1 0.99"],
    ],
    [
      "each version until the next",
      [
        ["99%", "2026-01-01", "2027-01-05T10:00:00Z"],
        ["99.9%", "2027-02-15", "2027-01-20T10:00:00Z"],
      ],
      ["ever v1 nothing yet", "2027-01-05T10:00 v1 0.99", "2027-02-15T00:00 v2 0.999"],
    ],
    [
      "a version that promises the same goes on with the stretch",
      [
        ["99%", "2026-01-01", "2027-01-05T10:00:00Z"],
        ["99%", "2027-01-01", "2027-01-20T10:00:00Z"],
        ["99.9%", "2027-01-01", "2027-01-22T10:00:00Z"],
      ],
      ["ever v1 nothing yet", "2027-01-05T10:00 v2 0.99", "2027-01-22T10:00 v3 0.999"],
    ],
    [
      "a date that is set right before it has come",
      [
        ["99%", "2027-06-01", "2027-01-05T10:00:00Z"],
        ["99%", "2027-01-01", "2027-01-06T10:00:00Z"],
      ],
      ["ever v2 nothing yet", "2027-01-06T10:00 v2 0.99"],
    ],
    [
      "a promise that is put off before its day never was one",
      [
        ["99%", "2027-01-01", "2027-01-05T10:00:00Z"],
        ["99.9%", "2027-03-01", "2027-01-20T10:00:00Z"],
        ["99.9%", "2027-06-01", "2027-02-20T10:00:00Z"],
      ],
      ["ever v1 nothing yet", "2027-01-05T10:00 v1 0.99", "2027-06-01T00:00 v3 0.999"],
    ],
  ] as const)("%s", ([, given, expected]) => {
    expect(stretchesOf(...given)).toEqual(expected);
  });
});
