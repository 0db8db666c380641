import type { NewEntry } from "../core/ledger/index.ts";
import type { PlacedSlot } from "../core/measurement/index.ts";
import type { Exclusions } from "../core/slo/index.ts";
import type { IntakeChange, IntakeKnown, IntakeStore, Store } from "../core/store/index.ts";
import { type Clock, type Day, HOUR_MS, isoTime, MINUTES_PER_DAY } from "../core/time/index.ts";
import { THINNING_HOURS } from "./plan.ts";

/**
 * Faults that were once in Plimsoll, to be put back on purpose: a simulation that does not find
 * them proves nothing. Each works on the parts of one process.
 */
export interface PlantedFault {
  readonly name: string;
  readonly store?: (disk: Store) => Store;
  /** Of the store that all processes share. */
  readonly disk?: (disk: Store) => Store;
  readonly clock?: (clock: Clock) => Clock;
  readonly body?: (body: string) => string;
  /** What a check is told where its own machine is cut off. */
  readonly blamesAddonWhenOffline?: true;
  /** What a statement leaves out, as it is made of what is known. */
  readonly exclusions?: (made: Exclusions) => Exclusions;
  /** How long a world must last for it to show; left out: a day or less. */
  readonly hours?: number;
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
    name: "one damaged block fails every page",
    store: (disk) => ({
      ...disk,
      slots: { ...disk.slots, blocks: ({ onDamage: _, ...query }) => disk.slots.blocks(query) },
    }),
  },
  {
    name: "what was measured is never packed",
    store: (disk) => ({ ...disk, slots: { ...disk.slots, pack: async () => 0 } }),
  },
  {
    name: "maintenance that was cancelled is left out of the uptime",
    exclusions: (made) => ({
      ...made,
      windows: made.windows.map((one) => ({ ...one, cancelled: false })),
    }),
  },
  {
    name: "a command is not recognised when it is repeated",
    store: (disk) => ({
      ...disk,
      ledger: {
        ...disk.ledger,
        caused: async () => [],
        append: (entries, options) =>
          disk.ledger.append(
            entries.map(({ cause: _, ...entry }) => entry),
            options,
          ),
      },
    }),
  },
  {
    name: "a lease is given to everybody who asks, and fences nothing",
    store: (disk) => ({
      ...disk,
      ledger: {
        ...disk.ledger,
        append: (entries, { fence: _, ...options } = {}) => disk.ledger.append(entries, options),
      },
      leases: {
        ...disk.leases,
        async acquire(name, holder, silent) {
          const answer = await disk.leases.acquire(name, holder, silent);
          if (answer.kind === "taken") return answer;
          return { kind: "taken", token: { name, holder, fence: answer.lease.fence } };
        },
      },
    }),
  },
  {
    name: "a window over a change of clocks ends an hour off",
    store: (disk) => ({
      ...disk,
      ledger: {
        ...disk.ledger,
        append: (entries, options) => disk.ledger.append(entries.map(endsAnHourLater), options),
      },
    }),
  },
  {
    name: "thinning keeps only totals",
    hours: THINNING_HOURS,
    store: (disk) => ({
      ...disk,
      slots: {
        ...disk.slots,
        thin: (addon, { minutesFrom }) =>
          disk.slots.thin(addon, { minutesFrom, countsFrom: minutesFrom }),
      },
    }),
  },
  {
    name: "thinning counts an hour twice",
    hours: THINNING_HOURS,
    store: (disk) => ({
      ...disk,
      slots: {
        ...disk.slots,
        async thin(addon, kept) {
          const again = await slotsOfAnHour(disk, addon, kept.minutesFrom - 1);
          const thinned = await disk.slots.thin(addon, kept);
          if (thinned > 0) await disk.slots.add(again);
          return thinned;
        },
      },
    }),
  },
  {
    name: "thinning loses the last hour of a day",
    hours: THINNING_HOURS,
    disk: (disk) => {
      let minutesFrom = 0;
      return {
        ...disk,
        slots: {
          ...disk.slots,
          thin(addon, kept) {
            minutesFrom = kept.minutesFrom;
            return disk.slots.thin(addon, kept);
          },
          async *blocks(query) {
            const nothing = { kind: "minutes", slots: new Map() } as const;
            for await (const batch of disk.slots.blocks(query))
              yield batch.map((block) =>
                block.day < minutesFrom
                  ? {
                      ...block,
                      total: block.total,
                      hour: (h) => (h === 23 ? nothing : block.hour(h)),
                    }
                  : block,
              );
          },
        },
      };
    },
  },
];

/** As it would where lengths are counted on the wall. */
function endsAnHourLater(entry: NewEntry): NewEntry {
  const { series, startAt, endAt } = entry.data as Record<string, string | null>;
  if (entry.type !== "window.announced" || series === null) return entry;
  const changeMs = Date.UTC(2027, 2, 28, 1);
  const endMs = Date.parse(endAt!);
  if (Date.parse(startAt!) > changeMs || endMs <= changeMs) return entry;
  return { ...entry, data: { ...entry.data, endAt: isoTime(endMs + HOUR_MS) } };
}

/** What is kept of the first hour, by the minute, of the first agent's stream that has one on a day. */
async function slotsOfAnHour(disk: Store, addon: string, day: Day): Promise<PlacedSlot[]> {
  for await (const batch of disk.slots.blocks({ addon, from: day, to: day }))
    for (const { stream, hour } of batch) {
      if (stream.source !== "agent") continue;
      const detail = hour(1);
      if (detail.kind === "whole" || detail.slots.size === 0) continue;
      return [...detail.slots].map(([minute, slot]) => ({
        stream,
        minute: day * MINUTES_PER_DAY + minute,
        slot,
      }));
    }
  return [];
}

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
    update: (asked, decide) =>
      disk.intake.update(asked, (known) => {
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
