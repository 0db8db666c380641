import { PlimsollError } from "../../core/errors/index.ts";
import type { Store } from "../../core/store/index.ts";
import { connectDatabase } from "./database.ts";
import { postgresHealth } from "./postgres-health.ts";
import { postgresIntake } from "./postgres-intake.ts";
import { postgresLeases } from "./postgres-leases.ts";
import { postgresLedger } from "./postgres-ledger.ts";
import { postgresSlots } from "./postgres-slots.ts";
import { postgresVault } from "./postgres-vault.ts";
import { migrate } from "./schema.ts";
import { slotWriter } from "./slot-writer.ts";

export interface PostgresStoreOptions {
  /** `postgres://user:password@host:port/database`; Plimsoll keeps to a schema `plimsoll` of its own. */
  readonly url: string;
}

/**
 * Opens the store in a PostgreSQL database, which any number of processes may share.
 * @throws PlimsollError `store.unavailable`, `store.foreign`, `store.full`
 */
export async function openPostgresStore({ url }: PostgresStoreOptions): Promise<Store> {
  const database = connectDatabase(url);
  try {
    await migrate(database);
  } catch (error) {
    await database.close();
    throw error instanceof PlimsollError ? error : unusable(error);
  }
  const writer = slotWriter();
  return {
    slots: postgresSlots(database, writer),
    intake: postgresIntake(database, writer),
    ledger: postgresLedger(database),
    vault: postgresVault(database),
    leases: postgresLeases(database),
    health: postgresHealth(database),
    close: database.close,
  };
}

/** The cause is left out: it may quote the address, and with it the password. */
function unusable(error: unknown): PlimsollError {
  const { message } = error as Error;
  return new PlimsollError("store.unavailable", `The database cannot be used: ${message}.`);
}
