import { accessSync, constants, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PlimsollError } from "../../core/errors/index.ts";

export { denyOthers, isOpenToOthers, keepPrivate } from "./keep-private.ts";

/**
 * Makes a folder with all that is above it. `mkdir` itself can do that too, but never comes back
 * where a file system refuses new folders as if the one above were missing, as `/proc` does.
 */
export function makeFolder(folder: string, mode = 0o777): void {
  if (existsSync(folder)) return;
  const above = dirname(folder);
  if (above !== folder) makeFolder(above, mode);
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

/**
 * Makes the folder of a store and its keys unless it is there: for its owner only, and with a
 * `.gitignore` of its own, so that no `git add` takes keys and customers' figures along.
 */
export function makeDataFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(folder, 0o700);
  writeFileSync(join(folder, ".gitignore"), "*\n");
}

/** Makes sure that files can be written into a folder. @throws PlimsollError `file.unwritable` */
export function requireFolder(folder: string, make = makeFolder): void {
  try {
    make(folder);
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new PlimsollError("file.unwritable", `${folder} cannot be written.`, { cause: error });
  }
}
