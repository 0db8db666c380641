import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeStore } from "../../store/suite.ts";
import { openSqliteStore } from "./open-sqlite-store.ts";

describeStore("SQLite", async () => {
  const dir = await mkdtemp(join(tmpdir(), "plimsoll-sqlite-"));
  const file = join(dir, "plimsoll.db");
  let store = await openSqliteStore({ file });
  return {
    store,
    async reopen() {
      await store.close();
      store = await openSqliteStore({ file });
      return store;
    },
    async close() {
      await store.close();
      await rm(dir, { recursive: true });
    },
  };
});
