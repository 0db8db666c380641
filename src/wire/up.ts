import { sessions } from "../access/index.ts";
import { addressList } from "../adapters/address-list/index.ts";
import { startIntakeThread } from "../adapters/intake-thread/index.ts";
import { listen } from "../adapters/listener/index.ts";
import { newSecret } from "../adapters/new-secret/index.ts";
import { leaveProcessFile } from "../adapters/process-file/index.ts";
import { systemClock } from "../adapters/system-clock/index.ts";
import { actionRoutes } from "../api/action-links.ts";
import { commandRoutes } from "../api/commands.ts";
import { enterPath } from "../api/console.ts";
import { intakeRoutes } from "../api/intake.ts";
import { privateRoutes } from "../api/private.ts";
import { publicRoutes } from "../api/public.ts";
import { subscribeRoutes } from "../api/subscribe.ts";
import { capabilities, type RunningUp, type UpPlan } from "../cli/index.ts";
import {
  type ContractSet,
  nothingToWatch,
  openContractSet,
  publishGiven,
} from "../contracts/index.ts";
import { promiseStretches } from "../core/contract/index.ts";
import { local, openProjection } from "../engine/index.ts";
import { type LostCommits, recordLoss, watchStore } from "../monitoring/index.ts";
import { channelSettings } from "./channels.ts";
import {
  type Environment,
  intakeKeyOf,
  linkKeyOf,
  openStoreForThreads,
  sealingKeyOf,
  storeName,
} from "./environment.ts";
import { guideOf } from "./guide.ts";
import { Opened } from "./opened.ts";
import { operations } from "./operations.ts";
import { personLinks } from "./person-links.ts";
import { sections, watch } from "./watch.ts";
import { watchTenants } from "./watch-tenants.ts";

