import type { KeyObject } from "node:crypto";
import { join } from "node:path";
import type { StoreAddress } from "../adapters/intake-thread/index.ts";
import { keyFolder, readIntakeKey, readSealingKey } from "../adapters/key-folder/index.ts";
import {
  newTurnMemory,
  openSqliteStore,
  type SqliteStoreOptions,
} from "../adapters/sqlite/index.ts";
import type { Store } from "../core/store/index.ts";

/**
 * What is not in the contract: secrets and addresses, from the environment.
 * PLIMSOLL_STORE        a PostgreSQL address; without it a SQLite file in the data folder
 * PLIMSOLL_INTAKE_KEY   what senders of metrics show; without it one is made and kept there
 * PLIMSOLL_SEALING_KEY  an Ed25519 private key as PEM; without it one is made and kept there
 */
export type Environment = Readonly<Record<string, string | undefined>>;

export async function openStore(
  dataFolder: string,
  env: Environment,
  readOnly = false,
): Promise<Store> {
  const url = env.PLIMSOLL_STORE;
  if (url === undefined)
    return openSqliteStore({ file: join(dataFolder, "plimsoll.db"), readOnly });
  const { openPostgresStore } = await import("../adapters/postgres/index.ts");
  return openPostgresStore({ url });
}

/** The store, and where a further thread of this process finds it. */
export async function openStoreForThreads(
  dataFolder: string,
  env: Environment,
  callbacks: Pick<SqliteStoreOptions, "onLoss" | "onDamage">,
): Promise<{ readonly store: Store; readonly address: StoreAddress }> {
  const url = env.PLIMSOLL_STORE;
  if (url !== undefined)
    return { store: await openStore(dataFolder, env), address: { kind: "postgres", url } };
  const [file, turns] = [join(dataFolder, "plimsoll.db"), newTurnMemory()];
  const store = await openSqliteStore({
    file,
    turns: { memory: turns, isFurther: false },
    ...callbacks,
  });
  return { store, address: { kind: "sqlite", file, turns } };
}

/** What kind of store it is; its address may hold a password. */
export const storeName = (env: Environment): string =>
  env.PLIMSOLL_STORE === undefined ? "SQLite" : "PostgreSQL";

export const intakeKeyOf = (dataFolder: string, env: Environment): string =>
  env.PLIMSOLL_INTAKE_KEY === undefined
    ? keyFolder(dataFolder).intakeKey()
    : readIntakeKey(env.PLIMSOLL_INTAKE_KEY, "PLIMSOLL_INTAKE_KEY");

export const linkKeyOf = (dataFolder: string, env: Environment): string =>
  env.PLIMSOLL_LINK_KEY || keyFolder(dataFolder).linkKey();

export const sealingKeyOf = (dataFolder: string, env: Environment): KeyObject =>
  env.PLIMSOLL_SEALING_KEY === undefined
    ? keyFolder(dataFolder).sealingKey()
    : readSealingKey(env.PLIMSOLL_SEALING_KEY, "PLIMSOLL_SEALING_KEY");
