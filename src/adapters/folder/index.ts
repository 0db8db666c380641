import { accessSync, constants, existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { PlimsollError } from "../../errors/index.ts";

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

/** Makes sure that files can be written into a folder. @throws PlimsollError `file.unwritable` */
export function requireFolder(folder: string): void {
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new PlimsollError("file.unwritable", `${folder} cannot be written.`, { cause: error });
  }
}
