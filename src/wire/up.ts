import { type KeyObject, randomUUID } from "node:crypto";
import { addressList } from "../adapters/address-list/index.ts";
import { startIntakeThread } from "../adapters/intake-thread/index.ts";
import { listen } from "../adapters/listener/index.ts";
import { newSecret } from "../adapters/new-secret/index.ts";
import { leaveProcessFile } from "../adapters/process-file/index.ts";
import { systemClock } from "../adapters/system-clock/index.ts";
import { commandRoutes } from "../api/commands.ts";
import { intakeRoutes } from "../api/intake.ts";
import { privateRoutes } from "../api/private.ts";
import { publicRoutes } from "../api/public.ts";
import { capabilities, type Running, type UpPlan } from "../cli/index.ts";
import { random } from "../core/chance/index.ts";
import { contractHash } from "../core/contract/index.ts";
import { publicKeyOf } from "../core/ledger/index.ts";
import { type Job, openProjection, runJobs } from "../engine/index.ts";
import {
  followChecks,
  type LostCommits,
  packJob,
  probeJobName,
  recordLoss,
  repeat,
  thinJob,
  watchClock,
  watchStore,
} from "../monitoring/index.ts";
import { cachedView, monthSealing, type Promising, viewDrawer } from "../publishing/index.ts";
import {
  type Environment,
  intakeKeyOf,
  openStoreForThreads,
  sealingKeyOf,
  storeName,
} from "./environment.ts";
import { guideOf } from "./guide.ts";
import { Opened } from "./opened.ts";
import { operations } from "./operations.ts";
import { publish, type WatchParts, watchAddon } from "./watch-addon.ts";

const sections = capabilities.flatMap(({ sections = [] }) => sections);
const VIEW_EVERY_MS = 30_000;

/** A running Plimsoll: watches, takes in, publishes. */
export async function up(plan: UpPlan, env: Environment, version: string): Promise<Running> {
  const isTrustedProxy = addressList(plan.trustedProxies);
  const opened = new Opened();
  try {
    const { contracts, onDiagnostic } = plan;
    const seen = operations({ clock: systemClock, write: onDiagnostic, contracts, version });
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
    const parts = { store, engine, intake, operations: seen, opened };
    const { view, jobs } = await watch({ ...plan, sealingKey }, parts);
    const addons = contracts.map(({ contract }) => contract.addon.key);
    for (const loss of losses)
      condition.onLoss(await recordLoss(store.ledger, addons, loss, systemClock.nowMs()));
    const onStoreError = seen.onErrorOf("Looking after the store");
    const { writes, onStoreState: onState } = condition;
    const looking = { store, clock: systemClock, writes, onState, onError: onStoreError };
    opened.add(watchStore(looking));
    const key = intakeKeyOf(plan.dataFolder, env);
    const { nowMs } = systemClock;
    const checks = () => condition.checks(store);
    const report = seen.onErrorOf("Making a page");
    const publicApp = publicRoutes({ view, sections, nowMs, version, checks, report });
    const { onNotice, onBatch, onAnswer } = seen;
    const receiving = { receive: condition.seenReceive(intake.receive) };
    const door = {
      intake: receiving,
      key,
      clock: systemClock,
      onNotice,
      onBatch,
      onAnswer,
      isTrustedProxy,
    };
    publicApp.route("/", intakeRoutes(door));
    const { url: publicUrl } = opened.add(await listen(publicApp.fetch, plan.publicAddress));
    const places = { store, intake, jobs, storeName: storeName(env), publicUrl };
    const guides = async () => {
      const { addons: published } = await view();
      const known = engine.projection.known();
      return contracts.flatMap((file) => {
        const one = published.find(({ addon }) => addon.key === file.contract.addon.key);
        return one === undefined
          ? []
          : [guideOf(file.contract, contractHash(file.text), one.statement, known)];
      });
    };
    const privateApp = privateRoutes({
      published: view,
      guides,
      operations: () => seen.view(places),
      counters: seen.counters,
      health: { version, checks, nowMs, report },
      residentBytes: () => process.memoryUsage.rss(),
      names: [plan.privateAddress.host],
      report,
    });
    const processKey = newSecret();
    privateApp.route(
      "/",
      commandRoutes({
        guides,
        version,
        doors: { engine, capabilities, addons, newSecret },
        key: processKey,
        nowMs,
        monotonicMs: systemClock.monotonicMs,
        report: seen.onErrorOf("Performing a command"),
      }),
    );
    const { url: privateUrl } = opened.add(await listen(privateApp.fetch, plan.privateAddress));
    opened.add(leaveProcessFile(plan.dataFolder, { url: privateUrl, key: processKey }));
    return { publicUrl, privateUrl, close: () => opened.close() };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** Publishes the contracts and watches their add-ons; answers what draws up the public view, and the jobs. */
async function watch(plan: UpPlan & { readonly sealingKey: KeyObject }, parts: WatchParts) {
  const { store, engine, operations, opened } = parts;
  const promising: Promising[] = [];
  const probes: Job[] = [];
  for (const file of plan.contracts) {
    const published = await publish(file, parts);
    promising.push(published);
    probes.push(...(await watchAddon(published, parts)));
  }
  const retention = new Map(
    plan.contracts.map(({ contract }) => [contract.addon.key, contract.operations.retention]),
  );
  const { sealingKey } = plan;
  const sealing = monthSealing({
    promising,
    slots: store.slots,
    ledger: store.ledger,
    sealingKey,
    onDamage: operations.onBlockDamage,
  });
  const holder = randomUUID();
  const jobs = opened.add(
    runJobs({
      jobs: [
        ...probes,
        packJob(store, systemClock, operations.onBlockDamage),
        thinJob(store, retention, {
          onDamage: operations.onBlockDamage,
          neededFrom: sealing.neededFrom,
        }),
        sealing.job,
        ...capabilities.flatMap(({ jobs = [] }) => jobs),
      ],
      engine,
      leases: store.leases,
      clock: systemClock,
      holder,
      random: random(1, holder),
      onError: (job, error) => operations.onErrorOf(`The job ${job}`)(error),
    }),
  );
  const isElsewhere = (addon: string, place: string, path: string) =>
    jobs.stateOf(probeJobName(addon, place, path)) === "elsewhere";
  const following = {
    slots: store.slots,
    clock: systemClock,
    isElsewhere,
    onCheck: operations.onCheckElsewhere,
    onError: operations.onErrorOf("Reading what other processes checked"),
  };
  for (const { contract } of plan.contracts) opened.add(followChecks(following, contract));
  opened.add(
    watchClock({
      clock: systemClock,
      ledger: store.ledger,
      addons: plan.contracts.map(({ contract }) => contract.addon.key),
      onStep: operations.onClockStep,
      onError: operations.onErrorOf("Recording that the clock was set"),
    }),
  );
  const draw = viewDrawer({
    publicKey: publicKeyOf(sealingKey),
    slots: store.slots,
    current: operations.current,
    known: engine.projection.known,
    sections,
    clock: systemClock,
    onDamage: operations.onBlockDamage,
  });
  const report = operations.onErrorOf("Computing the figures");
  const drawing = operations.condition.drawing((nowMs) => draw(promising, nowMs));
  const view = cachedView(drawing, report, systemClock);
  // However few look: whether the figures can be computed is part of our health.
  const keepDrawn = () => view().then(() => {}, report);
  opened.add(repeat(systemClock, VIEW_EVERY_MS, keepDrawn));
  return { view, jobs };
}
