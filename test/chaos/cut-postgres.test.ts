import { afterAll, beforeAll, expect, test } from "vitest";
import { openPostgresStore } from "../../src/adapters/postgres/index.ts";
import type { Store } from "../../src/core/store/index.ts";
import { at, entry, slot } from "../../src/core/store/testdata/samples.ts";
import { type PostgresServer, startPostgres } from "../stores/postgres-server.ts";
import { accountOf } from "./account.ts";
import { type CuttingProxy, startCuttingProxy } from "./cutting-proxy.ts";

let server: PostgresServer;
let proxy: CuttingProxy;
let store: Store;
beforeAll(async () => {
  server = await startPostgres();
  proxy = await startCuttingProxy(server.url);
  store = await openPostgresStore({ url: proxy.url });
});
afterAll(async () => {
  await store?.close();
  await proxy?.close();
  await server?.stop();
});

const add = (n: number) => () => store.slots.add([at(n, slot(n), { tenant: "tenant-0" })]);
const append = (n: number) => () => store.ledger.append([entry({ data: { n } })]);

test.for<[string, number, () => Promise<unknown>]>([
  ["slot", 1, add(1)],
  ["entry", 2, append(2)],
])(
  "the answer to a commit is lost: the %s is there once, and acknowledged",
  async ([kind, n, write]) => {
    proxy.cut("after");
    await write();
    const account = await accountOf(store);
    expect((kind === "slot" ? account.slots : account.entries).get(n)).toBe(1);
  },
);

test.for<[string, number, () => Promise<unknown>]>([
  ["slot", 3, add(3)],
  ["entry", 4, append(4)],
])("a commit is lost: the %s is not there, and may be written again", async ([kind, n, write]) => {
  proxy.cut("before");
  await expect(write()).rejects.toMatchObject({ code: "store.unavailable" });
  const kept = async () => {
    const account = await accountOf(store);
    return (kind === "slot" ? account.slots : account.entries).get(n);
  };
  expect(await kept()).toBeUndefined();
  await write();
  expect(await kept()).toBe(1);
});
