import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fakeTerminal } from "./fake-terminal.ts";
import { run } from "./run.ts";

const file = new URL("testdata/good.yaml", import.meta.url);
const good = readFileSync(file, "utf8");

/** Eight mistakes of eight kinds, planted into a good contract. */
const planted: readonly (readonly [string, string])[] = [
  ["host: connect", "host: conect"],
  ["timeZone: Europe/Paris", "timeZone: Europe/Pairs"],
  ["effectiveFrom: 2026-01-01", "effectiveFrom: 2026-02-30"],
  ["period: month", "peroid: month"],
  ["target: 99%", "target: 99"],
  ["ui: { median: 100ms", "ui: { median: 100"],
  ["every: 10s", "every: soon"],
  ["tenantSkew: zipf 1.1", "tenantSkew: zpif"],
];
const bad = planted.reduce((text, [right, wrong]) => {
  expect(text).toContain(right);
  return text.replace(right, wrong);
}, good);

async function check(line: string, files: Record<string, string>) {
  const terminal = fakeTerminal({ files });
  const exit = await run(["check", ...line.split(" ")], terminal, () => Promise.reject());
  return { exit, ...terminal.said };
}

test("a good contract has no problems", async () => {
  expect(await check("a.yaml", { "a.yaml": good })).toEqual({
    exit: 0,
    out: expect.stringMatching(/^a\.yaml: no problems\.\n\nWhat Plimsoll does not act on yet/),
    err: "",
  });
});

describe("a contract with eight planted mistakes", () => {
  test("has all eight named where they stand", async () => {
    const { exit, out } = await check("a.yaml --json", { "a.yaml": bad });
    const { ok, problems } = JSON.parse(out);
    expect({ exit, ok }).toEqual({ exit: 1, ok: false });
    const lines = bad.split("\n");
    for (const [, wrong] of planted) {
      const line = lines.findIndex((text) => text.includes(wrong)) + 1;
      expect(
        problems.map((one: { line: number }) => one.line),
        wrong,
      ).toContain(line);
    }
    expect(problems.length).toBeGreaterThanOrEqual(8);
  });

  test("is shown to a person with the place, the line and what to write", async () => {
    const { out } = await check("a.yaml", { "a.yaml": bad });
    expect(out).toContain(
      `a.yaml:7:9: error: "conect" is none of connect, forge-remote, plain. [shape.wrong-value]
  7 |   host: conect
    |         ^^^^^^ addon.host
    = Did you mean connect?
`,
    );
    expect(out).toMatch(/\n\d+ errors.* in a\.yaml\.\n$/);
  });
});

test("a program gets these fields and no others", async () => {
  const { out } = await check("a.yaml --json", { "a.yaml": bad });
  const document = JSON.parse(out);
  expect(Object.keys(document)).toEqual(["ok", "problems", "notes"]);
  for (const problem of document.problems)
    expect(Object.keys(problem)).toEqual([
      "severity",
      "rule",
      "line",
      "column",
      "path",
      "message",
      "hint",
    ]);
});

test("of several files each problem names its own, and one bad file is enough", async () => {
  const { exit, out } = await check("a.yaml b.yaml --json", { "a.yaml": good, "b.yaml": "[]" });
  expect(exit).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ ok: false, problems: [{ file: "b.yaml", line: 1 }] });
});

test("warnings are told, and do not make a contract bad", async () => {
  const risky = good.replace("rto: 4h", "rto: 8h");
  const { exit, out } = await check("a.yaml", { "a.yaml": risky });
  expect(exit).toBe(0);
  expect(out).toMatch(/: warning: .*\n\n\d+ warnings? in a\.yaml\.\n/s);
});

describe("what Plimsoll does not act on yet", () => {
  test("is said of the parts that the contract has, and is no problem", async () => {
    const { exit, out } = await check("a.yaml", { "a.yaml": good });
    expect(exit).toBe(0);
    expect(out).toMatch(/ {2}operations\.emergency +only checked; nobody is called/);
    expect(out).not.toContain("operations.scaling");
  });

  test("is told to a program with its place", async () => {
    const { out } = await check("a.yaml --json", { "a.yaml": good });
    const { notes } = JSON.parse(out);
    expect(notes.at(-1)).toEqual({
      path: "operations.emergency",
      says: "only checked; nobody is called, and nothing tries the contact yet",
      line: good.split("\n").findIndex((line) => line.startsWith("  emergency:")) + 1,
      column: 3,
    });
  });
});

describe("no text is too bad to be answered", () => {
  test.for([
    ["nothing", ""],
    ["a list", "- plimsoll: 1"],
    ["broken YAML", 'a: b\n c: d\n\te: "x'],
    ["ten megabytes", "a: [".repeat(2_500_000)],
    ["control characters", "plimsoll: \u0000\u001b[2J"],
  ] as const)("%s", async ([, text]) => {
    const { exit, out, err } = await check("a.yaml", { "a.yaml": text });
    expect({ exit, err }).toEqual({ exit: 1, err: "" });
    expect(out).toMatch(/^a\.yaml:\d+:\d+: error: /);
    expect(out).not.toContain("\u001b");
  });

  test("a file that is not there is wrong use", async () => {
    const { exit, err } = await check("none.yaml", {});
    expect(exit).toBe(2);
    expect(err).toMatch(/^error: none\.yaml cannot be read: there is no such file\./);
  });
});
