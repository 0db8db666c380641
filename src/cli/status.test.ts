import { describe, expect, test } from "vitest";
import { fakeTerminal } from "./fake-terminal.ts";
import { run } from "./run.ts";

const objective = (id: string, verdict: string, measured: number | null) => ({
  addon: "com.example.roadmaps",
  id,
  indicator: "availability",
  promised: "99.9 %",
  promise: { kind: "uptime", target: 0.999, downWhenFailing: 0.05 },
  sentence: `Said of ${id}.`,
  measured,
  unit: "share",
  events: measured === null ? 0 : 100,
  since: null,
  verdict,
  formula: "tenant-minutes/3",
  kept: null,
  needed: null,
  budget: null,
  url: "/",
});

const answering = {
  kind: "answering",
  since: "2027-01-14T09:40:00.000Z",
  checkedAt: "2027-01-16T14:03:10.000Z",
  cause: null,
};
const failing = {
  ...answering,
  kind: "failing",
  since: "2027-01-16T14:00:10.000Z",
  cause: "status 500 instead of 200",
};

const page = (...objectives: ReturnType<typeof objective>[]) => pageNow(answering, ...objectives);

const pageNow = (current: object | null | undefined, ...objectives: object[]) =>
  JSON.stringify({
    format: "plimsoll-sla/1",
    computedAt: "2027-01-16T14:03:22.000Z",
    addons: [
      {
        key: "com.example.roadmaps",
        name: "Roadmaps for Jira",
        period: { name: "2027-01" },
        computedAt: "2027-01-16T14:03:22.000Z",
        current,
        uptime: null,
      },
    ],
    objectives,
  });

async function ask(body: string, line = "status", url = "http://127.0.0.1:7300/sla.json") {
  const terminal = fakeTerminal({ pages: { [url]: body } });
  const exit = await run(line.split(" "), terminal, () => Promise.reject());
  return { exit, ...terminal.said };
}

const met = objective("uptime", "met", 0.9996);
const missed = objective("ui.p95", "missed", 0.99);
const unsure = objective("webhook", "insufficient", null);

test("says of each promise what the pages say", async () => {
  const { exit, out } = await ask(page(met, missed, unsure));
  expect(exit).toBe(1);
  expect(out).toBe(
    `Roadmaps for Jira, 2027-01, as of 2027-01-16T14:03:22.000Z
  ✓ now      Answering for 2 days; last checked at 14:03:10 UTC.
  ✓ uptime   Said of uptime.
  ✗ ui.p95   Said of ui.p95.
  ? webhook  Said of webhook.
`,
  );
});

describe("says first how the add-on is now", () => {
  test.for([
    [
      "failing, since when and by what",
      failing,
      "✗ now     Failing its checks for 3 min: status 500 instead of 200; last checked at 14:03:10 UTC.",
    ],
    [
      "unknown",
      { ...failing, kind: "unknown", cause: "the machine that checks it has no network" },
      "? now     Nothing known for 3 min: the machine that checks it has no network; last checked at 14:03:10 UTC.",
    ],
    [
      "in maintenance",
      { ...answering, kind: "maintenance", since: "2027-01-16T13:03:22.000Z" },
      "? now     In announced maintenance for 1 h; last checked at 14:03:10 UTC.",
    ],
    ["not checked yet", null, "? now     Nobody has checked yet whether it answers."],
    [
      "of a Plimsoll that does not tell it",
      undefined,
      "? now     Nobody has checked yet whether it answers.",
    ],
    [
      "in words that cannot rule the terminal",
      { ...failing, cause: "\x1b[2J" },
      "✗ now     Failing its checks for 3 min: \uFFFD[2J; last checked at 14:03:10 UTC.",
    ],
  ] as const)("%s; the promises decide the exit code", async ([, current, line]) => {
    const { exit, out } = await ask(pageNow(current, met));
    expect(out.split("\n")[1]).toBe(`  ${line}`);
    expect(exit).toBe(0);
  });
});

describe("the exit code is the verdict over all", () => {
  test.for([
    ["all met", [met, met], 0, "met"],
    ["one missed", [met, unsure, missed], 1, "missed"],
    ["one without evidence", [met, unsure], 3, "insufficient"],
    ["nothing promised", [], 0, "met"],
  ] as const)("%s", async ([, objectives, expected, verdict]) => {
    const { exit, out } = await ask(page(...objectives), "status --json");
    expect(exit).toBe(expected);
    expect(JSON.parse(out)).toEqual({
      ok: expected === 0,
      verdict,
      computedAt: "2027-01-16T14:03:22.000Z",
      addons: [{ key: "com.example.roadmaps", name: "Roadmaps for Jira", current: answering }],
      objectives,
    });
  });
});

test("asks the address that it is given, with or without a slash at its end", async () => {
  const url = "https://status.example.com/plimsoll/sla.json";
  for (const address of [
    "https://status.example.com/plimsoll",
    "https://status.example.com/plimsoll/",
  ])
    expect((await ask(page(met), `status --url ${address}`, url)).exit).toBe(0);
});

test.for([["nothing"], ["<html>"], ["{}"], ["null"], ['{"format":"other/1"}']])(
  "a page that says %j is no promise",
  async ([body]) => {
    const { exit, err } = await ask(body!);
    expect(exit).toBe(2);
    expect(err).toContain("http://127.0.0.1:7300/sla.json is not a promise of Plimsoll.");
  },
);

test("says when nothing answers", async () => {
  const terminal = fakeTerminal();
  expect(await run(["status"], terminal, () => Promise.reject())).toBe(2);
  expect(terminal.said.err).toContain("nothing listens there");
});
