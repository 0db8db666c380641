import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chain, genesis } from "../../core/ledger/index.ts";
import { emptySketch } from "../../core/measurement/index.ts";
import { judgeRun } from "../judging/index.ts";
import type { Phase } from "../model/index.ts";
import { decodeRun } from "./decode-run.ts";
import { encodeRun } from "./encode-run.ts";
import { planHash } from "./plan-hash.ts";
import { runEntry } from "./run-entry.ts";
import { runRecord } from "./testdata/arbitraries.ts";
import { sampleRecord } from "./testdata/sample-run.ts";

const sample = sampleRecord("spike");
const text = encodeRun(sample);

/** The text of a record after something was done to its document. */
function changed(change: (document: ReturnType<typeof JSON.parse>) => void): string {
  const document = JSON.parse(text);
  change(document);
  return JSON.stringify(document);
}

const windowsOf = ({ windows }: Phase) => windows;

function problemsOf(file: string): readonly string[] {
  const reading = decodeRun(file);
  return reading.kind === "refused" ? reading.problems : [];
}

describe("a run record", () => {
  test("comes back as it was written, sketches and all", () => {
    expect(decodeRun(text)).toEqual({ kind: "record", record: sample });
  });

  test("comes back whatever a run may hold", () => {
    fc.assert(
      fc.property(runRecord, (record) => {
        expect(decodeRun(encodeRun(record))).toEqual({ kind: "record", record });
      }),
      { numRuns: 40 },
    );
  });

  test("is the same text for the same record, in whichever order its fields were made", () => {
    const { judgement, run } = sample;
    const { plan, ...rest } = run;
    const turned = { run: { ...rest, plan }, judgement: { ...judgement } };
    expect(encodeRun(turned)).toBe(text);
  });

  test("of an interrupted run says so", () => {
    const cut = { ...sample, run: { ...sample.run, interrupted: true } };
    expect(JSON.parse(encodeRun(cut)).run.interrupted).toBe(true);
  });

  test("without the times of failures is one in which they were not kept", () => {
    const older = changed(({ run }) => {
      for (const { streams } of [...run.phases, ...run.phases.flatMap(windowsOf)])
        for (const one of streams) delete one.failures;
    });
    const reading = decodeRun(older);
    if (reading.kind === "refused") throw new Error(reading.problems.join());
    for (const { failures } of reading.record.run.phases.flatMap(({ streams }) => streams))
      expect(failures).toEqual(emptySketch);
  });

  test("that says over which sockets its requests went is read without them", () => {
    const older = changed(({ run }) => (run.phases[0]!.rig.sockets = "io_uring"));
    expect(decodeRun(older)).toEqual(decodeRun(encodeRun(sample)));
  });

  test("with seven sketches for ranges of durations has all of them in one", () => {
    const ranges =
      "AQcBCgAK8WjjiLX45D7xaOOItfjkPqcIAQEBCgAeaR1VTRB1/z5pHVVNEHX/PsEHAQEBCgCgnAF7FK5H4XqUP3sUrkfhepQ/6QIBAQEKAKDCHgAAAAAAAOA/AAAAAAAA4D9BAQEBCgDAzyQzMzMzMzPjPzMzMzMzM+M/LwEBAQoAgK3iBAAAAAAAACRAAAAAAAAAJEDUAQEBAQoAgKjWuQcAAAAAAECfQAAAAAAAQJ9AvAUBAZ0JnD0=";
    const older = changed(({ run }) => (run.phases[0]!.tally.lag = ranges));
    const reading = decodeRun(older);
    if (reading.kind === "refused") throw new Error(reading.problems.join());
    expect(reading.record.run.phases[0]!.tally.lag).toMatchObject({
      count: 7,
      min: 1e-5,
      max: 2000,
    });
  });

  test("of the version before is read: nothing was sent again, and a recovery is as it was judged", () => {
    const older = (recoveredAfterMs: number | null) =>
      changed((document) => {
        document.format = "plimsoll-run/1";
        for (const { tally } of document.run.phases) delete tally.resent;
        const found = document.judgement.findings.find(
          ({ kind }: { kind: string }) => kind === "recovery",
        );
        delete found.verdict;
        delete found.keptForMs;
        found.recoveredAfterMs = recoveredAfterMs;
      });
    for (const [ms, verdict] of [
      [21_000, "recovered"],
      [null, "not-recovered"],
    ] as const) {
      const reading = decodeRun(older(ms));
      if (reading.kind === "refused") throw new Error(reading.problems.join());
      expect(reading.record.run).toEqual(sample.run);
      expect(reading.record.judgement.findings).toContainEqual(
        expect.objectContaining({ kind: "recovery", verdict, keptForMs: null }),
      );
    }
    expect(decodeRun('{"format":"plimsoll-run/1"}').kind).toBe("refused");
  });

  test("judged again comes to the same", () => {
    const reading = decodeRun(text);
    if (reading.kind === "refused") throw new Error(reading.problems.join());
    const again = judgeRun(reading.record.run);
    expect(again).toEqual(judgeRun(sample.run));
    expect(again.outcomes.length).toBeGreaterThan(4);
  });

  test("may have fields that a later version adds", () => {
    expect(decodeRun(changed((document) => (document.run.weather = "fair")))).toEqual({
      kind: "record",
      record: sample,
    });
  });
});

