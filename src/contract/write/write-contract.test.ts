import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readContract } from "../read-contract.ts";
import { writeContract } from "./write-contract.ts";

const effectiveFrom = "2027-01-01";
const descriptor = {
  key: "com.example.roadmaps",
  name: "Roadmaps: plan # and ship",
  baseUrl: "https://roadmaps.example.com/app/",
  vendor: { name: "'Example' Ltd", url: "https://example.com" },
  authentication: { type: "jwt" },
  enableLicensing: true,
  lifecycle: { installed: "/installed" },
  modules: { webhooks: [{ event: "jira:issue_created", url: "/hook" }] },
};

function written(seed: Partial<Parameters<typeof writeContract>[0]>) {
  const reading = readContract(writeContract({ effectiveFrom, ...seed }));
  if (reading.kind === "contract") return reading;
  throw new Error(reading.problems.map(({ message }) => message).join("\n"));
}

test("from nothing: a contract that no rule has anything against", () => {
  const { contract, problems } = written({});
  expect(problems).toEqual([]);
  expect(contract.sla.lifecycle).toEqual({
    install: { target: 0.99, withinMs: null },
    webhook: { target: 0.99, withinMs: null },
    iframe: { target: 0.95, withinMs: 12_000 },
  });
});

test("from a descriptor: what it says, and only the host's calls that it asks for", () => {
  const { contract, problems } = written({ descriptor, timeZone: "Europe/Paris" });
  expect(problems).toEqual([]);
  expect(contract.addon).toMatchObject({
    key: "com.example.roadmaps",
    name: "Roadmaps: plan # and ship",
    vendor: "'Example' Ltd",
    baseUrl: "https://roadmaps.example.com/app",
    payment: "paid",
    timeZone: "Europe/Paris",
    descriptor: "/atlassian-connect.json",
  });
  expect(Object.keys(contract.sla.lifecycle)).toEqual(["install", "webhook"]);
});

describe("where the descriptor is", () => {
  test.for([
    ["https://roadmaps.example.com/app/addon.json", "/addon.json"],
    ["https://elsewhere.example.com/addon.json", "/atlassian-connect.json"],
    ["https://roadmaps.example.com/appendix.json", "/atlassian-connect.json"],
  ] as const)("fetched from %s it is %s", ([descriptorUrl, path]) => {
    const { addon, operations } = written({ descriptor, descriptorUrl }).contract;
    expect(addon.descriptor).toBe(path);
    expect(operations.probes[0]?.path).toBe(path);
  });
});

test("templates and secrets in a descriptor become placeholders", () => {
  for (const baseUrl of ["{{localBaseUrl}}", "https://user:secret@example.com"])
    expect(written({ descriptor: { baseUrl } }).contract.addon.baseUrl).toBe(
      "https://addon.example.com",
    );
});

test("an unknown time zone becomes UTC", () => {
  expect(written({ timeZone: "Etc/Unknown" }).contract.addon.timeZone).toBe("UTC");
});

test("whatever stands in the descriptor, the contract reads back without errors", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 120 }),
    fc.constantFrom("2048", "null", "~", "- a", "{a}", "*x", "a: b", " # ", "'", '"', "!!x", "@"),
  );
  const any = fc.record({
    key: text,
    name: text,
    vendor: fc.oneof(fc.record({ name: text }), fc.jsonValue()),
    baseUrl: fc.oneof(fc.webUrl({ withQueryParameters: true }), text),
    lifecycle: fc.jsonValue(),
    modules: fc.jsonValue(),
  });
  fc.assert(
    fc.property(fc.oneof(any, fc.jsonValue()), text, (given, descriptorUrl) => {
      expect(written({ descriptor: given, descriptorUrl }).kind).toBe("contract");
    }),
  );
});
