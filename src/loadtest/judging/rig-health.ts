import { type Fault, faults, type InjectorReport } from "../injection/index.ts";
import type { Party, RigHealth, Tally } from "../model/index.ts";
import { quantileMs, summarise } from "../statistics/index.ts";

/** A promised time, and which requests it is about: so large a share of them, or their average. */
export interface TimedPromise {
  readonly share: number | "average";
  readonly limitMs: number;
}

/** Milliseconds of own lateness that are always forgiven. */
const FORGIVEN_MS = 1;
/** Beyond that, the share of the measured time that own lateness may make up. */
const FORGIVEN_SHARE = 0.05;
/** Milliseconds (p99) for which the event loop may be held up: what arrives meanwhile looks slow. */
const MOST_LOOP_DELAY_MS = 10;
/** Above this share of a core an injector measures itself. */
const MOST_CPU = 0.9;
/** Share of the planned requests that the injector must have brought about. */
const LEAST_ACHIEVED = 0.99;
/** Of an injector of which only the tally is known. */
const UNKNOWN = { lostWorkers: [] };

/**
 * Judges the rig by its own figures.
 * @param promises what is judged by times; without any, the median service time is the yardstick
 */
export function rigHealth(
  tally: Tally,
  { lostWorkers }: Pick<InjectorReport, "lostWorkers"> = UNKNOWN,
  promises: readonly TimedPromise[] = [],
): RigHealth {
  const loopDelayP99 = quantileMs(tally.loopDelay, 0.99);
  const blame = blameOf(tally);
  const broughtAbout = tally.planned === 0 ? 1 : 1 - blame.injector / tally.planned;
  const reasons = [
    ...lostWorkers.map((why) => `A worker ended before its time: ${why}`),
    ...latenessReasons(tally, promises),
    ...((loopDelayP99 ?? 0) > MOST_LOOP_DELAY_MS
      ? [`The injector's event loop was held up for ${figure(loopDelayP99)} ms (p99).`]
      : []),
    ...(tally.cpu > MOST_CPU ? [`The injector used ${percent(tally.cpu)} of a core.`] : []),
    ...(broughtAbout < LEAST_ACHIEVED
      ? [`The injector brought about only ${percent(broughtAbout)} of the planned requests.`]
      : []),
  ];
  return {
    cpu: Math.round(tally.cpu * 1000) / 1000,
    eventLoopDelayP99: rounded(loopDelayP99),
    tardinessP99: rounded(quantileMs(tally.tardiness, 0.99)),
    achieved: tally.planned === 0 ? 1 : tally.completed / tally.planned,
    blame,
    verdict: reasons.length > 0 ? "invalid" : "valid",
    reasons,
  };
}

/**
 * A promise of the median is not harmed by one request in a hundred that starts late, one of the
 * 99th percentile is: own lateness is held against each promise where that promise is decided.
 */
function latenessReasons(tally: Tally, promises: readonly TimedPromise[]): readonly string[] {
  const medianMs = quantileMs(tally.service, 0.5) ?? 0;
  const judged = promises.length > 0 ? promises : [{ share: 0.99, limitMs: medianMs }];
  const reasons = judged.flatMap(({ share, limitMs }) => {
    const lateMs =
      share === "average" ? summarise(tally.tardiness).mean : quantileMs(tally.tardiness, share);
    const tolerableMs = Math.max(FORGIVEN_MS, FORGIVEN_SHARE * limitMs);
    if ((lateMs ?? 0) <= tolerableMs) return [];
    const where = share === "average" ? "on average" : `for ${percent(1 - share)} of the requests`;
    return [
      `The injector was ${figure(lateMs)} ms late ${where}; ${figure(tolerableMs)} ms would do.`,
    ];
  });
  return [...new Set(reasons)];
}

/** Adds up the faults by party; an answer of any status is an answer. */
function blameOf({ errors }: Tally): Record<Party, number> {
  const blame = { injector: 0, system: 0, network: 0 };
  for (const [error, count] of Object.entries(errors))
    if (Object.hasOwn(faults, error)) blame[faults[error as Fault]] += count;
  return blame;
}

const rounded = (ms: number | null) => (ms === null ? null : Math.round(ms * 1000) / 1000);
const figure = (ms: number | null) => (ms ?? 0).toFixed(1);
const percent = (share: number) => `${(share * 100).toFixed(share > 0.999 ? 0 : 1)} %`;