describe("what is no run record is refused and says why", () => {
  test.for<[string, string, string]>([
    ["nothing at all", "", "It is not JSON: the file is damaged or cut off."],
    [
      "half a file",
      text.slice(0, text.length / 2),
      "It is not JSON: the file is damaged or cut off.",
    ],
    [
      "another kind of JSON",
      "[1,2]",
      'format: It is no run record: "plimsoll-run/2" is not its format.',
    ],
    ["null", "null", 'format: It is no run record: "plimsoll-run/2" is not its format.'],
    [
      "a later version",
      '{"format":"plimsoll-run/3"}',
      'format: It is a run record of another version; this one reads "plimsoll-run/2" and "plimsoll-run/1".',
    ],
    [
      "a changed plan",
      changed((document) => (document.run.plan.durationMs = 1)),
      "run.planHash: The plan is not the one with this hash; one of them was changed.",
    ],
    [
      "a changed hash",
      changed((document) => (document.run.planHash = "0".repeat(64))),
      "run.planHash: The plan is not the one with this hash; one of them was changed.",
    ],
  ])("%s", ([, file, problem]) => {
    expect(problemsOf(file)).toEqual([problem]);
  });

  test.for<[string, (document: ReturnType<typeof JSON.parse>) => void, RegExp]>([
    [
      "a sketch with one wrong letter",
      ({ run }) => {
        const { streams } = run.phases[0];
        streams[0].response = `${streams[0].response.slice(0, 20)}AAAA${streams[0].response.slice(24)}`;
      },
      /^run\.phases\[0\]\.streams\[0\]\.response: .*checksum/,
    ],
    [
      "a count below zero",
      ({ run }) => (run.phases[0].streams[0].events = -1),
      /^run\.phases\[0\]\.streams\[0\]\.events: /,
    ],
    [
      "a verdict of its own",
      ({ judgement }) => (judgement.verdict = "great"),
      /^judgement\.verdict: /,
    ],
    ["no phases", ({ run }) => delete run.phases, /^run\.phases: /],
  ])("%s, with its place", ([, change, problem]) => {
    expect(problemsOf(changed(change))[0]).toMatch(problem);
  });

  test("of many problems the first twenty are told", () => {
    const file = changed(({ run }) => {
      for (const sample of run.resources) sample.atMs = "late";
    });
    expect(problemsOf(file)).toHaveLength(20);
  });

  test("text far beyond the size of a record is not even parsed", () => {
    expect(problemsOf(" ".repeat(2 ** 27 + 1))[0]).toMatch(/134217729 characters/);
  });

  test("any JSON, and any cut or smear of a record, gives an answer and never an exception", () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (file) => {
        expect(decodeRun(file).kind).toBe("refused");
      }),
    );
    fc.assert(
      fc.property(
        fc.nat({ max: text.length - 1 }),
        fc.string({ minLength: 1, maxLength: 3 }),
        (at, smear) => {
          const { kind } = decodeRun(text.slice(0, at) + smear + text.slice(at + smear.length));
          expect(["record", "refused"]).toContain(kind);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe("no secret is in a record", () => {
  const secret = "s3cr3t-of-the-tenant";

  test("what only a tenant of the test knows is left out, wherever it was planted", () => {
    expect(encodeRun(planted(sample, secret))).not.toContain(secret);
  });

  test("credentials that a person wrote into a scenario or an address are withheld", () => {
    const { plan } = sample.run;
    const [scenario] = plan.workload.scenarios;
    const [step] = scenario!.steps;
    const headers = [
      ["Authorization", `Bearer ${secret}`],
      ["x-api-key", secret],
      ["Cookie", `session=${secret}`],
      ["x-csrf-token", "{csrf}"],
    ] as const;
    const scenarios = [{ ...scenario!, steps: [{ ...step!, headers }] }];
    const told = {
      ...plan,
      target: { kind: "live", baseUrl: `https://me:${secret}@addon.example.com` },
      workload: { ...plan.workload, scenarios },
    } as const;
    const file = encodeRun({
      ...sample,
      run: { ...sample.run, plan: told, planHash: planHash(told) },
    });
    expect(file).not.toContain(secret);
    expect(file).toContain('["x-csrf-token","{csrf}"]');
    expect(file).toContain('"https://addon.example.com"');
    expect(decodeRun(file).kind).toBe("record");
  });
});

/** The same record with a secret as one more field of every object in it. */
function planted<T>(value: T, secret: string): T {
  if (Array.isArray(value)) return value.map((item) => planted(item, secret)) as T;
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).map(([key, field]) =>
    // Counts by fault have any key; who counts decides what they are.
    [key, key === "errors" ? field : planted(field, secret)],
  );
  return { ...Object.fromEntries(fields), sharedSecret: secret };
}

describe("the plan's hash", () => {
  test("is the same for the same plan and another for another seed", () => {
    const { plan } = sample.run;
    expect(planHash({ ...plan })).toBe(planHash(plan));
    expect(planHash({ ...plan, seed: 43 })).not.toBe(planHash(plan));
  });
});

describe("the ledger's entry", () => {
  const entry = runEntry(sample, text, Date.UTC(2027, 0, 16, 9, 36));

  test("says what was judged, by what, and which record proves it", () => {
    expect(entry).toMatchObject({
      addon: "com.example.roadmaps",
      subject: "run/2027-01-16-spike-1",
      type: "run.judged",
      data: {
        kind: "spike",
        verdict: "missed",
        planHash: sample.run.planHash,
        release: "2.4.1",
        startedAt: "2027-01-16T09:30:00.000Z",
      },
    });
    expect(entry.data.recordSha256).toMatch(/^[\da-f]{64}$/);
    expect((entry.data.objectives as { id: string }[]).map(({ id }) => id)).toEqual([
      "ui.median",
      "ui.p95",
      "service.p95",
      "webhook",
    ]);
  });

  test("is one that the ledger takes", () => {
    expect(chain(genesis, [entry], () => 0)).toHaveLength(1);
  });
});
