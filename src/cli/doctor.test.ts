import { expect, test } from "vitest";
import type { Examination, Finding } from "../core/store/index.ts";
import { fakeTerminal } from "./fake-terminal.ts";
import type { CliDeps } from "./ports.ts";
import { run } from "./run.ts";

const parts = {
  counts: 1e6,
  detail: 2e6,
  total: 0,
  ledger: 5e4,
  vault: 0,
  intake: 0,
  other: 1e4,
  free: 0,
};
const blocks: Finding = { check: "blocks", state: "ok", message: "9 blocks.", hint: "" };
const whole: Examination = {
  store: "SQLite, x.db",
  findings: [blocks],
  sizeBytes: 3.1e6,
  parts,
  disk: { availableBytes: 80e9, sizeBytes: 100e9 },
  forecast: { growthPerDay: 12e6, lossPerDay: 9e6, seenDays: 6.6, fullInDays: 400.5 },
};

async function ask(found: Examination, line = "doctor") {
  const terminal = fakeTerminal({});
  const asked: unknown[] = [];
  const deps = async () =>
    ({
      examine: async (place: unknown) => {
        asked.push(place);
        return found;
      },
    }) as Partial<CliDeps> as CliDeps;
  const code = await run(line.split(" "), terminal, deps);
  return { code, out: terminal.said.out, asked };
}

test("a store that is whole", async () => {
  const { code, out, asked } = await ask(whole, "doctor --data /d");
  expect(code).toBe(0);
  expect(asked).toEqual([{ dataFolder: "/d" }]);
  expect(out).toBe(
    `SQLite, x.db
  ✓ blocks  9 blocks.
  ✓ disk    80 GB of 100 GB are left. At the rate of the last 7 days it grows by 12 MB a day. The disk is full in 400 days.
  Size: 3.1 MB, counts 1.0 MB, detail 2.0 MB, ledger 50 kB, other 10 kB.
`,
  );
});

test("damage is 70, what should be done is 1, and each says what to do", async () => {
  const damage: Finding = {
    check: "blocks",
    state: "damage",
    message: "1 block cannot be read:\n\u001b[31mevil",
    hint: "Restore it.",
  };
  const found = await ask({ ...whole, findings: [damage] });
  expect(found.code).toBe(70);
  expect(found.out).toMatch(
    / {2}✗ blocks {2}1 block cannot be read:\n {12}.*evil\n {12}→ Restore it\./,
  );
  expect(found.out).not.toContain("\u001b[31m");
  expect((await ask({ ...whole, findings: [{ ...damage, state: "warning" }] })).code).toBe(1);
});

test.for([
  [{ fullInDays: 13.9 }, {}, 1, /The disk is full in 13 days\.\n\s+→ Free some space/],
  [{ fullInDays: null }, { availableBytes: 1e6 }, 1, /! disk .*1\.0 MB of 100 GB are left/],
  [{ growthPerDay: null, fullInDays: null }, {}, 0, /known once Plimsoll has run for a day/],
] as const)("the disk, with %o and %o", async ([forecast, disk, expected, words]) => {
  const { code, out } = await ask({
    ...whole,
    forecast: { ...whole.forecast, ...forecast },
    disk: { ...whole.disk!, ...disk },
  });
  expect(code).toBe(expected);
  expect(out).toMatch(words);
});

test("another machine's disk, and parts that cannot be read", async () => {
  const { code, out } = await ask({ ...whole, disk: null, parts: null });
  expect(code).toBe(0);
  expect(out).toMatch(/another machine's to see/);
  expect(out).toMatch(/Size: 3\.1 MB\.\n/);
});

test("as JSON", async () => {
  const { out } = await ask(whole, "doctor --json");
  expect(JSON.parse(out)).toMatchObject({
    ok: true,
    findings: [blocks, { check: "disk", state: "ok" }],
    parts,
    forecast: { fullInDays: 400.5 },
  });
});
