import type { DatabaseSync } from "node:sqlite";
import {
  type AcquiredLease,
  acquireLease,
  type Lease,
  type Leases,
  releaseLease,
} from "../../core/store/index.ts";
import type { Connection } from "./connection.ts";

/** The lease of a name as it stands; null where nobody ever took it. Runs inside a job. */
export type LeaseOf = (name: string) => Lease | null;

export function leaseReader(db: DatabaseSync): LeaseOf {
  const select = db.prepare("SELECT holder, fence, renewals FROM leases WHERE name = ?");
  return (name) => (select.get(name) as Lease | undefined) ?? null;
}

export function sqliteLeases({ db, write }: Connection, leaseOf: LeaseOf): Leases {
  const upsert = db.prepare("INSERT OR REPLACE INTO leases VALUES (?, ?, ?, ?)");
  const keep = (name: string, { holder, fence, renewals }: Lease) =>
    upsert.run(name, holder, fence, renewals);

  return {
    acquire: (name, holder, silent) =>
      write((): AcquiredLease => {
        const before = leaseOf(name);
        const lease = acquireLease(before, holder, silent);
        if (!lease) return { kind: "held", lease: before! };
        keep(name, lease);
        return { kind: "taken", token: { name, holder, fence: lease.fence } };
      }),

    release: (token) =>
      write(() => {
        const lease = releaseLease(leaseOf(token.name), token);
        if (lease) keep(token.name, lease);
      }),
  };
}
