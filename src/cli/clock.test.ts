import { expect, test } from "vitest";
import { publicHolidays } from "../adapters/holidays/index.ts";
import { exemplary } from "../core/contract/testdata/exemplary.ts";
import { fakeTerminal } from "./fake-terminal.ts";
import type { CliDeps } from "./ports.ts";
import { run } from "./run.ts";

async function clock(line: string) {
  const terminal = fakeTerminal({ files: { "a.yaml": exemplary } });
  const deps = async () =>
    ({ holidays: async (code: string) => publicHolidays(code) }) as unknown as CliDeps;
  const [verb, ...rest] = line.split(" ");
  const exit = await run(["clock", verb!, "a.yaml", ...rest], terminal, deps);
  return { exit, ...terminal.said };
}

test.each([
  // Hours of Paris; Monday is the next day on which somebody is there.
  ["--level L2 --clock response --from 2026-12-04T15:30:00Z", "2026-12-07T11:30:00.000Z"],
  // French holidays: Christmas Day.
  ["--level L2 --clock response --from 2026-12-24T15:00:00Z", "2026-12-28T11:00:00.000Z"],
  ["--level L2 --clock resolution --from 2026-12-16T15:45:00Z", "2026-12-18T15:45:00.000Z"],
  // Around the clock.
  ["--level L1 --clock response --from 2026-12-05T23:30:00+01:00", "2026-12-05T23:30:00.000Z"],
  [
    "--level l1 --clock resolution --from 2026-12-24T15:00:00Z --pause 2026-12-24T16:00:00Z/2026-12-25T16:00:00Z",
    "2026-12-25T18:00:00.000Z",
  ],
] as const)("clock due %s", async (line, due) => {
  const { exit, out } = await clock(`due ${line} --json`);
  expect(exit).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ ok: true, due });
});

test("clock elapsed says how much has gone by, and whether that was too much", async () => {
  const line = "--level L3 --clock response --from 2026-12-24T15:00:00Z --to 2026-12-29T10:00:00Z";
  const { out } = await clock(`elapsed ${line} --json`);
  expect(JSON.parse(out)).toMatchObject({
    elapsedMinutes: 660,
    isBreached: true,
    promisedMinutes: 480,
  });
  expect((await clock(`elapsed ${line}`)).out).toBe("11 hours of 8 hours: too late.\n");
});

test.each([
  ["due --level L9 --clock response --from 2026-12-04T15:30:00Z", "There is no level L9."],
  ["due --level L1 --from 2026-12-04T15:30:00Z", "--clock was not given."],
  ["due --level L1 --clock response --from yesterday", "--from yesterday is no moment."],
  [
    "due --level L4 --clock resolution --from 2026-12-04T15:30:00Z",
    "The contract promises no resolution for L4.",
  ],
  [
    "due --level L1 --clock response --from 2026-12-04T15:30:00Z --pause nonsense",
    "--pause nonsense is no time",
  ],
  [
    "elapsed --level L1 --clock response --from 2026-12-04T15:30:00Z --to 2026-12-03T15:30:00Z",
    "--to lies before --from.",
  ],
] as const)("clock %s is refused", async (line, message) => {
  const { exit, err } = await clock(line);
  expect(exit).toBe(2);
  expect(err).toContain(message);
});
