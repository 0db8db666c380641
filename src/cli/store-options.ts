import { PlimsollError } from "../core/errors/index.ts";
import type { Call, Option } from "./command.ts";

/** Where the embedded store lives by default. */
const DEFAULT_FOLDER = ".plimsoll";

export const dataOption: Option = {
  flags: "--data DIR",
  about: `folder of the embedded store (default: ${DEFAULT_FOLDER}); PLIMSOLL_STORE names a PostgreSQL instead`,
};

/** The folder to use. A database address holds a password, so it comes from the environment only. */
export function dataFolderOf({ option, terminal }: Call): string {
  const folder = option("data");
  if (folder !== undefined && terminal.env.PLIMSOLL_STORE)
    throw new PlimsollError("usage", "--data and PLIMSOLL_STORE name two different stores.", {
      hint: "Leave one of them out.",
    });
  return folder ?? DEFAULT_FOLDER;
}
