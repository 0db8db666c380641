import type { Resource } from "./resource.ts";
import { READ_ONLY_TYPES, type Rule } from "./rules.ts";

/** One number that a sender reports. */
export interface Sample {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
  /** It is what was added since the sample before, not a level or a total. */
  readonly isDelta?: boolean;
}

/** How much of a resource is in use, as a share. */
export interface ResourceFigure {
  readonly resource: Resource;
  /** Which part of it: a mount point, a pool; "": all of it. */
  readonly part: string;
  readonly value: number;
}

/** What counters stood at, by series. */
export type CounterState = ReadonlyMap<string, number>;

export interface Evaluated {
  readonly figures: readonly ResourceFigure[];
  readonly counters: CounterState;
  /** Why a figure is left out, as a clause, and of how many samples. */
  readonly refused: readonly { readonly reason: string; readonly samples: number }[];
}

/** Rounding in senders: beyond it a share is no share. */
const MOST_SHARE = 1.02;
/** Of one resource of one sender; more are a mistake, and would fill the store. */
const MOST_PARTS = 32;
const MOST_PART_CHARACTERS = 200;

/**
 * What samples of one sender and one moment say about its resources. Pure.
 * @param before what its counters stood at; null: it is not known, and counters only begin now
 */
export function evaluate(
  rules: readonly Rule[],
  samples: readonly Sample[],
  before: CounterState | null,
): Evaluated {
  const refused: { reason: string; samples: number }[] = [];
  const sound = samples.filter((sample) => {
    const reason = wrongNumber(sample);
    if (reason !== null) refused.push({ reason, samples: 1 });
    return reason === null;
  });
  const counters = new Map<string, number>();
  const figures: ResourceFigure[] = [];
  const done = new Set<Resource>();
  for (const rule of rules) {
    const own = sound.filter(({ name }) => isRead(rule, name));
    if (own.length === 0) continue;
    // Also where another rule has told already: it may be silent the next time.
    const grown = rule.isCounter ? differences(own, before, counters) : own;
    if (done.has(rule.resource) || grown === null) continue;
    const found = figuresOf(rule, grown);
    if (found.length > 0) done.add(rule.resource);
    for (const figure of found) {
      const reason = wrongShare(figure);
      if (reason === null)
        figures.push({ ...figure, value: Math.min(1, Math.max(0, figure.value)) });
      else refused.push({ reason, samples: 1 });
    }
    if (found.length === MOST_PARTS)
      refused.push({ reason: `more than ${MOST_PARTS} parts of ${rule.resource}`, samples: 1 });
  }
  return { figures, counters, refused };
}

const isRead = ({ used, of, readOnly }: Rule, name: string): boolean =>
  name === readOnly ||
  used.names.includes(name) ||
  (typeof of !== "string" && of.names.includes(name));

function wrongNumber({ name, value }: Sample): string | null {
  if (!Number.isFinite(value)) return `${name} is no number`;
  return value < 0 ? `${name} is less than 0` : null;
}

function wrongShare({ resource, value }: ResourceFigure): string | null {
  if (value > MOST_SHARE) return `it has more than all of ${resource} in use`;
  return value < 1 - MOST_SHARE ? `it has less than none of ${resource} in use` : null;
}

/** What counters grew by; null where that is not known of all of them. */
function differences(
  samples: readonly Sample[],
  before: CounterState | null,
  counters: Map<string, number>,
): readonly Sample[] | null {
  let isKnown = true;
  const grown = samples.map((sample) => {
    if (sample.isDelta) return sample;
    const key = seriesOf(sample);
    counters.set(key, sample.value);
    const earlier = before?.get(key);
    // It began anew, or nobody has seen it before.
    if (earlier === undefined || earlier > sample.value) isKnown = false;
    return { ...sample, value: sample.value - (earlier ?? 0) };
  });
  return isKnown ? grown : null;
}

const seriesOf = ({ name, labels }: Sample): string =>
  JSON.stringify([name, ...[...labels].sort(([a], [b]) => (a < b ? -1 : 1))]);

function figuresOf(rule: Rule, samples: readonly Sample[]): readonly ResourceFigure[] {
  const isLeftOut = (sample: Sample) =>
    (sample.name === rule.readOnly && sample.value === 1) || isReadOnly(sample);
  const leftOut = new Set(samples.filter(isLeftOut).map((sample) => partOf(rule, sample)));
  const parts = Map.groupBy(samples, (sample) => partOf(rule, sample));
  return [...parts]
    .filter(([part]) => !(rule.resource === "disk" && leftOut.has(part)))
    .slice(0, MOST_PARTS)
    .flatMap(([part, own]) => {
      const value = shareOf(rule, own);
      return value === null ? [] : [{ resource: rule.resource, part, value }];
    });
}

function shareOf({ used, of, free }: Rule, samples: readonly Sample[]): number | null {
  const inUse = samples.filter((sample) => isOf(used, sample));
  if (inUse.length === 0) return null;
  const whole =
    of === "sum"
      ? 1
      : of === "mean"
        ? inUse.length
        : sum(samples.filter((sample) => isOf(of, sample)));
  if (!(whole > 0)) return null;
  const share = sum(inUse) / whole;
  return free ? 1 - share : share;
}

function isOf({ names, where, without }: Rule["used"], { name, labels }: Sample): boolean {
  if (!names.includes(name)) return false;
  if (without?.some((label) => labels.has(label))) return false;
  if (where === undefined) return true;
  const label = where.labels.find((one) => labels.has(one));
  return label !== undefined && where.values.includes(labels.get(label)!);
}

const sum = (samples: readonly Sample[]): number =>
  samples.reduce((total, { value }) => total + value, 0);

function partOf({ part, partName = "" }: Rule, { labels }: Sample): string {
  const label = part?.find((one) => labels.has(one));
  const text = label === undefined ? partName : labels.get(label)!;
  return text.replace(/\p{Cc}/gu, "\uFFFD").slice(0, MOST_PART_CHARACTERS);
}

const isReadOnly = ({ labels }: Sample): boolean =>
  READ_ONLY_TYPES.has(
    labels.get("fstype") ?? labels.get("system.filesystem.type") ?? labels.get("type") ?? "",
  ) || (labels.get("system.filesystem.mode") ?? labels.get("mode")) === "ro";
