/**
 * A process that holds a lease as long as it may and appends under it, saying `token 1`,
 * `appended 1`, `fenced 1` (the number is the fence). With `"falls": "asleep"` it stops the first time
 * that it holds the lease, until somebody sends it SIGCONT. `node lease-holder.ts '{"url": "…", "name": "a"}'`.
 */
import { setTimeout } from "node:timers/promises";
import { openPostgresStore } from "../../src/adapters/postgres/index.ts";
import { systemClock } from "../../src/adapters/system-clock/index.ts";
import { leaseKeeper } from "../../src/core/store/index.ts";
import { entry } from "../../src/core/store/testdata/samples.ts";

const TTL_MS = 300;
const EVERY_MS = 20;

const { url, name, falls } = JSON.parse(process.argv[2]!);
const store = await openPostgresStore({ url });
const take = leaseKeeper(store.leases, systemClock, name);

for (;;) {
  const token = await take("scaling", TTL_MS);
  if (token) {
    console.log(`token ${token.fence}`);
    // It does not know how long it sleeps, nor that it did.
    if (falls === "asleep" && token.fence === 1) process.kill(process.pid, "SIGSTOP");
    const decision = [entry({ subject: "scaling", by: name, data: { fence: token.fence } })];
    const { kind } = await store.ledger.append(decision, { fence: token });
    console.log(`${kind} ${token.fence}`);
  }
  await setTimeout(EVERY_MS);
}
