import type { Contract } from "../core/contract/index.ts";
import type { NewEntry } from "../core/ledger/index.ts";
import {
  forecastFull,
  RESOURCES,
  type Resource,
  type ResourceUse,
  resourceAbout,
} from "../core/resources/index.ts";
import { DAY_MS, HOUR_MS, isoTime, MINUTE_MS, minuteOf, minuteToMs } from "../core/time/index.ts";
import type { Decide } from "../engine/index.ts";
import {
  type Threshold,
  thresholdCleared,
  thresholdCrossed,
  thresholdForeseen,
  thresholdHeard,
  thresholdId,
  thresholdSilent,
  watchedThresholds,
  writeEntry,
} from "../entries/index.ts";
import { clearOf, judgeUse } from "./judge-use.ts";

export interface Watched {
  readonly contract: Contract;
  readonly uses: readonly ResourceUse[];
  /** Since when this process looks: before that nobody may have listened. */
  readonly lookingSinceMs: number;
}

/** Nothing for so long is silence. */
const SILENT_MS = 5 * MINUTE_MS;
/** What is silent for so long, while others of its kind report, is no more. */
const GONE_MS = HOUR_MS;
/** What is full sooner is foreseen; it is not to be feared any more once it takes longer than `CALM_MS`. */
const FORESEEN_MS = 3 * DAY_MS;
const CALM_MS = 4 * DAY_MS;
/** What is mostly free may fill up as quickly as it likes at first. */
const LEAST_FORESEEN = 0.5;
/** Resources that fill up. */
const FILLING: readonly Resource[] = ["disk", "memory"];

type Written = readonly [threshold: Threshold | undefined, id: string, entry: NewEntry];

/** What has happened to the thresholds of an add-on since they were looked at. */
export const decideThresholds: Decide<Watched> = (known, watched, { addon, nowMs, by }) => {
  const before = known.state(watchedThresholds, addon);
  const about = { addon, atMs: nowMs, by };
  const written = RESOURCES.flatMap((resource) => ofResource(resource, watched, before, about));
  return {
    kind: "decided",
    entries: written.map(([, , entry]) => entry),
    expected: Object.fromEntries(
      written.map(([threshold, id]) => [`threshold/${id}`, threshold?.version ?? 0]),
    ),
  };
};

interface About {
  readonly addon: string;
  readonly atMs: number;
  readonly by: string;
}

function ofResource(
  resource: Resource,
  watched: Watched,
  before: ReadonlyMap<string, Threshold>,
  about: About,
): readonly Written[] {
  const own = [...before.values()].filter((one) => one.resource === resource);
  const { thresholds } = watched.contract.operations;
  if (thresholds?.[resource] == null) return own.flatMap((one) => withdrawn(one, about));
  const uses = watched.uses.filter((use) => use.resource === resource);
  const ids = new Set(uses.map(idOf));
  const lost = own.filter(({ id, crossing }) => crossing !== null && !ids.has(id));
  return [
    ...hearing(resource, uses, watched, before.get(resource), about),
    ...uses.flatMap((use) => ofUse(use, uses, watched, before.get(idOf(use)), about)),
    ...lost.flatMap((one) => silence(one, null, uses, watched, about)),
  ];
}

const idOf = ({ resource, instance, part }: ResourceUse): string =>
  thresholdId(resource, instance, part);

const lastMsOf = (use: ResourceUse): number | null => {
  const last = use.points.at(-1);
  return last === undefined ? null : minuteToMs(last.minute + 1);
};

/** Whether anything tells of the resource at all. */
function hearing(
  resource: Resource,
  uses: readonly ResourceUse[],
  { lookingSinceMs }: Watched,
  before: Threshold | undefined,
  about: About,
): readonly Written[] {
  const measured = { id: resource, resource, instance: "", part: "" };
  const last = uses.reduce<number | null>((ms, use) => later(ms, lastMsOf(use)), null);
  const isHeard = last !== null && about.atMs - last <= SILENT_MS;
  if (isHeard)
    return before?.heardMs == null
      ? [[before, resource, writeEntry(thresholdHeard, measured, about)]]
      : [];
  if (before?.silent != null || about.atMs - Math.max(last ?? 0, lookingSinceMs) <= SILENT_MS)
    return [];
  const lastAt = last === null ? null : isoTime(last);
  return [[before, resource, writeEntry(thresholdSilent, { ...measured, lastAt }, about)]];
}

const later = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.max(one, other);