/** A running Plimsoll: watches, takes in, publishes. */
export async function up(plan: UpPlan, env: Environment, version: string): Promise<RunningUp> {
  const isTrustedProxy = addressList(plan.trustedProxies);
  const opened = new Opened();
  const channels = channelSettings(env);
  try {
    let set: ContractSet | null = null;
    const contracts = () => set?.now() ?? [];
    const seen = operations({
      clock: systemClock,
      write: plan.onDiagnostic,
      given: plan.contracts,
      contracts,
      version,
    });
    const { condition } = seen;
    const losses: LostCommits[] = [];
    const callbacks = {
      onLoss: (loss: LostCommits) => losses.push(loss),
      onDamage: condition.onStoreDamage,
    };
    const { store: found, address } = await openStoreForThreads(plan.dataFolder, env, callbacks);
    const store = condition.writes.seen(opened.add(found));
    const sealingKey = sealingKeyOf(plan.dataFolder, env);
    const onIntakeError = seen.onErrorOf("Taking metrics in");
    const task = { store: address, mostSeries: plan.mostSeries };
    const intake = opened.add(startIntakeThread(task, onIntakeError));
    const onError = seen.onErrorOf("Reading the ledger");
    const reading = { ledger: store.ledger, clock: systemClock, onError };
    const projection = opened.add(await openProjection(reading));
    const engine = { ledger: store.ledger, vault: store.vault, projection };
    for (const given of plan.contracts) await publishGiven(engine, given, systemClock.nowMs());
    const onSetError = seen.onErrorOf("Reading contracts");
    const following = { engine, given: plan.contracts, clock: systemClock, onError: onSetError };
    set = opened.add(await openContractSet(following));
    if (contracts().length === 0) throw nothingToWatch(projection.known());
    const addons = () => contracts().map(({ contract }) => contract.addon);
    const keys = () => addons().map(({ key }) => key);
    const { mostTenants } = plan;
    const onLeftOut = seen.onTenantsLeftOut;
    const tenants = watchTenants({ store, engine, mostTenants, onLeftOut });
    let ownUrl: string | null = null;
    const publicUrl = () => (plan.publicUrl ?? ownUrl)?.replace(/\/+$/, "") ?? null;
    const linkKey = linkKeyOf(plan.dataFolder, env);
    const watching = { store, engine, intake, operations: seen, opened, tenants };
    const links = personLinks(linkKey, publicUrl);
    const parts = { ...watching, channels, publicUrl, links };
    const { view, jobs, resources } = await watch(set, sealingKey, parts);
    for (const loss of losses)
      condition.onLoss(await recordLoss(store.ledger, keys(), loss, systemClock.nowMs()));
    const onStoreError = seen.onErrorOf("Looking after the store");
    const { writes, onStoreState: onState } = condition;
    const looking = { store, clock: systemClock, writes, onState, onError: onStoreError };
    opened.add(watchStore(looking));
    const key = intakeKeyOf(plan.dataFolder, env);
    const { nowMs } = systemClock;
    const checks = () => condition.checks(store);
    const report = seen.onErrorOf("Making a page");
    const guides = async () => {
      const { addons: published } = await view();
      const known = engine.projection.known();
      return contracts().flatMap(({ contract, versions }) => {
        const one = published.find(({ addon }) => addon.key === contract.addon.key);
        // By what is promised now; a promise to come has its own time.
        const stretch = promiseStretches(contract, versions).find(({ toMs }) => nowMs() < toMs)!;
        return one === undefined
          ? []
          : [guideOf(stretch.contract, stretch.version.hash, one.statement, known)];
      });
    };
    const publicApp = publicRoutes({ view, guides, sections, nowMs, version, checks, report });
    const { onNotice, onBatch, onAnswer } = seen;
    const receiving = { receive: condition.seenReceive(intake.receive) };
    const door = {
      intake: receiving,
      key,
      clock: systemClock,
      onNotice,
      onBatch,
      onAnswer,
      onCalls: tenants.onCalls,
      isTrustedProxy,
    };
    const processKey = newSecret();
    const { monotonicMs } = systemClock;
    const callers = {
      ...{ processKey, nowMs, monotonicMs },
      sessions: sessions(newSecret, monotonicMs),
      known: () => engine.projection.upTo(),
    };
    const doors = {
      ...{ engine, capabilities, newSecret, jobs: jobs.list, resources, slots: store.slots },
      get addons() {
        return keys();
      },
    };
    publicApp.route("/", intakeRoutes(door));
    publicApp.route("/", actionRoutes({ doors, linkKey, nowMs }));
    const asking = { view, engine, nowMs, monotonicMs, newSecret, isTrustedProxy, publicUrl };
    publicApp.route("/", subscribeRoutes({ ...asking, confirmUrl: links.confirm }));
    const { url } = opened.add(await listen(publicApp.fetch, plan.publicAddress));
    ownUrl = url;
    const places = { store, intake, jobs, storeName: storeName(env), publicUrl: url };
    const privateApp = privateRoutes({
      published: view,
      guides,
      operations: () => seen.view(places),
      callers,
      doors,
      counters: seen.counters,
      health: { version, checks, nowMs, report },
      residentBytes: () => process.memoryUsage.rss(),
      names: [plan.privateAddress.host],
      report,
    });
    const linkDoor = { linkKey, publicUrl: plan.publicUrl ?? url };
    const reportCommand = seen.onErrorOf("Performing a command");
    privateApp.route(
      "/",
      commandRoutes({ guides, version, doors, callers, links: linkDoor, report: reportCommand }),
    );
    const { url: privateUrl } = opened.add(await listen(privateApp.fetch, plan.privateAddress));
    opened.add(leaveProcessFile(plan.dataFolder, { url: privateUrl, key: processKey }));
    const privateLink = new URL(enterPath(callers.sessions.newLink(local)), privateUrl).href;
    return {
      publicUrl: url,
      privateUrl,
      privateLink,
      addons: addons(),
      close: () => opened.close(),
    };
  } catch (error) {
    await opened.close();
    throw error;
  }
}
