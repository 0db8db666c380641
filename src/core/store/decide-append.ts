import {
  type CausedBy,
  chain,
  findConflict,
  findRepeated,
  type Head,
  type NewEntry,
  type VersionOf,
} from "../ledger/index.ts";
import { holds, type Lease } from "./lease.ts";
import type { Appended, AppendOptions } from "./port.ts";

/** What a store must look up, under its write lock, before an append can be decided. */
export interface KnownLedger {
  readonly head: Head;
  readonly versionOf: VersionOf;
  readonly causedBy: CausedBy;
  readonly leaseOf: (name: string) => Lease | null;
}

/** The one rule of appending, for every store: fence first, then causes, versions, and the chain. */
export function decideAppend(
  entries: readonly NewEntry[],
  { expected = {}, fence }: AppendOptions,
  known: KnownLedger,
): Appended {
  if (fence && !holds(known.leaseOf(fence.name), fence))
    return { kind: "fenced", lease: fence.name };
  const repeated = findRepeated(entries, known.causedBy);
  if (repeated) return { kind: "repeated", entries: repeated };
  const conflict = findConflict(entries, expected, known.versionOf);
  return conflict ?? { kind: "appended", entries: chain(known.head, entries, known.versionOf) };
}
