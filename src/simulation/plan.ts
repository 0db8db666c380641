import { integer, pick, type Random, random } from "../core/chance/index.ts";

/** What can go wrong. Rates are per opportunity (a store call, a delivery) or per hour, as named in `FAULTS`. */
export type Fault = keyof typeof FAULTS;

/** Each fault with what its rate counts and the highest rate that is drawn. */
const FAULTS = {
  killBeforeCommit: { per: "store call", most: 0.002 },
  killAfterCommit: { per: "store call", most: 0.002 },
  storeFull: { per: "hour", most: 0.3 },
  requestLost: { per: "delivery", most: 0.05 },
  answerLost: { per: "delivery", most: 0.05 },
  requestDoubled: { per: "delivery", most: 0.05 },
  requestLate: { per: "delivery", most: 0.03 },
  blockDamaged: { per: "hour", most: 0.05 },
  partition: { per: "hour", most: 0.2 },
  clockStep: { per: "hour", most: 0.2 },
  stall: { per: "hour", most: 0.2 },
  addonRestart: { per: "hour", most: 0.5 },
  outage: { per: "hour", most: 0.3 },
  flap: { per: "hour", most: 2 },
  observerOffline: { per: "hour", most: 0.2 },
} as const;

type FaultRates = Readonly<Record<Fault, number>>;

/** All that makes one world: everything else follows from it and the seed. */
export interface WorldPlan {
  readonly seed: number;
  readonly hours: number;
  /** When it begins; some worlds see clocks in Paris go forward in their first night. */
  readonly startMs: number;
  /** How often an hour people command maintenance. */
  readonly commandsPerHour: number;
  /** Plimsoll processes on the one store. */
  readonly processes: number;
  /** Replicas of the add-on, each with an exporter of its own. */
  readonly replicas: number;
  readonly tenants: number;
  readonly exportEveryMs: number;
  readonly probeEveryMs: number;
  /** Instrumentation scopes in a replica that measure requests of equal attributes. */
  readonly scopes: number;
  /** Per replica. */
  readonly temporalities: readonly ("delta" | "cumulative")[];
  /** An exporter without a queue of its own drops a batch after a few attempts. */
  readonly exportersGiveUp: boolean;
  /** The first replica was there before Plimsoll began to watch. */
  readonly isOldReplica: boolean;
  readonly faults: FaultRates;
  /** From then on nothing goes wrong any more; null: faults go on to the end. */
  readonly healAfterHours: number | null;
}

const USUAL_START_MS = Date.UTC(2027, 2, 1);
/** Six hours later, on 28 March at 01:00 UTC, two o'clock becomes three in Paris. */
const BEFORE_CLOCKS_CHANGE_MS = Date.UTC(2027, 2, 27, 19);

/** So long a world lasts in which days grow old enough to be thinned. */
export const THINNING_HOURS = 60;

/** Draws a world: in most of them only some kinds of fault happen, so that each is also seen alone. */
export function drawPlan(seed: number, atLeastHours = 24): WorldPlan {
  const next = random(seed, "plan");
  const isLong = atLeastHours >= 24 && random(seed, "length")() < 0.05;
  const hours = isLong ? Math.max(atLeastHours, THINNING_HOURS) : atLeastHours;
  const replicas = 1 + integer(next, 3);
  const people = random(seed, "people plan");
  return {
    seed,
    hours,
    startMs: people() < 0.4 ? BEFORE_CLOCKS_CHANGE_MS : USUAL_START_MS,
    commandsPerHour: people() < 0.3 ? 0 : 4 * people(),
    processes: 1 + integer(next, 2),
    replicas,
    tenants: 1 + integer(next, 4),
    scopes: 1 + integer(next, 2),
    exportEveryMs: pick(next, [60_000, 300_000, 600_000]),
    probeEveryMs: pick(next, [60_000, 120_000]),
    temporalities: Array.from({ length: replicas }, () => pick(next, ["delta", "cumulative"])),
    exportersGiveUp: next() < 0.3,
    isOldReplica: next() < 0.2,
    faults: drawFaults(next),
    healAfterHours: next() < 0.5 ? hours * (0.5 + 0.3 * next()) : null,
  };
}

function drawFaults(next: Random): FaultRates {
  const share = pick(next, [0, 0.2, 0.5, 1]);
  const names = Object.keys(FAULTS) as Fault[];
  return Object.fromEntries(
    names.map((name) => [name, next() < share ? FAULTS[name].most * next() : 0]),
  ) as FaultRates;
}
