import { PlimsollError } from "../core/errors/index.ts";
import { durationWords } from "../core/format/index.ts";
import { MINUTE_MS } from "../core/time/index.ts";
import { type ClockKind, supportClock } from "../support/index.ts";
import type { Call, Command } from "./command.ts";
import { isFit, readContracts, tellProblems } from "./read-contracts.ts";
import { contractOperand } from "./test-words.ts";

const LEVELS = ["L1", "L2", "L3", "L4"] as const;
const CLOCKS = ["response", "resolution"] as const;

const options = [
  { flags: "--level LEVEL", about: "L1, L2, L3 or L4" },
  { flags: "--clock CLOCK", about: "response or resolution" },
  { flags: "--from MOMENT", about: "when it began to run: 2027-01-17T09:30:00Z" },
  {
    flags: "--pause START/END",
    about: "a time in which it stood still, such as one of waiting for the customer",
    repeats: true,
  },
] as const;

export const clockDue: Command = {
  about:
    "Says by when support must have answered or resolved, as the contract promises it: by its hours, holidays and zone, " +
    "or around the clock, without the times in which the clock was paused.",
  operands: [contractOperand],
  options: [...options],
  examples: [
    {
      line: "plimsoll clock due plimsoll.yaml --level L2 --clock response --from 2027-01-15T15:30:00Z",
      about: "A question on Friday afternoon",
    },
  ],
  json: `{ "ok": true, "due": "2027-01-18T11:30:00.000Z", "level": "L2", "clock": "response", "promisedMinutes": 240 }`,
  async perform(call: Call) {
    const asked = await askedOf(call);
    if (typeof asked === "number") return asked;
    const { clock, fromMs, pauses, level, kind } = asked;
    const dueMs = clock.time.dueMs(fromMs, clock.promisedMs, pauses);
    if (dueMs === null) throw new PlimsollError("usage", "The support hours never come.");
    const due = new Date(dueMs).toISOString();
    call.answer(
      { ok: true, due, level, clock: kind, promisedMinutes: clock.promisedMs / MINUTE_MS },
      `${due} (${local(dueMs, clock.zone)}).\n`,
    );
    return 0;
  },
};

export const clockElapsed: Command = {
  about:
    "Says how much of a support clock has gone by between two moments: only the hours that count, without pauses.",
  operands: [contractOperand],
  options: [...options, { flags: "--to MOMENT", about: "until when" }],
  examples: [
    {
      line: "plimsoll clock elapsed plimsoll.yaml --level L2 --clock response --from 2027-01-15T15:30:00Z --to 2027-01-18T09:00:00Z",
      about: "From Friday to Monday",
    },
  ],
  json: `{ "ok": true, "elapsedMinutes": 90, "elapsedMs": 5400000, "isBreached": false, "level": "L2", "clock": "response", "promisedMinutes": 240 }`,
  async perform(call: Call) {
    const asked = await askedOf(call);
    if (typeof asked === "number") return asked;
    const { clock, fromMs, pauses, level, kind } = asked;
    const toMs = momentOf(call, "to");
    if (toMs < fromMs) throw new PlimsollError("usage", "--to lies before --from.");
    const elapsedMs = clock.time.elapsedMs(fromMs, toMs, pauses);
    const isBreached = elapsedMs > clock.promisedMs;
    const promisedMinutes = clock.promisedMs / MINUTE_MS;
    call.answer(
      {
        ok: true,
        elapsedMinutes: elapsedMs / MINUTE_MS,
        elapsedMs,
        isBreached,
        level,
        clock: kind,
        promisedMinutes,
      },
      `${durationWords(elapsedMs)} of ${durationWords(clock.promisedMs)}${isBreached ? ": too late" : ""}.\n`,
    );
    return 0;
  },
};

/** What both ask; a number: the exit code of a contract that cannot be used. */
async function askedOf(call: Call) {
  const level = choice(call, "level", LEVELS);
  const kind: ClockKind = choice(call, "clock", CLOCKS);
  const fromMs = momentOf(call, "from");
  const pauses = call.options("pause").map(pauseOf);
  const [read] = await readContracts(call.operands, call.terminal);
  if (read === undefined || !isFit(read))
    return tellProblems(call, [read!], "Nothing was computed.");
  const { support } = read.contract.sla;
  const { holidays } = await call.deps();
  const closed =
    support?.holidays == null ? () => new Set<string>() : await holidays(support.holidays);
  const clock = supportClock(read.contract, level, kind, closed);
  if (clock === null)
    throw new PlimsollError("usage", `The contract promises no ${kind} for ${level}.`, {
      hint: "See sla.support.levels.",
    });
  return { clock, fromMs, pauses, level, kind };
}

function choice<const Choice extends string>(
  call: Call,
  name: string,
  choices: readonly Choice[],
): Choice {
  const given = call.option(name);
  const found = choices.find((one) => one.toLowerCase() === given?.toLowerCase());
  if (found !== undefined) return found;
  throw new PlimsollError(
    "usage",
    given === undefined ? `--${name} was not given.` : `There is no ${name} ${given}.`,
    { hint: `Write one of ${choices.join(", ")}.` },
  );
}

function momentOf(call: Call, name: string): number {
  const given = call.option(name);
  if (given === undefined)
    throw new PlimsollError("usage", `--${name} was not given.`, { hint: HINT });
  return instantOf(given, `--${name}`);
}

const HINT = "Write a moment with its offset: 2027-01-17T09:30:00Z.";

function instantOf(text: string, name: string): number {
  try {
    return Temporal.Instant.from(text.trim()).epochMilliseconds;
  } catch {
    throw new PlimsollError("usage", `${name} ${text} is no moment.`, { hint: HINT });
  }
}

function pauseOf(text: string) {
  const [start, end, ...more] = text.split("/");
  const hint = "Write START/END: 2027-01-17T09:30:00Z/2027-01-18T08:00:00Z.";
  if (start === undefined || end === undefined || more.length > 0)
    throw new PlimsollError("usage", `--pause ${text} is no time from one moment to another.`, {
      hint,
    });
  const pause = { startMs: instantOf(start, "--pause"), endMs: instantOf(end, "--pause") };
  if (pause.startMs <= pause.endMs) return pause;
  throw new PlimsollError("usage", `--pause ${text} ends before it begins.`, { hint });
}

const local = (ms: number, zone: string): string =>
  `${new Intl.DateTimeFormat("en-GB", { timeZone: zone, weekday: "short", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" }).format(ms)} ${zone}`;
