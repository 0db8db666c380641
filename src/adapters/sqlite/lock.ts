import { DatabaseSync } from "node:sqlite";
import { keepPrivate } from "../folder/index.ts";
import { translateError } from "./translate-error.ts";

/**
 * Makes this process the only one that writes `file`, by an open transaction on a database beside
 * it. The operating system ends it with the process, however that dies, so no lock is ever stale.
 * @throws PlimsollError `store.locked`
 */
export function lockStore(file: string): () => void {
  keepPrivate(`${file}.lock`);
  const lock = new DatabaseSync(`${file}.lock`);
  try {
    lock.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
    return () => lock.close();
  } catch (error) {
    lock.close();
    throw translateError(error, file);
  }
}
