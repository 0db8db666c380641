import type { DatabaseSync } from "node:sqlite";
import { type Lease, type Leases, releaseLease, takeLease } from "../../store/index.ts";
import type { Connection } from "./connection.ts";

/** The lease of a name as it stands; null where nobody ever took it. Runs inside a job. */
export type LeaseOf = (name: string) => Lease | null;

export function leaseReader(db: DatabaseSync): LeaseOf {
  const select = db.prepare(
    "SELECT holder, fence, expires_at_ms AS expiresAtMs FROM leases WHERE name = ?",
  );
  return (name) => (select.get(name) as Lease | undefined) ?? null;
}

export function sqliteLeases({ db, write }: Connection, leaseOf: LeaseOf): Leases {
  const upsert = db.prepare("INSERT OR REPLACE INTO leases VALUES (?, ?, ?, ?)");
  const keep = (name: string, { holder, fence, expiresAtMs }: Lease) =>
    upsert.run(name, holder, fence, expiresAtMs);

  return {
    take: (name, holder, ttlMs, nowMs) =>
      write(() => {
        const lease = takeLease(leaseOf(name), holder, ttlMs, nowMs);
        if (!lease) return null;
        keep(name, lease);
        return { name, holder, fence: lease.fence };
      }),

    release: (token) =>
      write(() => {
        const lease = releaseLease(leaseOf(token.name), token);
        if (lease) keep(token.name, lease);
      }),
  };
}
