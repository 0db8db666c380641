import { type Entry, entryLine, genesis, subjectKey } from "../ledger/index.ts";
import { decideAppend } from "./decide-append.ts";
import type { StoreHealth, UsageSample } from "./health-port.ts";
import { acquireLease, type Lease, releaseLease } from "./lease.ts";
import { memoryIntake } from "./memory-intake.ts";
import { memorySlots } from "./memory-slots.ts";
import { memoryVault } from "./memory-vault.ts";
import type { Leases, LedgerStore, Store } from "./port.ts";

/** A store that lives as long as the process: for tests and for trying things out. */
export function memoryStore(): Store {
  const leases = new Map<string, Lease>();
  const { slots, keep } = memorySlots((name) => leases.get(name) ?? null);
  return {
    slots,
    intake: memoryIntake(keep),
    ledger: memoryLedger(leases),
    vault: memoryVault(),
    leases: memoryLeases(leases),
    health: memoryHealth(),
    close: async () => {},
  };
}

function memoryHealth(): StoreHealth {
  const samples: UsageSample[] = [];
  return {
    touch: async () => {},
    sizeBytes: async () => null,
    place: async () => ({ disk: null, lost: null }),
    usage: async () => [...samples],
    async noteUsage(sample, forgetBeforeMs) {
      samples.push(sample);
      while (samples[0] && samples[0].atMs < forgetBeforeMs) samples.shift();
    },
  };
}

function memoryLedger(leases: ReadonlyMap<string, Lease>): LedgerStore {
  const lines: string[] = [];
  const at = (index: number): Entry => JSON.parse(lines[index]!);
  const head = () => (lines.length === 0 ? genesis : at(lines.length - 1));
  const versions = new Map<string, number>();
  const listeners = new Set<() => void>();
  const caused = new Map<string, readonly number[]>();
  const versionOf = (addon: string, subject: string) => {
    const key = subjectKey(addon, subject);
    if (!subject.endsWith("/")) return versions.get(key) ?? 0;
    const below = [...versions].filter(([other]) => other.startsWith(key));
    return below.reduce((sum, [, version]) => sum + version, 0);
  };
  const causedBy = (addon: string, cause: string) =>
    (caused.get(subjectKey(addon, cause)) ?? []).map(at);

  return {
    async append(entries, options = {}) {
      const leaseOf = (name: string) => leases.get(name) ?? null;
      const known = { head: head(), versionOf, causedBy, leaseOf };
      const decision = decideAppend(entries, options, known);
      if (decision.kind !== "appended") return decision;
      for (const entry of decision.entries) {
        const { addon, cause } = entry;
        if (cause !== undefined) {
          const key = subjectKey(addon, cause);
          caused.set(key, [...(caused.get(key) ?? []), lines.length]);
        }
        lines.push(entryLine(entry));
        versions.set(subjectKey(entry.addon, entry.subject), entry.version);
      }
      for (const listener of listeners) listener();
      return decision;
    },
    async *read({ after = 0, addon } = {}) {
      const until = lines.length;
      for (let index = after; index < until; index++) {
        const entry = at(index);
        if (addon === undefined || entry.addon === addon) yield [entry];
      }
    },
    async head() {
      const { seq, hash } = head();
      return { seq, hash };
    },
    caused: async (addon, cause) => causedBy(addon, cause),
    follow(listener) {
      listeners.add(listener);
      return { close: () => void listeners.delete(listener) };
    },
  };
}

function memoryLeases(leases: Map<string, Lease>): Leases {
  return {
    async acquire(name, holder, silent) {
      const before = leases.get(name) ?? null;
      const lease = acquireLease(before, holder, silent);
      if (!lease) return { kind: "held", lease: before! };
      leases.set(name, lease);
      return { kind: "taken", token: { name, holder, fence: lease.fence } };
    },
    async release(token) {
      const lease = releaseLease(leases.get(token.name) ?? null, token);
      if (lease) leases.set(token.name, lease);
    },
  };
}
