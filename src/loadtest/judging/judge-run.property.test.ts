import fc from "fast-check";
import { expect, test } from "vitest";
import { type LoadInterval, type Phase, type Run, tenantClasses } from "../model/index.ts";
import { judgeRun } from "./judge-run.ts";
import {
  average,
  type Ending,
  p95,
  phaseOf,
  runOf,
  streamOf,
  TIMEOUT_MS,
  uptime,
  webhook,
  windowOf,
} from "./testdata/scene.ts";

const objectives = [p95, average, webhook, uptime];

const ending: fc.Arbitrary<Ending> = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 1, max: 2000 }) },
  fc.constantFrom<Ending>("timed-out", "status-500", TIMEOUT_MS + 900),
);
const endings = fc.array(fc.tuple(fc.integer({ min: 1, max: 200 }), ending), { maxLength: 6 });
const stream = fc
  .tuple(endings, fc.constantFrom(...tenantClasses), fc.boolean())
  .map(([parts, tenants, isHook]) =>
    streamOf(
      parts,
      isHook ? { tenants, step: "webhook created", indicator: "webhook" } : { tenants },
    ),
  );
const streams = fc.array(stream, { maxLength: 6 });

const TEN_SECONDS = 10_000;
const windowed = fc
  .array(streams, { minLength: 1, maxLength: 12 })
  .map((all) => all.map((some, at) => windowOf(at * TEN_SECONDS, TEN_SECONDS, ...some)));

/** Each stream goes to the first or the second half of its window. */
const halved = (window: LoadInterval): LoadInterval[] => {
  const half = window.durationMs / 2;
  const middle = Math.ceil(window.streams.length / 2);
  return [
    windowOf(window.startMs, half, ...window.streams.slice(0, middle)),
    windowOf(window.startMs + half, half, ...window.streams.slice(middle)),
  ];
};

const cutAt = (windows: readonly LoadInterval[], at: number): Phase[] => {
  const startMs = windows[at]?.startMs ?? 0;
  const later = windows
    .slice(at)
    .map((window) => ({ ...window, startMs: window.startMs - startMs }));
  return [phaseOf(windows.slice(0, at)), phaseOf(later, { startMs })].filter(
    ({ windows }) => windows.length > 0,
  );
};

test("splitting windows or phases changes nothing", () => {
  fc.assert(
    fc.property(windowed, fc.nat(12), (windows, cut) => {
      const { outcomes, verdict } = judgeRun(runOf([phaseOf(windows)]), objectives);
      const finer = judgeRun(runOf([phaseOf(windows.flatMap(halved))]), objectives);
      const cutUp = judgeRun(runOf(cutAt(windows, cut % windows.length)), objectives);
      expect(finer).toMatchObject({ outcomes, verdict });
      expect(cutUp).toMatchObject({ outcomes, verdict });
    }),
    { numRuns: 60 },
  );
});

const rank = { missed: 0, insufficient: 1, met: 2 } as const;
const failures = fc.tuple(
  fc.integer({ min: 1, max: 400 }),
  fc.constantFrom<Ending>("timed-out", "status-500"),
);

test("failures on top of what was measured never turn missed into met", () => {
  fc.assert(
    fc.property(streams, failures, (some, failed) => {
      const before = judgeRun(runOf([phaseOf([windowOf(0, 60_000, ...some)])]), objectives);
      const more = [...some, streamOf([failed]), streamOf([failed], { indicator: "webhook" })];
      const after = judgeRun(runOf([phaseOf([windowOf(0, 60_000, ...more)])]), objectives);
      for (const { objective, tenants, verdict } of before.outcomes) {
        const same = after.outcomes.find(
          (o) => o.objective === objective && o.tenants === tenants,
        )!;
        if (verdict === "missed") expect(rank[same.verdict]).toBeLessThan(rank.met);
      }
    }),
    { numRuns: 100 },
  );
});

/** Share by which a sketch may err. */
const RESOLUTION = 0.011;

test("one more failure never makes a quantile better", () => {
  const quantileOf = (run: Run) => judgeRun(run, [p95]).outcomes[0]!.measured;
  fc.assert(
    fc.property(endings, fc.constantFrom<Ending>("timed-out", "status-500"), (parts, failed) => {
      const before = quantileOf(runOf([phaseOf([windowOf(0, 1, streamOf(parts))])]));
      const after = quantileOf(
        runOf([phaseOf([windowOf(0, 1, streamOf([...parts, [1, failed]]))])]),
      );
      if (before !== null) expect(after! / before).toBeGreaterThanOrEqual(1 - 2 * RESOLUTION);
    }),
  );
});

test("the interval of a quantile holds the limit exactly where the verdict is open", () => {
  fc.assert(
    fc.property(fc.integer({ min: 59, max: 3000 }), fc.nat(3000), (quick, slow) => {
      const run = runOf([
        phaseOf([
          windowOf(
            0,
            1,
            streamOf([
              [quick, 300],
              [slow, 2000],
            ]),
          ),
        ]),
      ]);
      const { verdict, low, high } = judgeRun(run, [p95]).outcomes[0]!;
      const [isLowWithin, isHighWithin] = [
        low === null || low < 1200,
        high !== null && high < 1200,
      ];
      expect(verdict).toBe(isHighWithin ? "met" : isLowWithin ? "insufficient" : "missed");
    }),
  );
});
