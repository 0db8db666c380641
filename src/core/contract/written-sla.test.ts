import { expect, test } from "vitest";
import { CONTRACT } from "./testdata/written-contract.ts";
import { slaHash, writtenSla } from "./written-sla.ts";

test("the section is cut out exactly as written, comments and order included", () => {
  const { text } = writtenSla(CONTRACT);
  expect(text.startsWith("sla:\n  effectiveFrom: 2027-01-01\n  period: month    ")).toBe(true);
  expect(text).toContain("# Answered by people, not by robots.");
  expect(text.endsWith("    hours: Mon-Fri 09:00-17:00\n")).toBe(true);
  expect(CONTRACT).toContain(text);
});

test("operations stay with the vendor", () => {
  const { text, json } = writtenSla(CONTRACT);
  expect(text + JSON.stringify(json)).not.toMatch(/operations|secret/);
});

test("units stay as they were written", () => {
  expect(writtenSla(CONTRACT).json).toMatchObject({
    effectiveFrom: "2027-01-01",
    uptime: { target: "99.9%" },
    recovery: { rto: "8h" },
  });
});

test("an older version of YAML makes no other values of them", () => {
  expect(writtenSla(`%YAML 1.1\n---\n${CONTRACT}`)).toEqual(writtenSla(CONTRACT));
});

test("the hash depends on what is promised, not on how it is laid out", () => {
  const spaced = CONTRACT.replace("{ target: 99.9%,", "{   target:   99.9%,");
  const weaker = CONTRACT.replace("target: 99.9%", "target: 99.8%");
  expect(slaHash(writtenSla(spaced))).toBe(slaHash(writtenSla(CONTRACT)));
  expect(slaHash(writtenSla(weaker))).not.toBe(slaHash(writtenSla(CONTRACT)));
  expect(slaHash(writtenSla(CONTRACT))).toMatch(/^sha256:[0-9a-f]{64}$/);
});

test("a text without the section has none", () => {
  expect(writtenSla("plimsoll: 1\n")).toEqual({ text: "", json: {} });
});
