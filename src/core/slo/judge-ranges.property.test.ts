import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type ExplicitHistogram,
  emptySketch,
  explicitAtOrBelow,
  type Sketch,
  type Slot,
  sketchFromExplicit,
} from "../measurement/index.ts";
import { judgeAverage } from "./judge-average.ts";
import { judgeEvents } from "./judge-events.ts";

/** Boundaries of the OpenTelemetry SDK, and of a sender that has hardly any. Seconds. */
const SDK = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
const anyBounds = fc.constantFrom(SDK, [1], [0.1, 10]);

interface Request {
  readonly seconds: number;
  readonly end: "good" | "failed" | "untold";
}

const anyRequest: fc.Arbitrary<Request> = fc.record({
  seconds: fc.double({ min: -3, max: 1.3, noNaN: true }).map((power) => 10 ** power),
  end: fc.constantFrom("good", "good", "good", "failed", "untold"),
});
const anyRequests = fc.array(anyRequest, { minLength: 1, maxLength: 200 });
/** Milliseconds; a boundary of the SDK and none. */
const anyLimit = fc.constantFrom(250, 400, 2000, 2500, 1000);
const anyQuantile = fc.constantFrom(0.5, 0.9, 0.95, 0.99);

function histogramOf(seconds: readonly number[], bounds: readonly number[]): ExplicitHistogram {
  const bucketCounts = new Array<number>(bounds.length + 1).fill(0);
  for (const one of seconds) {
    const at = bounds.findIndex((bound) => one <= bound);
    bucketCounts[at === -1 ? bounds.length : at]!++;
  }
  return {
    count: seconds.length,
    sum: seconds.reduce((a, b) => a + b, 0),
    min: null,
    max: null,
    explicitBounds: bounds,
    bucketCounts,
  };
}

const sketchOf = (histogram: ExplicitHistogram): Sketch => {
  const read = sketchFromExplicit(histogram);
  return read.kind === "sketch" ? read.sketch : emptySketch;
};

/** A slot as intake makes it of a sender's histograms. */
function slotOf(requests: readonly Request[], bounds: readonly number[], limitMs: number): Slot {
  const ended = (...ends: Request["end"][]) =>
    histogramOf(
      requests.filter(({ end }) => ends.includes(end)).map(({ seconds }) => seconds),
      bounds,
    );
  const [told, failed] = [ended("good"), ended("failed")];
  const within = told.count === 0 ? 0 : explicitAtOrBelow(told, limitMs / 1000).within;
  const late = explicitAtOrBelow(ended("good", "untold"), limitMs / 1000).beyond;
  return {
    events: requests.length,
    bad: failed.count,
    undecided: requests.filter(({ end }) => end === "untold").length,
    limits: new Map([[limitMs, { within, beyond: late + failed.count }]]),
    good: sketchOf(ended("good", "untold")),
    failed: sketchOf(failed),
  };
}

/** What would be measured, had every request been seen and, of those untold, the ones of `didFail` failed. */
function truthOf(requests: readonly Request[], didFail: (at: number) => boolean) {
  const isGood = ({ end }: Request, at: number) =>
    end === "good" || (end === "untold" && !didFail(at));
  const good = requests
    .filter(isGood)
    .map(({ seconds }) => seconds)
    .sort((a, b) => a - b);
  const slowest = Math.max(...requests.map(({ seconds }) => seconds));
  return {
    kept: (limitMs: number) => good.filter((seconds) => seconds * 1000 <= limitMs).length,
    quantileMs(q: number) {
      const rank = Math.ceil(q * requests.length - 1e-9);
      return 1000 * (rank <= good.length ? good[rank - 1]! : slowest);
    },
    averageMs: (1000 * requests.reduce((sum, { seconds }) => sum + seconds, 0)) / good.length,
  };
}

const SLACK = 1e-6;
/** Half of one of our own buckets. */
const OWN = 1.011;

test("the truth lies within what is said, however coarse the sender and whatever it did not tell", () => {
  fc.assert(
    fc.property(
      anyRequests,
      anyBounds,
      anyLimit,
      anyQuantile,
      fc.infiniteStream(fc.boolean()),
      (requests, bounds, limitMs, quantile, coins) => {
        const failed = requests.map(() => coins.next().value as boolean);
        const truth = truthOf(requests, (at) => failed[at]!);
        const slot = slotOf(requests, bounds, limitMs);
        const said = judgeEvents({ kind: "quantile", quantile, limitMs }, slot);

        const share = truth.kept(limitMs) / requests.length;
        expect(said.kept!.share).toBeLessThanOrEqual(share + SLACK);
        expect(said.kept!.most).toBeGreaterThanOrEqual(share - SLACK);
        const broken = requests.length - truth.kept(limitMs);
        expect(said.budget!.spent).toBeLessThanOrEqual(broken);
        expect(said.budget!.spent + said.budget!.open).toBeGreaterThanOrEqual(broken);

        const figure = said.range ?? { low: said.measured! / OWN, high: said.measured! * OWN };
        const ms = truth.quantileMs(quantile);
        expect(figure.low).toBeLessThanOrEqual(ms * (1 + SLACK));
        expect(figure.high).toBeGreaterThanOrEqual(ms * (1 - SLACK));

        const average = judgeAverage(limitMs, slot);
        if (average.measured === null) return;
        const ends = average.range ?? { low: average.measured, high: average.measured };
        // Who failed is not known, so that a charged average is bounded by the mean of all.
        expect(ends.low).toBeLessThanOrEqual(truth.averageMs * (1 + 1e-3));
        if (Number.isFinite(truth.averageMs))
          expect(ends.high).toBeGreaterThanOrEqual(truth.averageMs * (1 - 1e-3));
      },
    ),
    { numRuns: 300 },
  );
});

test("a sender whose boundaries are at the limit leaves nothing open", () => {
  fc.assert(
    fc.property(anyRequests, anyQuantile, (requests, quantile) => {
      const told = requests.filter(({ end }) => end !== "untold");
      fc.pre(told.length > 0);
      const slot = slotOf(told, SDK, 2500);
      const { undecided, kept } = judgeEvents({ kind: "quantile", quantile, limitMs: 2500 }, slot);
      expect(undecided).toBeNull();
      expect(kept!.most).toBe(kept!.share);
    }),
  );
});