function ofUse(
  use: ResourceUse,
  all: readonly ResourceUse[],
  watched: Watched,
  before: Threshold | undefined,
  about: About,
): readonly Written[] {
  const lastMs = lastMsOf(use)!;
  const { resource, instance, part } = use;
  const id = idOf(use);
  if (about.atMs - lastMs > SILENT_MS)
    return before === undefined ? [] : silence(before, lastMs, all, watched, about);
  const measured = { id, resource, instance, part };
  const heard: readonly Written[] =
    before?.silent == null ? [] : [[before, id, writeEntry(thresholdHeard, measured, about)]];
  return [...heard, ...crossing(use, watched, before, about), ...ahead(use, before, about)];
}

function crossing(
  use: ResourceUse,
  { contract: { operations } }: Watched,
  before: Threshold | undefined,
  about: About,
): readonly Written[] {
  const { resource, instance, part } = use;
  const id = idOf(use);
  const threshold = operations.thresholds![resource]!;
  const procedure = operations.procedures[resource];
  const clear = clearOf(threshold, procedure);
  const judged = judgeUse(use, threshold, clear, minuteOf(about.atMs));
  if (judged === null) return [];
  const { kind, value, sinceMinute } = judged;
  const open = before?.crossing ?? null;
  if (open !== null && kind === "below")
    return [[before, id, writeEntry(thresholdCleared, { id, reason: "below", value }, about)]];
  if (open !== null || kind !== "above") return [];
  const runbook = procedure?.runbook ?? resourceAbout[resource].runbook;
  const data = {
    ...{ id, resource, instance, part, value, clear },
    limit: threshold.above,
    forMs: threshold.forMs,
    since: isoTime(Math.min(minuteToMs(sinceMinute), about.atMs)),
    procedure: procedure?.tell ?? "page",
    runbook: operations.thresholds!.action === "scale" ? `${SCALE} ${runbook}` : runbook,
  };
  return [[before, id, writeEntry(thresholdCrossed, data, about)]];
}

const SCALE = "Scale by hand: nothing does it by itself yet.";

/** What fills up while nobody is told yet. */
function ahead(
  { points, ...use }: ResourceUse,
  before: Threshold | undefined,
  about: About,
): readonly Written[] {
  const { resource, instance, part } = use;
  if (!FILLING.includes(resource)) return [];
  const full = forecastFull(
    points.map(({ minute, share }) => ({ atMs: minuteToMs(minute), share })),
  );
  const leftMs = full === null ? Number.POSITIVE_INFINITY : full.fullAtMs - about.atMs;
  const share = points.at(-1)!.share;
  const isNear = leftMs < FORESEEN_MS && share >= LEAST_FORESEEN;
  const id = idOf({ points, ...use });
  const told = (fullAt: string | null): readonly Written[] => [
    [before, id, writeEntry(thresholdForeseen, { id, resource, instance, part, fullAt }, about)],
  ];
  if (before?.foreseen == null) return isNear ? told(isoTime(full!.fullAtMs)) : [];
  return leftMs > CALM_MS || share < LEAST_FORESEEN ? told(null) : [];
}

/** Of something that is crossed and does not tell any more. */
function silence(
  before: Threshold,
  lastMs: number | null,
  all: readonly ResourceUse[],
  { lookingSinceMs }: Watched,
  about: About,
): readonly Written[] {
  const { id, resource, instance, part, crossing, silent } = before;
  if (crossing === null || about.atMs - Math.max(lastMs ?? 0, lookingSinceMs) <= SILENT_MS)
    return [];
  if (silent === null) {
    const lastAt = lastMs === null ? null : isoTime(lastMs);
    const data = { id, resource, instance, part, lastAt };
    return [[before, id, writeEntry(thresholdSilent, data, about)]];
  }
  const isAnother = all.some((use) => about.atMs - (lastMsOf(use) ?? 0) <= SILENT_MS);
  if (!isAnother || about.atMs - silent.sinceMs < GONE_MS) return [];
  const data = { id, reason: "gone", value: null } as const;
  return [[before, id, writeEntry(thresholdCleared, data, about)]];
}

/** The contract has no such threshold any more. */
function withdrawn(before: Threshold, about: About): readonly Written[] {
  const { id, crossing, silent, foreseen, heardMs } = before;
  if (crossing === null && silent === null && foreseen === null && heardMs === null) return [];
  const data = { id, reason: "withdrawn", value: null } as const;
  return [[before, id, writeEntry(thresholdCleared, data, about)]];
}
