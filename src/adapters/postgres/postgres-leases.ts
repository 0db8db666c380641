import {
  type AcquiredLease,
  acquireLease,
  type Lease,
  type Leases,
  releaseLease,
} from "../../core/store/index.ts";
import type { Ask, Database } from "./database.ts";

/** The lease of a name, locked until the transaction ends; null where nobody ever took it. */
export async function lockLease(
  ask: Ask,
  name: string,
  lock: "UPDATE" | "SHARE",
): Promise<Lease | null> {
  const [row] = await ask(`SELECT * FROM plimsoll.leases WHERE name = $1 FOR ${lock}`, [name]);
  return row
    ? {
        holder: String(row.holder),
        fence: Number(row.fence),
        renewals: Number(row.renewals),
      }
    : null;
}

export function postgresLeases({ transact }: Database): Leases {
  const keep = (ask: Ask, name: string, { holder, fence, renewals }: Lease) =>
    ask("UPDATE plimsoll.leases SET holder = $2, fence = $3, renewals = $4 WHERE name = $1", [
      name,
      holder,
      fence,
      renewals,
    ]);

  return {
    acquire: (name, holder, silent) =>
      transact(async (ask): Promise<AcquiredLease> => {
        // Nobody's row comes first, so that those who ask at once all have one row to wait for.
        await ask("INSERT INTO plimsoll.leases VALUES ($1, '', 0, 0) ON CONFLICT DO NOTHING", [
          name,
        ]);
        const before = (await lockLease(ask, name, "UPDATE"))!;
        const lease = acquireLease(before, holder, silent);
        if (!lease) return { kind: "held", lease: before };
        await keep(ask, name, lease);
        return { kind: "taken", token: { name, holder, fence: lease.fence } };
      }),

    release: (token) =>
      transact(async (ask) => {
        const lease = releaseLease(await lockLease(ask, token.name, "UPDATE"), token);
        if (lease) await keep(ask, token.name, lease);
      }),
  };
}
