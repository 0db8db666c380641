import { isDeepStrictEqual } from "node:util";
import { writtenSla } from "../core/contract/index.ts";
import type { Decide, Decision, VaultedEntry } from "../engine/index.ts";
import {
  type Circumstances,
  contractPublished,
  contractVersions,
  probePlans,
  probesPlanned,
  writeEntry,
} from "../entries/index.ts";
import { lastProbes, watchedProbes } from "./probe-history.ts";
import type { UsableContract } from "./published-contract.ts";

/**
 * A version more, unless it is the latest already; and a plan of checks more, where others are to be
 * made. The public section travels with the entry, the document and the plan lie in the vault.
 */
export const decidePublish: Decide<UsableContract> = (known, document, context, kept) => {
  const { addon, nowMs, by } = context;
  const circumstances = { addon, atMs: nowMs, by };
  const versions = known.state(contractVersions, addon);
  const plans = known.state(probePlans, addon);
  const probes = watchedProbes(document.contract);
  const isLatest = versions.at(-1)?.hash === document.hash;
  const isPlanned = isDeepStrictEqual(lastProbes(plans, kept), probes);
  return {
    kind: "decided",
    entries: [],
    vaulted: [
      ...(isLatest ? [] : [publishedEntry(document, circumstances)]),
      ...(isPlanned ? [] : [plannedEntry(probes, circumstances)]),
    ],
    expected: { contract: versions.length, probes: plans.at(-1)?.version ?? 0 },
  };
};

/**
 * The same for a document that a process is given at its start: where a person has published another
 * since, one that was replaced is not put in force again by a process that starts anew.
 */
export const decideGiven: Decide<UsableContract> = (known, document, context, kept) =>
  isReplaced(known.state(contractVersions, context.addon), document)
    ? ({ kind: "decided", entries: [], expected: {} } satisfies Decision)
    : decidePublish(known, document, context, kept);

/** By whom a process publishes what it is given at its start. */
export const ITSELF = "plimsoll";

const isReplaced = (
  versions: readonly { readonly hash: string; readonly by: string }[],
  { hash }: UsableContract,
): boolean =>
  versions.at(-1)?.by !== ITSELF &&
  versions.at(-1)?.hash !== hash &&
  versions.some((version) => version.hash === hash);

const publishedEntry = (
  { text, hash, contract }: UsableContract,
  circumstances: Circumstances,
): VaultedEntry => ({
  content: new TextEncoder().encode(text),
  about: { kind: "contract", person: "" },
  entry(document) {
    const { effectiveFrom } = contract.sla;
    const data = { hash, effectiveFrom, sla: writtenSla(text).text, document };
    return writeEntry(contractPublished, data, circumstances);
  },
});

/** Paths are the vendor's own affair: the ledger that others may read has only their hash. */
const plannedEntry = (
  probes: ReturnType<typeof watchedProbes>,
  circumstances: Circumstances,
): VaultedEntry => ({
  content: new TextEncoder().encode(JSON.stringify(probes)),
  about: { kind: "probes", person: "" },
  entry: ({ id, hash }) => writeEntry(probesPlanned, { probes: { id, hash } }, circumstances),
});
