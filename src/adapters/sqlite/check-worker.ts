import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import { PlimsollError } from "../../core/errors/index.ts";
import { requireSound } from "./quick-check.ts";

/** Says what is damaged, if anything is, and ends. */
const file = workerData as string;
const db = new DatabaseSync(file, { readOnly: true });
try {
  requireSound(db, file);
} catch (error) {
  if (!(error instanceof PlimsollError)) throw error;
  parentPort!.postMessage(error.message);
} finally {
  db.close();
}
