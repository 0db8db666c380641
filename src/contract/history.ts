import { type Entry, fold, type NewEntry } from "../ledger/index.ts";
import type { LedgerStore } from "../store/index.ts";
import type { Contract } from "./contract.ts";
import { readContract } from "./read-contract.ts";

/** One published version of an add-on's contract, as the ledger tells of it. */
export interface PublishedVersion {
  /** 1, 2, 3 … */
  readonly version: number;
  /** Of the whole document, so that every change of it is told. */
  readonly hash: string;
  /** ISO; when Plimsoll was first given it. */
  readonly publishedAt: string;
  /** ISO date from which it is judged by. */
  readonly effectiveFrom: string;
  /** The `sla` section as written. */
  readonly sla: string;
}

/** Oldest first, by add-on key. */
type ContractHistory = ReadonlyMap<string, readonly PublishedVersion[]>;

const CONTRACT_SUBJECT = "contract";
const PUBLISHED = "contract.published";

/** The fold over the ledger that knows which contracts were ever published. */
function foldContracts(history: ContractHistory, entry: Entry): ContractHistory {
  if (entry.type !== PUBLISHED) return history;
  const { hash, effectiveFrom, sla } = entry.data as { [name: string]: string };
  const version = {
    version: entry.version,
    hash: hash!,
    publishedAt: entry.at,
    effectiveFrom: effectiveFrom!,
    sla: sla!,
  };
  return new Map(history).set(entry.addon, [...(history.get(entry.addon) ?? []), version]);
}

/** What is to be published: the public section travels with the entry, the private one never does. */
export interface Publication {
  readonly addon: string;
  readonly hash: string;
  readonly effectiveFrom: string;
  /** The `sla` section as written. */
  readonly sla: string;
}

/** The entry that publishes a contract; null where it is already the latest version. */
function decidePublication(
  versions: readonly PublishedVersion[],
  { addon, hash, effectiveFrom, sla }: Publication,
  at: string,
): NewEntry | null {
  if (versions.at(-1)?.hash === hash) return null;
  return {
    addon,
    subject: CONTRACT_SUBJECT,
    type: PUBLISHED,
    at,
    by: "plimsoll",
    data: { hash, effectiveFrom, sla },
  };
}

/** Oldest first; there is one at least. */
export type PublishedVersions = readonly [PublishedVersion, ...PublishedVersion[]];

/** Publishes a contract unless it is the latest already; answers every version, oldest first. */
export async function publishContract(
  ledger: Pick<LedgerStore, "append" | "read">,
  publication: Publication,
  at: string,
): Promise<PublishedVersions> {
  const { addon } = publication;
  for (;;) {
    const history = await fold(foldContracts, new Map() as ContractHistory, ledger.read({ addon }));
    const versions = history.get(addon) ?? [];
    const entry = decidePublication(versions, publication, at);
    if (entry === null) return versions as PublishedVersions;
    const expected = { [CONTRACT_SUBJECT]: versions.length };
    const appended = await ledger.append([entry], { expected });
    // Another process published in between: what it published decides anew.
    if (appended.kind === "appended")
      return [...versions, ...publishedBy(appended.entries, addon)] as unknown as PublishedVersions;
  }
}

const publishedBy = (entries: readonly Entry[], addon: string): readonly PublishedVersion[] =>
  entries.reduce(foldContracts, new Map() as ContractHistory).get(addon) ?? [];

/**
 * The version by which a moment is judged: the latest published of those that are effective by then,
 * else the first, because a promise is shown and measured before its day has come.
 */
export const versionInForce = (versions: PublishedVersions, atMs: number): PublishedVersion =>
  versions.findLast(({ effectiveFrom }) => Date.parse(effectiveFrom) <= atMs) ?? versions[0];

/** The present contract with the promise of an earlier version; as it is where that can no longer be read. */
export function withPromiseOf(contract: Contract, { sla }: PublishedVersion): Contract {
  const { key, name, vendor, host, baseUrl, payment, timeZone } = contract.addon;
  const addon = JSON.stringify({ key, name, vendor, host, baseUrl, payment, timeZone });
  const read = readContract(`plimsoll: 1\naddon: ${addon}\n${sla}`);
  return read.kind === "contract" ? { ...contract, sla: read.contract.sla } : contract;
}
