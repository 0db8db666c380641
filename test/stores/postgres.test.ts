import { afterAll, beforeAll } from "vitest";
import { openPostgresStore } from "../../src/adapters/postgres/index.ts";
import { describeStore } from "../../src/store/suite.ts";
import { type PostgresServer, startPostgres } from "./postgres-server.ts";

let server: PostgresServer;
let databases = 0;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server?.stop());

describeStore("PostgreSQL", async () => {
  const url = await server.createDatabase(`store_${++databases}`);
  let store = await openPostgresStore({ url });
  return {
    store,
    async reopen() {
      await store.close();
      store = await openPostgresStore({ url });
      return store;
    },
    close: () => store.close(),
  };
});
