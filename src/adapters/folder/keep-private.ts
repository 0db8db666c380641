import { chmodSync, closeSync, openSync, statSync } from "node:fs";

const OWNER_ONLY = 0o600;
const OTHERS = 0o077;

/** Makes a file that only its owner may read, or takes the rights of all others from one that is there. */
export function keepPrivate(file: string): void {
  closeSync(openSync(file, "a", OWNER_ONLY));
  denyOthers(file);
}

/** Does nothing where there is no such file, and where it is somebody else's. */
export function denyOthers(file: string): void {
  if (!isOpenToOthers(file)) return;
  try {
    chmodSync(file, OWNER_ONLY);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") throw error;
  }
}

/** Whether anybody but the owner may do something with a file; never on Windows, which has no such bits. */
export function isOpenToOthers(file: string): boolean {
  if (process.platform === "win32") return false;
  const mode = statSync(file, { throwIfNoEntry: false })?.mode ?? 0;
  return (mode & OTHERS) !== 0;
}
