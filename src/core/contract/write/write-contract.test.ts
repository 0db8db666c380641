import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readContract } from "../read-contract.ts";
import { writeContract } from "./write-contract.ts";

const effectiveFrom = "2027-01-01";
const USUAL = "/atlassian-connect.json";
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

/** What only the vendor can know, so that nobody writes it for him. */
const OPEN = ["example-address", "no-recovery-promise", "no-backup", "resources-unwatched"];
const OPEN_WHEN_PAID = ["paid-without-tracker", "paid-without-emergency"];

const rulesOf = ({ problems }: ReturnType<typeof written>) =>
  new Set(problems.map(({ rule }) => rule));

test("from nothing: no rule has anything against it but what only its author knows", () => {
  const reading = written({});
  expect(rulesOf(reading)).toEqual(new Set([...OPEN, "no-run"]));
  expect(reading.contract.sla.lifecycle).toEqual({
    install: { target: 0.99, withinMs: null },
    webhook: { target: 0.99, withinMs: null },
  });
  expect(reading.contract.operations.load).toMatchObject({ tenants: 20, peak: 3 });
});

test("from a descriptor: what it says, and what was found around it", () => {
  const reading = written({
    ...{ descriptor, descriptorPath: "/addon.json", timeZone: "Europe/Paris" },
    ...{ healthPath: "/healthz", command: "node app.ts" },
  });
  expect(rulesOf(reading)).toEqual(new Set([...OPEN, ...OPEN_WHEN_PAID]));
  expect(reading.contract.addon).toMatchObject({
    key: "com.example.roadmaps",
    name: "Roadmaps: plan # and ship",
    vendor: "'Example' Ltd",
    baseUrl: "https://roadmaps.example.com/app",
    payment: "paid-via-atlassian",
    timeZone: "Europe/Paris",
    descriptor: "/addon.json",
  });
  expect(reading.contract.operations).toMatchObject({
    run: { command: "node app.ts", port: "PORT", ready: "/healthz" },
    probes: [{ path: "/healthz" }],
  });
});

describe("promises only what the descriptor has", () => {
  test.for([
    [["ui"], ["ui", "service"], []],
    [["install", "webhook"], ["service"], ["install", "webhook"]],
    [["webhook"], ["service"], ["webhook"]],
    [[], ["service"], []],
  ] as const)("%j", ([calls, times, lifecycle]) => {
    const { sla } = written({ descriptor, calls: new Set(calls) }).contract;
    expect(Object.keys(sla.responseTime)).toEqual(times);
    expect(Object.keys(sla.lifecycle)).toEqual(lifecycle);
  });
});

describe("where the descriptor is", () => {
  const self = (link: string, baseUrl: string) => ({ baseUrl, links: { self: link } });
  test.for([
    ["its own word", self("https://a.example.com/d.json", "https://a.example.com"), "/d.json"],
    ["a template's", self("{{localBaseUrl}}/d.json", "{{localBaseUrl}}"), "/d.json"],
    ["elsewhere", self("https://b.example.com/d.json", "https://a.example.com"), USUAL],
    ["nowhere", {}, USUAL],
  ] as const)("by %s", ([, said, path]) => {
    const { addon, operations } = written({ descriptor: said }).contract;
    expect(addon.descriptor).toBe(path);
    expect(operations.probes[0]?.path).toBe(path);
  });
});

test("a command is written as it is, whatever stands in it", () => {
  for (const command of ['sh -c "node app.js, {a: 1}" # x', "./start", "true", "node [a]: b"])
    expect(written({ command }).contract.operations.run?.command).toBe(command);
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
    links: fc.record({ self: text }),
  });
  fc.assert(
    fc.property(fc.oneof(any, fc.jsonValue()), text, text, (descriptor, path, command) => {
      const found = { descriptorPath: path, healthPath: path, baseUrl: path, command };
      expect(written({ descriptor, ...found }).kind).toBe("contract");
    }),
  );
});
