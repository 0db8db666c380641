import { randomUUID } from "node:crypto";
import { listen } from "../adapters/listener/index.ts";
import { systemClock } from "../adapters/system-clock/index.ts";
import { intakeRoutes } from "../api/intake.ts";
import { privateRoutes } from "../api/private.ts";
import { publicRoutes } from "../api/public.ts";
import type { Running, UpPlan } from "../cli/index.ts";
import { publicKeyOf } from "../ledger/index.ts";
import { currentStates, keepPacked, openIntake, type WatchedAddon } from "../monitoring/index.ts";
import { cachedView, type Promising, testRunReader, viewDrawer } from "../publishing/index.ts";
import type { Store } from "../store/index.ts";
import { type Environment, intakeKeyOf, openStore, sealingKeyOf } from "./environment.ts";
import { Opened } from "./opened.ts";
import { report } from "./report.ts";
import { publish, watchAddon } from "./watch-addon.ts";

/** A running Plimsoll: watches, takes in, publishes. */
export async function up(plan: UpPlan, env: Environment, version: string): Promise<Running> {
  const opened = new Opened();
  try {
    const store = opened.add(await openStore(plan.dataFolder, env));
    const watched = new Map<string, WatchedAddon>();
    const publicKey = publicKeyOf(sealingKeyOf(plan.dataFolder, env));
    const view = await watch({ ...plan, publicKey }, store, watched, opened);
    const intake = openIntake({ store, clock: systemClock, addons: () => watched });
    const key = intakeKeyOf(plan.dataFolder, env);
    const { nowMs } = systemClock;
    const checks = async () => [{ name: "store:readable", ...(await canRead(store)) }];
    const publicApp = publicRoutes({ view, nowMs, version, checks, report });
    publicApp.route("/", intakeRoutes({ intake, key }));
    const privateApp = privateRoutes({
      statements: async () => (await view(nowMs())).addons.map(({ statement }) => statement),
      version,
      residentBytes: () => process.memoryUsage.rss(),
    });
    const { url: publicUrl } = opened.add(await listen(publicApp.fetch, plan.publicAddress));
    const { url: privateUrl } = opened.add(await listen(privateApp.fetch, plan.privateAddress));
    return { publicUrl, privateUrl, close: () => opened.close() };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** Publishes the contracts and watches their add-ons; answers what draws up the public view. */
async function watch(
  plan: UpPlan & { readonly publicKey: string },
  store: Store,
  watched: Map<string, WatchedAddon>,
  opened: Opened,
) {
  const states = currentStates();
  const promising: Promising[] = [];
  for (const file of plan.contracts) {
    const published = await publish(file, store);
    promising.push(published);
    await watchAddon(published, { store, watched, states, opened });
  }
  const packing = { store, clock: systemClock, holder: randomUUID(), onError: report };
  opened.add(keepPacked(packing));
  const draw = viewDrawer({
    publicKey: plan.publicKey,
    slots: store.slots,
    current: states.of,
    tests: testRunReader(store.ledger),
  });
  return cachedView((nowMs) => draw(promising, nowMs), report, systemClock.nowMs);
}

async function canRead(store: Store) {
  try {
    await store.ledger.head();
    return { status: "pass", output: "" } as const;
  } catch (error) {
    return { status: "fail", output: (error as Error).message } as const;
  }
}
