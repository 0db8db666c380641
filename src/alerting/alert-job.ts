import type { Contract, ProbeHistory } from "../core/contract/index.ts";
import { excludedMinutes, type MinuteRange, periodOf } from "../core/slo/index.ts";
import type { SlotStore } from "../core/store/index.ts";
import type { Clock } from "../core/time/index.ts";
import { DAY_MS, MINUTE_MS } from "../core/time/index.ts";
import type { Job, Known } from "../engine/index.ts";
import {
  alerts,
  exclusionsOf,
  hostHistory,
  hostOutages,
  maintenanceWindows,
  windowState,
} from "../entries/index.ts";
import { type Condition, conditionsOf, SERVICE, type Signals } from "./conditions.ts";
import { changesOf, decideAlerts } from "./decide-alerts.ts";
import { type AskDependency, dependencyWatch, withDependencies } from "./dependencies.ts";
import { type Recent, recentReader } from "./recent.ts";
import { thresholdConditions } from "./threshold-conditions.ts";

export interface AlertDeps {
  readonly slots: Pick<SlotStore, "blocks">;
  readonly clock: Pick<Clock, "nowMs" | "monotonicMs">;
  readonly probes: () => ProbeHistory;
  readonly paths: () => Signals["paths"];
  readonly current: () => Signals["current"];
  readonly budgetLeft: () => Signals["budgetLeft"];
  readonly askDependency: AskDependency;
  readonly acknowledgeUrl: (alertId: string) => string | null;
  readonly publicUrl: () => string | null;
}

/** How often is decided: somebody is woken within seconds of a second failed check. */
const EVERY_MS = 5_000;
/** Metrics come once in a while; between, what was read holds. */
const READ_EVERY_MS = 10_000;
/** What comes and goes is one alert: it is over when nothing was wrong for so long. */
const CLEAR_MS = 3 * MINUTE_MS;

/** Decides, for one add-on, whether somebody is to be told that something is wrong. */
export function alertJob(contract: Contract, deps: AlertDeps): Job {
  const { clock } = deps;
  const read = recentReader(deps);
  const failing = dependencyWatch(contract, deps.askDependency, clock);
  const { key: addon, name } = contract.addon;
  /** By the monotonic clock. */
  const clearSinceMs = new Map<string, number>();
  let recent: Recent | null = null;
  let readMs = Number.NEGATIVE_INFINITY;
  let watchingMs: number | null = null;

  return {
    name: `alerting/decide ${addon}`,
    about: `Decides whether somebody is to be told what is wrong with ${name}.`,
    when: { everyMs: EVERY_MS },
    async run({ known, nowMs, signal, perform }) {
      watchingMs ??= nowMs;
      if (recent === null || clock.monotonicMs() - readMs >= READ_EVERY_MS) {
        recent = await read(contract, deps.probes(), excludedOf(known, contract, nowMs), nowMs);
        readMs = clock.monotonicMs();
      }
      const signals: Signals = {
        ...{ contract, recent, watchingMs, nowMs },
        paths: deps.paths(),
        current: deps.current(),
        budgetLeft: deps.budgetLeft(),
      };
      const found = withDependencies(conditionsOf(signals), failing(signal));
      const all = [...found, ...thresholdConditions(known, addon)];
      const conditions = audible(all, known, addon, nowMs);
      const situation = {
        ...{ contract, conditions },
        clear: clearGroups(known, conditions, nowMs),
        acknowledgeUrl: deps.acknowledgeUrl,
        publicUrl: deps.publicUrl(),
      };
      if (changesOf(known, addon, situation, nowMs).length === 0) return;
      await perform(decideAlerts, situation, { addon, cause: `alerts ${nowMs}` });
    },
  };

  /** Of open alerts those of which nothing was wrong for long enough, and since when. */
  function clearGroups(
    known: Known,
    conditions: readonly Condition[],
    nowMs: number,
  ): ReadonlyMap<string, number> {
    const wrong = new Set(conditions.map(({ group }) => group));
    const now = clock.monotonicMs();
    const open = [...known.state(alerts, addon).open.keys()];
    for (const group of clearSinceMs.keys())
      if (wrong.has(group) || !open.includes(group)) clearSinceMs.delete(group);
    for (const group of open)
      if (!wrong.has(group) && !clearSinceMs.has(group)) clearSinceMs.set(group, now);
    return new Map(
      [...clearSinceMs]
        .filter(([, sinceMs]) => now - sinceMs >= CLEAR_MS)
        .map(([group, sinceMs]) => [group, nowMs - (now - sinceMs)]),
    );
  }
}

function excludedOf(known: Known, contract: Contract, nowMs: number): readonly MinuteRange[] {
  const { key } = contract.addon;
  const exclusions = exclusionsOf(
    known.state(maintenanceWindows, key),
    known.state(hostHistory, key),
  );
  const { toMs } = periodOf(contract.sla.period, nowMs);
  const period = { name: "", fromMs: nowMs - 4 * DAY_MS, toMs };
  return excludedMinutes(exclusions, contract.sla.maintenance, period);
}

/**
 * In announced maintenance nobody is woken by what it does, as long as it keeps to its time; while the
 * host is out, what customers feel is the host's: it is told, and wakes nobody.
 */
function audible(
  all: readonly Condition[],
  known: Known,
  addon: string,
  nowMs: number,
): readonly Condition[] {
  const outage = outageOf(known, addon);
  const isPaging = all.some(({ group, severity }) => group === SERVICE && severity === "page");
  const conditions = all.filter(
    ({ echoMs }) =>
      echoMs === undefined || (!isPaging && (outage === null || nowMs - outage >= echoMs)),
  );
  const { windows } = known.state(maintenanceWindows, addon);
  if (windows.some((one) => windowState(one, nowMs) === "running"))
    return conditions.filter(({ group }) => group !== SERVICE);
  if (!isHostOut(known, addon, nowMs)) return conditions;
  return conditions.map((one) =>
    one.group === SERVICE
      ? {
          ...one,
          key: `host/${one.key}`,
          group: "host",
          severity: "ticket",
          message: `${one.message}; the host is out too`,
        }
      : one,
  );
}

/** When the last outage that somebody was woken for ended: never yet, or ahead while it lasts. */
function outageOf(known: Known, addon: string): number | null {
  const { open, ended } = known.state(alerts, addon);
  if (open.has(SERVICE)) return Number.POSITIVE_INFINITY;
  return ended.findLast(({ group }) => group === SERVICE)?.resolvedMs ?? null;
}

/** The host's page tells of an outage that our checks of it see. */
function isHostOut(known: Known, addon: string, nowMs: number): boolean {
  const history = known.state(hostHistory, addon);
  if (history.failures.at(-1)?.isOver !== false) return false;
  return hostOutages(history).some(
    ({ startMs, endMs }) => startMs <= nowMs && endMs > nowMs - 3 * MINUTE_MS,
  );
}
