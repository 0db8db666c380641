import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fakeClock, HOUR_MS, MINUTE_MS } from "../time/index.ts";
import { type DiagnosticKind, diagnosticKinds } from "./diagnostic.ts";
import { type DiagnosticLine, diagnostics } from "./diagnostics.ts";

/** Diagnostics on a clock that is moved by hand, with all lines that were written. */
function begin() {
  const clock = fakeClock();
  const lines: DiagnosticLine[] = [];
  const { report, resolve, list } = diagnostics(clock, (line) => lines.push(line));
  return {
    lines,
    list,
    pass: (ms: number) => clock.advance(ms),
    texts: () => lines.map(({ text }) => text),
    fails: (cause: string, subject = "roadmaps") =>
      report({ kind: "addon", subject, cause, message: `${subject} fails: ${cause}.` }),
    answers: (subject = "roadmaps") =>
      resolve(
        "addon",
        subject,
        ({ cause }, lasted) => `${subject} answers again after ${lasted}: ${cause}.`,
      ),
    refuses: (address: string) =>
      report({
        kind: "intake-key",
        subject: address,
        cause: "wrong",
        message: `A wrong key from ${address}.`,
      }),
  };
}

describe("a line is written", () => {
  test("when something begins, and not while it lasts", async () => {
    const { fails, pass, lines } = begin();
    fails("status 500");
    await pass(MINUTE_MS);
    fails("status 500");
    expect(lines).toEqual([
      { atMs: Date.UTC(2027, 0, 1), kind: "problem", text: "roadmaps fails: status 500." },
    ]);
  });

  test("when its cause changes", () => {
    const { fails, texts } = begin();
    fails("status 500");
    fails("no answer");
    expect(texts()).toEqual(["roadmaps fails: status 500.", "roadmaps fails: no answer."]);
  });

  test("when it is over, with how long it lasted, and only once", async () => {
    const { fails, answers, pass, lines } = begin();
    answers();
    fails("status 500");
    await pass(3 * MINUTE_MS);
    answers();
    answers();
    expect(lines.slice(1)).toMatchObject([
      { kind: "recovery", text: "roadmaps answers again after 3 min: status 500." },
    ]);
  });

  test("after six hours again, while it lasts", async () => {
    const { fails, pass, texts } = begin();
    for (let hour = 0; hour <= 13; hour++) {
      fails("status 500");
      await pass(HOUR_MS);
    }
    expect(texts()).toEqual([
      "roadmaps fails: status 500.",
      "roadmaps fails: status 500. It lasts for 6 h now.",
      "roadmaps fails: status 500. It lasts for 12 h now.",
    ]);
  });

  test("for each subject by itself", () => {
    const { fails, texts } = begin();
    fails("status 500");
    fails("status 500", "timesheets");
    expect(texts()).toHaveLength(2);
  });
});

test("what goes up and down is written six times an hour, and then how it stands", async () => {
  const { fails, answers, pass, texts } = begin();
  for (let minute = 0; minute < 50; minute++) {
    if (minute % 2 === 0) fails("status 500");
    else answers();
    await pass(MINUTE_MS);
  }
  expect(texts()).toHaveLength(6);
  expect(texts().at(-1)).toMatch(/No more such lines are written for an hour; the private page/);
  await pass(HOUR_MS);
  answers();
  expect(texts().at(-1)).toBe(
    "roadmaps answers again after 1 min: status 500. Since the last line about it, it changed 43 times.",
  );
});

