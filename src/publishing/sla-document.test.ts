import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { slaHash } from "../core/contract/index.ts";
import { slaDocument } from "./sla-document.ts";
import { type SlaDocument, slaJsonSchema, slaSchema } from "./sla-schema.ts";
import { early, good, missed, young } from "./testdata/addons.ts";
import { coarse, unpromised } from "./testdata/open-addons.ts";
import { PUBLIC_KEY, viewOf } from "./testdata/view.ts";

test.for([
  ["nothing measured", viewOf(young)],
  ["too little", viewOf(early)],
  ["kept", viewOf(good)],
  ["missed", viewOf(missed)],
  ["undecided", viewOf(coarse)],
  ["before the promise", viewOf(unpromised)],
  ["several", viewOf(good, missed)],
  ["none", viewOf()],
] as const)("the document keeps to its schema: %s", ([, view]) => {
  expect(slaSchema([]).parse(slaDocument(view))).toEqual(slaDocument(view));
});

test("each objective carries promise and proof", () => {
  const [uptime, , , p95] = slaDocument(viewOf(missed)).objectives;
  expect(uptime).toMatchObject({
    addon: "com.example.charts",
    id: "uptime",
    indicator: "availability",
    promised: "99.9 %",
    measured: expect.closeTo(0.99732, 4),
    events: 128_412,
    since: "2027-01-01T00:00:12.000Z",
    verdict: "missed",
    formula: "tenant-minutes/3",
    url: "/objectives/uptime",
  });
  expect(p95!.kept).toEqual({ share: 0.9172, most: 0.9172, low: 0.9132, high: 0.9202 });
  expect([uptime, p95].map((one) => [one!.standing, one!.isFinal])).toEqual([
    ["missed", true],
    ["missed so far", false],
  ]);
  expect(p95!.sentence).toMatch(/^Missed so far: 91.72 % of 12,340 page requests/);
});

test("what was not measured is null, never a number", () => {
  for (const { measured, since, verdict } of slaDocument(viewOf(young)).objectives)
    expect({ measured, since, verdict }).toEqual({
      measured: null,
      since: null,
      verdict: "insufficient",
    });
});

test("a range has both its ends, with the cause", () => {
  const [, p95] = slaDocument(viewOf(coarse)).objectives;
  expect(p95).toMatchObject({
    sentence:
      "Not yet proven: between 17 and 100 % of 12,340 page requests were answered within 2 s, promised 95 %. 10,213 page requests are undecided: the sender’s histogram has no bucket boundary at 2 s. Use exponential histograms, or add the boundary 2.",
    measured: 2500,
    range: { low: 1000, high: 2500 },
    kept: { share: 0.1724, most: 1 },
    undecided: { events: 10_213, cause: "buckets" },
    verdict: "insufficient",
  });
});

test("before the promise figures are told, and nothing is judged", () => {
  const { addons, objectives } = slaDocument(viewOf(unpromised));
  expect(addons[0]).toMatchObject({ phase: "before-promise", effectiveFrom: "2027-02-01" });
  for (const { standing, verdict, isFinal, budget, sentence } of objectives) {
    expect([standing, verdict, isFinal, budget]).toEqual([
      "not yet promised",
      "insufficient",
      false,
      null,
    ]);
    expect(sentence).toMatch(/^Before the promise: .*; promised from 1 February 2027: /);
  }
});

test("the promise is in it as it was written, and nothing of the operations", () => {
  const document = slaDocument(viewOf(good));
  expect(document.addons[0]!.sla).toMatchObject({ uptime: { target: "99.9%" } });
  expect(JSON.stringify(document)).not.toMatch(/never shown|secret-customer/);
});

test("the key that signs the ledger is named, so that a stranger can check an export", () => {
  expect(slaDocument(viewOf(good)).publicKey).toBe(PUBLIC_KEY);
});

test("the document of one add-on leaves the others out", () => {
  const view = viewOf(good, missed);
  const document = slaDocument(view, [missed]);
  expect(document.addons.map(({ key }) => key)).toEqual(["com.example.charts"]);
  expect(document.objectives[0]!.url).toBe("/com.example.charts/objectives/uptime");
});

describe("the published schema", () => {
  test("is JSON Schema 2020-12 and names every member", () => {
    const schema = slaJsonSchema([]) as Record<string, unknown>;
    expect(schema.$schema).toContain("2020-12");
    expect(Object.keys(schema.properties as object)).toEqual(
      Object.keys(slaDocument(viewOf(good))),
    );
  });
});

describe("docs/sla-json.md", () => {
  const sections = ["maintenance", "promiseChanges"].map((key) => ({
    key,
    schema: z.array(z.looseObject({})),
    shown: () => [],
  }));
  const root = new URL("../../", import.meta.url);
  const manual = readFileSync(new URL("docs/sla-json.md", root), "utf8");
  const block = (language: string) =>
    new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(manual)![1]!;

  test("shows a document that keeps to the schema", () => {
    const shown = slaSchema(sections).parse(JSON.parse(block("json")));
    const [{ sla, hash }] = shown.addons as [SlaDocument["addons"][number]];
    expect(hash).toBe(slaHash({ text: "", json: sla }));
    expect(Object.keys(shown.objectives[0]!)).toEqual(
      Object.keys(slaDocument(viewOf(good)).objectives[0]!),
    );
  });

  test("explains every member", () => {
    const { addons, objectives } = slaDocument(viewOf(good));
    for (const member of Object.keys({ ...addons[0], ...objectives[0] }))
      expect(manual, member).toContain(`\`${member}\``);
  });

  test("shows how to check the hash, and it can be checked so", () => {
    const script = /node -e '([\s\S]*?)'\n/.exec(block("sh"))![1]!;
    const document = JSON.stringify(slaDocument(viewOf(good)));
    const said = execFileSync(process.execPath, ["-e", script], { cwd: root, input: document });
    expect(String(said)).toBe("true\n");
  });
});
