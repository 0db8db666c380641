import { expect, test } from "vitest";
import type { GuideFacts, GuideJudge, Standing } from "../engine/index.ts";
import { knownOf } from "../engine/testdata/known.ts";
import { judgedRuns } from "../entries/index.ts";
import { judgeGuide } from "./judge-guide.ts";
import { kept } from "./standings.ts";
import { account, facts, run, uptime } from "./testdata/facts.ts";

const rowsOf = (given: GuideFacts) => judgeGuide(given, []).rows;
const rowOf = (id: string, given: GuideFacts) => rowsOf(given).find((row) => row.id === id)!;

test("has a row for each of the 44 recommendations, each with evidence or what to do next", () => {
  const rows = rowsOf(facts());
  expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 44 }, (_, at) => `G${at + 1}`));
  for (const { evidence, next } of rows) expect(evidence + next).not.toBe("");
});

test("what is not kept or not proven says what to do next", () => {
  for (const given of [facts(), facts({ objectives: [] }), facts({ publishedAt: null })])
    for (const { id, state, next } of rowsOf(given))
      if (state === "broken" || state === "unproven") expect(next, id).not.toBe("");
});

test.for<[string, string, Standing["state"], GuideFacts]>([
  ["G1", "an uptime that is kept", "kept", facts()],
  ["G1", "one that is missed", "broken", facts({ objectives: [uptime({ verdict: "missed" })] })],
  [
    "G1",
    "one not yet proven",
    "unproven",
    facts({ objectives: [uptime({ verdict: "insufficient" })] }),
  ],
  ["G6", "none", "broken", facts({ objectives: [account({})] })],
  ["G2", "a contract that is published", "kept", facts()],
  ["G2", "one that is written only", "unproven", facts({ publishedAt: null })],
  ["G4", "everything is measured", "kept", facts()],
  ["G4", "something is not", "unproven", facts({ objectives: [uptime(), account({ events: 0 })] })],
  [
    "G4",
    "recovery has no record",
    "unproven",
    facts({
      objectives: [
        uptime(),
        account({ id: "rto", promise: { kind: "recovery", limitMs: 1 }, events: 0 }),
      ],
    }),
  ],
  ["G4", "nothing came today", "unproven", facts({ days: [] })],
  ["G4", "nothing is promised", "broken", facts({ objectives: [] })],
  [
    "G8",
    "one figure of two is missed",
    "broken",
    facts({
      objectives: [
        account({ indicator: "service" }),
        account({ indicator: "service", verdict: "missed" }),
      ],
    }),
  ],
  ["G9", "an RTO is promised, and was never rehearsed", "unproven", facts()],
  ["G9", "none is promised", "broken", facts({ edits: { "sla.recovery": undefined } })],
  ["G12", "no support is promised", "broken", facts({ edits: { "sla.support": undefined } })],
  ["G14", "it is not published", "broken", facts({ publishedAt: null })],
  ["G25", "metrics came today", "kept", facts()],
  ["G42", "hours on five days", "unproven", facts()],
  ["G34", "a free add-on", "not-applicable", facts({ edits: { "addon.payment": "free" } })],
  [
    "G33",
    "a free add-on that promises too short a notice",
    "broken",
    facts({ edits: { "addon.payment": "free", "sla.retirement": { notice: "30d" } } }),
  ],
])("%s: %s", ([id, , state, given]) => {
  expect(rowOf(id, given)).toMatchObject({ id, state });
});

const tested = (...runs: readonly ReturnType<typeof run>[]) =>
  facts({ known: knownOf([judgedRuns, runs]) });

test.for<[string, string, Standing["state"], GuideFacts]>([
  ["G3", "a test kept every promise", "kept", tested(run())],
  ["G3", "it was under another contract", "unproven", tested(run({ contract: "sha256:other" }))],
  [
    "G3",
    "it left a promise open",
    "unproven",
    tested(run({ objectives: [{ id: "uptime", verdict: "met" }] })),
  ],
  [
    "G3",
    "it missed one",
    "broken",
    tested(run({ objectives: [{ id: "uptime", verdict: "missed" }] })),
  ],
  ["G17", "a release was tested", "kept", tested(run())],
  ["G17", "nobody said which", "unproven", tested(run({ release: null }))],
  ["G18", "a load test was kept", "kept", tested(run())],
  ["G18", "the latest was missed", "broken", tested(run({ verdict: "missed" }), run())],
  ["G18", "it was interrupted", "unproven", tested(run({ interrupted: true }))],
  ["G19", "only a load test", "unproven", tested(run())],
  ["G20", "a soak test", "kept", tested(run({ kind: "soak" }))],
  ["G22", "beside a mock host", "kept", tested(run())],
  ["G23", "never against a deployment", "unproven", tested(run())],
  ["G23", "against a deployment", "kept", tested(run({ target: "live" }))],
  ["G24", "one machine was enough", "not-applicable", tested(run())],
])("%s: %s", ([id, , state, given]) => {
  expect(rowOf(id, given)).toMatchObject({ id, state });
});

test("a capability's own judgement stands before what contract and statement tell", () => {
  const own: GuideJudge = { id: "G9", judge: () => kept("Rehearsed.") };
  const { rows } = judgeGuide(facts(), [
    { name: "recovery", commands: [], lists: [], guide: [own] },
  ]);
  expect(rows.find(({ id }) => id === "G9")).toMatchObject({
    state: "kept",
    evidence: "Rehearsed.",
  });
});