describe("what strangers bring about", () => {
  test("is over once it is quiet, without a line, and news when it comes again", async () => {
    const { refuses, pass, list, texts } = begin();
    refuses("10.0.0.7");
    await pass(14 * MINUTE_MS);
    refuses("10.0.0.7");
    expect(list()).toMatchObject([{ count: 2, resolvedAtMs: null }]);
    await pass(15 * MINUTE_MS);
    expect(list()).toMatchObject([{ count: 2, resolvedAtMs: Date.UTC(2027, 0, 1, 0, 14) }]);
    refuses("10.0.0.7");
    expect(list()).toMatchObject([{ count: 1, resolvedAtMs: null }]);
    expect(texts()).toHaveLength(2);
  });

  test("is put together beyond fifty, and twenty lines are written of it", () => {
    const { refuses, list, texts } = begin();
    for (let n = 0; n < 10_000; n++) refuses(`10.0.${n >> 8}.${n & 255}`);
    expect(list()).toHaveLength(51);
    expect(list().find(({ subject }) => subject === "")).toMatchObject({ count: 9_950 });
    expect(texts()).toHaveLength(20);
    expect(texts().at(-1)).toMatch(/^A wrong key from 10\.0\.0\.19\. No more such lines/);
  });

  test("makes room for others once it is over", async () => {
    const { refuses, pass, list } = begin();
    for (let n = 0; n < 50; n++) refuses(`10.0.0.${n}`);
    await pass(HOUR_MS);
    refuses("10.9.9.9");
    expect(list()).toMatchObject([{ subject: "10.9.9.9" }]);
  });

  test("is cut where it is long", () => {
    const { refuses, list } = begin();
    refuses("a".repeat(100_000));
    expect(JSON.stringify(list()).length).toBeLessThan(1_500);
  });
});

test("what lasts is listed before what is over, the newest first; for a day", async () => {
  const { fails, answers, pass, list } = begin();
  fails("status 500", "a");
  fails("status 500", "b");
  await pass(MINUTE_MS);
  fails("status 500", "c");
  answers("b");
  expect(list().map(({ subject }) => subject)).toEqual(["c", "a", "b"]);
  await pass(24 * HOUR_MS);
  expect(list().map(({ subject }) => subject)).toEqual(["c", "a"]);
});

describe("whatever happens", () => {
  const event = fc.record({
    kind: fc.constantFrom<DiagnosticKind>("addon", "intake-key", "intake-batch"),
    subject: fc.integer({ min: 0, max: 120 }).map(String),
    cause: fc.constantFrom("a", "b", ""),
    isOver: fc.boolean(),
    waitMs: fc.constantFrom(0, 1, MINUTE_MS, 10 * MINUTE_MS),
  });
  const events = fc.array(event, { maxLength: 400 });

  test("lines an hour and rows stay within their bounds, and the last line says how it stands", async () => {
    await fc.assert(
      fc.asyncProperty(events, async (seen) => {
        const clock = fakeClock();
        const written: { at: number; key: string; kind: string; text: string }[] = [];
        let key = "";
        const { report, resolve, list } = diagnostics(clock, ({ kind, text }) =>
          written.push({ at: clock.monotonicMs(), key, kind, text }),
        );
        const within = (one: (line: (typeof written)[number]) => boolean): number => {
          const lines = written.filter(one).map(({ at }) => at);
          return Math.max(
            0,
            ...lines.map((at) => lines.filter((b) => b >= at && b < at + HOUR_MS).length),
          );
        };
        for (const { kind, subject, cause, isOver, waitMs } of seen) {
          key = `${kind} ${subject}`;
          if (isOver) resolve(kind, subject, () => "over");
          else report({ kind, subject, cause, message: `${cause}.` });
          await clock.advance(waitMs);
        }
        for (const { kind, subject } of seen) {
          const { bounds } = diagnosticKinds[kind];
          const most = bounds?.linesPerHour ?? Number.POSITIVE_INFINITY;
          expect(within((line) => line.key === `${kind} ${subject}`)).toBeLessThanOrEqual(
            bounds === null ? 6 : most,
          );
          expect(within((line) => line.key.startsWith(`${kind} `))).toBeLessThanOrEqual(most);
          const rows = list().filter((row) => row.kind === kind).length;
          expect(rows).toBeLessThanOrEqual((bounds?.subjects ?? 121) + 1);
        }
        // Once the hour is over, whatever is seen again is written as it stands.
        await clock.advance(HOUR_MS);
        for (const { subject, resolvedAtMs } of list().filter(({ kind }) => kind === "addon")) {
          written.length = 0;
          resolve("addon", subject, () => "over");
          if (resolvedAtMs === null) expect(written).toMatchObject([{ kind: "recovery" }]);
        }
      }),
      { numRuns: 100 },
    );
  });
});
