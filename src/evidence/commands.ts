import * as z from "zod";
import { plural } from "../core/format/index.ts";
import type { Command } from "../engine/index.ts";
import { type JudgedRun, judgedRuns, runJudged, writeEntry } from "../entries/index.ts";

interface Record {
  readonly tested: string;
  readonly run: JudgedRun;
}

export const recordRun: Command<Record> = {
  name: "run record",
  about:
    "Records a performance test that was judged; the hash of its record tells the record from others.",
  scope: "operate",
  isForPrograms: true,
  input: z.object({
    tested: z.string().min(1).meta({ description: "Key of the add-on that was tested." }),
    run: runJudged.schema.meta({ description: "What was judged, and how." }),
  }),
  examples: [
    { line: "plimsoll test load plimsoll.yaml --data .plimsoll", about: "Tests, and records it" },
  ],
  addonOf: ({ tested }) => tested,
  decide(known, { run }, { addon, nowMs, by }) {
    const isRecorded = known.state(judgedRuns, addon).some(({ id }) => id === run.id);
    const entry = () => writeEntry(runJudged, run, { addon, atMs: nowMs, by });
    return {
      kind: "decided",
      entries: isRecorded ? [] : [entry()],
      expected: { [runJudged.subjectOf(run)]: isRecorded ? 1 : 0 },
    };
  },
  say: (_, { input: { run } }) => `Recorded the ${run.kind} test ${run.id}: ${run.verdict}.`,
};

interface Person {
  readonly person: string;
  readonly yes: boolean;
}

const pieces = (count: number): string => plural(count, "piece");

export const erasePerson: Command<Person> = {
  name: "person erase",
  about: "Forgets for good what the vault keeps about a person; the ledger stays verifiable.",
  scope: "admin",
  isForPrograms: true,
  input: z.object({
    person: z.string().min(1).meta({ description: "The person's id." }),
    yes: z
      .boolean()
      .default(false)
      .meta({ description: "That it shall be done: it cannot be undone." }),
  }),
  operands: ["person"],
  examples: [{ line: "plimsoll erase person-7 --yes", about: "Forgets this person" }],
  // The vault is one for all add-ons.
  addonOf: () => "",
  decide(_, { person, yes }, __, kept) {
    const erased = kept.about(person);
    if (erased.length === 0 || yes) return { kind: "decided", entries: [], expected: {}, erased };
    return {
      kind: "refused",
      code: "unconfirmed",
      message: `${pieces(erased.length)} about ${person} would be erased for good.`,
      hint: "Say yes to do it.",
    };
  },
  say: (_, { input: { person }, erased }) =>
    erased === 0 ? `Nothing is kept about ${person}.` : `Erased ${pieces(erased)} about ${person}.`,
  details: {
    example: `"person": "person-7", "erased": 3`,
    of: (_, { input: { person }, erased }) => ({ person, erased }),
  },
};
