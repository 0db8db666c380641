import {
  type Contract,
  isPublished,
  type ProbeHistory,
  type Problem,
  withPromiseOf,
} from "../core/contract/index.ts";
import type { Kept, Known } from "../engine/index.ts";
import { type ContractVersion, contractVersions, probePlans } from "../entries/index.ts";
import { probeHistory } from "./probe-history.ts";
import { contractOf, type UsableContract } from "./published-contract.ts";

/** What of an add-on's contract is published: by which it is watched and judged. */
export interface WatchedContract {
  /** The latest version; its promise may be one of days to come. */
  readonly contract: Contract;
  /** Oldest first. */
  readonly versions: readonly [ContractVersion, ...ContractVersion[]];
  readonly probes: ProbeHistory;
  /** What is to be thought of in the latest version: warnings. */
  readonly problems: readonly Problem[];
}

/**
 * The contract of an add-on as the ledger has it; null: none was published, or no document of any
 * version is at hand. Where the latest one's is not, its promise goes with the rest of an earlier one.
 * @param given what this process was given at its start: of a version whose document was not kept
 */
export function watchedContract(
  known: Known,
  addon: string,
  given: UsableContract | null,
  kept: Kept,
): WatchedContract | null {
  const versions = known.state(contractVersions, addon);
  if (!isPublished(versions)) return null;
  const atHand = (version: ContractVersion): UsableContract | null =>
    given?.hash === version.hash ? given : contractOf(version, kept);
  const latest = versions.at(-1)!;
  const probes = probeHistory(known.state(probePlans, addon), kept);
  const whole = atHand(latest);
  if (whole !== null)
    return { contract: whole.contract, problems: whole.problems, versions, probes };
  const rest = versions.map(atHand).findLast((document) => document !== null) ?? given;
  if (rest === null) return null;
  return { contract: withPromiseOf(rest.contract, latest), problems: [], versions, probes };
}
