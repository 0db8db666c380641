/**
 * One of several processes that want to decide the same things: for each version of one subject it
 * tries to be the one, and says `won 3` or `lost 3`. `node racer.ts '{"url": "…", "name": "a"}'`.
 */
import { openPostgresStore } from "../../src/adapters/postgres/index.ts";
import { entry } from "../../src/core/store/testdata/samples.ts";

const DECISIONS = 100;

const { url, name } = JSON.parse(process.argv[2]!);
const store = await openPostgresStore({ url });

for (let version = 0; version < DECISIONS; ) {
  const decision = [entry({ subject: "scaling", by: name })];
  const appended = await store.ledger.append(decision, { expected: { scaling: version } });
  if (appended.kind === "fenced" || appended.kind === "repeated")
    throw new Error(`Nobody asked for what is ${appended.kind}.`);
  console.log(`${appended.kind === "appended" ? "won" : "lost"} ${version}`);
  version = appended.kind === "appended" ? version + 1 : appended.actual;
}
await store.close();
console.log("done");
