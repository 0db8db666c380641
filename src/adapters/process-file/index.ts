import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Where the process that is up can be asked to do something, and by which key. */
export interface ProcessDoor {
  readonly url: string;
  readonly key: string;
}

const FILE = "process.json";

/** Leaves word in the data folder, for its owner only, until closed. */
export function leaveProcessFile(folder: string, door: ProcessDoor): { close(): Promise<void> } {
  const file = join(folder, FILE);
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify({ ...door, pid: process.pid })}\n`, { mode: 0o600 });
  renameSync(draft, file);
  return {
    async close() {
      // Another process may have left its own since.
      if (readProcessFile(folder)?.key === door.key) rmSync(file, { force: true });
    },
  };
}

/** What the process that is up has left; null where there is none, or it is not to be understood. */
export function readProcessFile(folder: string): ProcessDoor | null {
  try {
    const { url, key } = JSON.parse(readFileSync(join(folder, FILE), "utf8"));
    return typeof url === "string" && typeof key === "string" ? { url, key } : null;
  } catch {
    return null;
  }
}
