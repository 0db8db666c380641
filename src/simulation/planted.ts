import type { IntakeChange, IntakeKnown, IntakeStore, Store } from "../core/store/index.ts";
import type { Clock } from "../core/time/index.ts";

/**
 * Faults that were once in Plimsoll, to be put back on purpose: a simulation that does not find
 * them proves nothing. Each works on the parts of one process.
 */
export interface PlantedFault {
  readonly name: string;
  readonly store?: (disk: Store) => Store;
  readonly clock?: (clock: Clock) => Clock;
  readonly body?: (body: string) => string;
  /** What a check is told where its own machine is cut off. */
  readonly blamesAddonWhenOffline?: true;
}

export const plantedFaults: readonly PlantedFault[] = [
  {
    name: "after a restart the last points of series are forgotten",
    store: (disk) =>
      withIntake(disk, (known, own) => ({
        ...known,
        series: only(known.series, own.series),
        forgottenUntilNs: Number.POSITIVE_INFINITY,
      })),
  },
  {
    name: "after a restart requests that were counted are forgotten",
    store: (disk) =>
      withIntake(disk, (known, own) => ({
        ...known,
        requests: only(known.requests, own.requests),
      })),
  },
  {
    name: "beyond a limit of series nothing is counted, and nothing said",
    store: (disk) =>
      withIntake(
        disk,
        (known) => known,
        (change, known) => (known.seriesKept > 3 ? { ...change, slots: [] } : change),
      ),
  },
  {
    name: "replicas are taken for one sender",
    body: (body) => body.replaceAll(/replica-\d+-\d+/g, "replica"),
  },
  {
    name: "scopes with equal attributes are taken for one series",
    body: (body) => body.replaceAll(/"name":"@opentelemetry\/[^"]*"/g, '"name":"scope"'),
  },
  {
    name: "ages by the wall clock",
    clock: (clock) => ({ ...clock, nowMs: clock.nowMs, monotonicMs: clock.nowMs }),
  },
  { name: "the observer's failure is the add-on's", blamesAddonWhenOffline: true },
  {
    name: "what was measured is never packed",
    store: (disk) => ({ ...disk, slots: { ...disk.slots, pack: async () => 0 } }),
  },
  {
    name: "thinning keeps only totals",
    store: (disk) => ({
      ...disk,
      slots: {
        ...disk.slots,
        thin: (addon, { minutesFrom }) =>
          disk.slots.thin(addon, { minutesFrom, countsFrom: minutesFrom }),
      },
    }),
  },
];

interface Own {
  readonly requests: Set<string>;
  readonly series: Set<string>;
}

/** Changes what intake is told of what it knows, and what it keeps. `own`: what this process itself took in. */
function withIntake(
  disk: Store,
  tell: (known: IntakeKnown, own: Own) => IntakeKnown,
  keep: (change: IntakeChange, known: IntakeKnown) => IntakeChange = (change) => change,
): Store {
  const own: Own = { requests: new Set(), series: new Set() };
  const intake: IntakeStore = {
    kept: () => disk.intake.kept(),
    forget: (old) => disk.intake.forget(old),
    take: (asked, decide) =>
      disk.intake.take(asked, (known) => {
        const change = keep(decide(tell(known, own)), known);
        for (const request of change.requests.keys()) own.requests.add(request);
        for (const series of change.series.keys()) own.series.add(series);
        return change;
      }),
  };
  return { ...disk, intake };
}

const only = <V>(all: ReadonlyMap<string, V>, keys: ReadonlySet<string>): ReadonlyMap<string, V> =>
  new Map([...all].filter(([key]) => keys.has(key)));
