import { isDeepStrictEqual } from "node:util";
import type { Contract } from "./contract.ts";
import { readContract } from "./read-contract.ts";

/** One published version of an add-on's contract, as the ledger tells of it. */
export interface PublishedVersion {
  /** 1, 2, 3 … */
  readonly version: number;
  /** Of the whole document, so that every change of it is seen. */
  readonly hash: string;
  /** ISO; when Plimsoll was first given it. */
  readonly publishedAt: string;
  /** ISO date from which it is judged by. */
  readonly effectiveFrom: string;
  /** The `sla` section as written. */
  readonly sla: string;
}

/** Oldest first; there is one at least. */
export type PublishedVersions = readonly [PublishedVersion, ...PublishedVersion[]];

/** Whether there is one. */
export const isPublished = <Version extends PublishedVersion>(
  versions: readonly Version[],
): versions is readonly [Version, ...Version[]] => versions.length > 0;

/** No promise is changed backwards: one that was published after its `effectiveFrom` begins then. */
const startMs = ({ effectiveFrom, publishedAt }: PublishedVersion): number =>
  Math.max(Date.parse(effectiveFrom), Date.parse(publishedAt));

/** Without those that were replaced before their day came; the last is always among them. */
const everInForce = (versions: PublishedVersions): readonly PublishedVersion[] =>
  versions.filter((version, at) =>
    versions.slice(at + 1).every(({ publishedAt }) => Date.parse(publishedAt) >= startMs(version)),
  );

/**
 * The version by which a moment is judged: the latest published of those that are in force by then,
 * else the first to come, because a promise is shown and measured before its day has come.
 */
export function versionInForce(versions: PublishedVersions, atMs: number): PublishedVersion {
  const known = everInForce(versions);
  const first = known.reduce((a, b) => (startMs(b) < startMs(a) ? b : a));
  return known.findLast((version) => startMs(version) <= atMs) ?? first;
}

/** From when until when a version is in force; epoch milliseconds, half-open. */
interface VersionTimes {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Of each version, in the order of their publication; null: another replaced it before its day came. */
export function versionTimes(versions: PublishedVersions): readonly (VersionTimes | null)[] {
  const known = everInForce(versions);
  return versions.map((version) => {
    const at = known.indexOf(version);
    if (at < 0) return null;
    const next = known[at + 1];
    const fromMs = startMs(version);
    const untilMs = next === undefined ? Number.POSITIVE_INFINITY : startMs(next);
    return untilMs > fromMs ? { fromMs, untilMs } : null;
  });
}

/** A stretch of time in which the promised figures stay as they are; epoch milliseconds, half-open. */
export interface PromiseStretch {
  readonly version: PublishedVersion;
  /** The contract with this version's promise. */
  readonly contract: Contract;
  readonly fromMs: number;
  readonly toMs: number;
  /** False before the first version is in force. */
  readonly isPromised: boolean;
}

/**
 * All of time by what is promised in it, oldest first and without gaps. A version that promises what
 * the one before it did goes on with its stretch, and stands for it.
 */
export function promiseStretches(
  contract: Contract,
  versions: PublishedVersions,
): readonly PromiseStretch[] {
  const starts = [...new Set(everInForce(versions).map(startMs))].sort((a, b) => a - b);
  const next = versionInForce(versions, Number.NEGATIVE_INFINITY);
  const before = stretchOf(contract, versions, next, Number.NEGATIVE_INFINITY, false);
  return starts.reduce<readonly PromiseStretch[]>(
    (stretches, fromMs) => {
      const version = versionInForce(versions, fromMs);
      const next = stretchOf(contract, versions, version, fromMs, true);
      const last = stretches.at(-1)!;
      return last.isPromised && isSamePromise(last.contract, next.contract)
        ? [...stretches.slice(0, -1), { ...next, fromMs: last.fromMs }]
        : [...stretches.slice(0, -1), { ...last, toMs: fromMs }, next];
    },
    [before],
  );
}

const stretchOf = (
  contract: Contract,
  versions: PublishedVersions,
  version: PublishedVersion,
  fromMs: number,
  isPromised: boolean,
): PromiseStretch => ({
  version,
  contract: version === versions.at(-1) ? contract : withPromiseOf(contract, version),
  fromMs,
  toMs: Number.POSITIVE_INFINITY,
  isPromised,
});

const isSamePromise = (a: Contract, b: Contract): boolean =>
  isDeepStrictEqual({ ...a.sla, effectiveFrom: "" }, { ...b.sla, effectiveFrom: "" });

/** The present contract with the promise of an earlier version; as it is where that can no longer be read. */
export function withPromiseOf(contract: Contract, { sla }: PublishedVersion): Contract {
  const { key, name, vendor, host, baseUrl, payment, timeZone } = contract.addon;
  const addon = JSON.stringify({ key, name, vendor, host, baseUrl, payment, timeZone });
  const read = readContract(`plimsoll: 1\naddon: ${addon}\n${sla}`);
  return read.kind === "contract" ? { ...contract, sla: read.contract.sla } : contract;
}
