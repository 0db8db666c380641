import { join } from "node:path";
import { examineSqlite } from "../adapters/sqlite/index.ts";
import { type Examination, examineStore } from "../core/store/index.ts";
import type { Environment } from "./environment.ts";

/** Examines the whole store while another process may write it. */
export async function examine(dataFolder: string, env: Environment): Promise<Examination> {
  const url = env.PLIMSOLL_STORE;
  const examined =
    url === undefined
      ? await examineSqlite(join(dataFolder, "plimsoll.db"))
      : await (await import("../adapters/postgres/index.ts")).examinePostgres(url);
  try {
    return await examineStore(examined);
  } finally {
    await examined.close();
  }
}
