import { type KeyObject, randomUUID } from "node:crypto";
import { systemClock } from "../adapters/system-clock/index.ts";
import { capabilities } from "../cli/index.ts";
import type { ContractSet, WatchedContract } from "../contracts/index.ts";
import { random } from "../core/chance/index.ts";
import { publicKeyOf } from "../core/ledger/index.ts";
import { type Job, runJobs } from "../engine/index.ts";
import { measureJob } from "../incidents/index.ts";
import {
  followChecks,
  packJob,
  probeJobName,
  repeat,
  thinJob,
  watchClock,
} from "../monitoring/index.ts";
import { cachedView, monthSealing, type PublicView, viewDrawer } from "../publishing/index.ts";
import { tellJob } from "../subscribers/index.ts";
import { type ChannelSettings, unsetChannels } from "./channels.ts";
import type { PersonLinks } from "./person-links.ts";
import { type WatchParts, watchAddons } from "./watch-addons.ts";
import { watchAlerts } from "./watch-alerts.ts";
import { watchConcerns } from "./watch-concerns.ts";
import { watchEffects } from "./watch-effects.ts";
import { watchHost } from "./watch-host.ts";
import { watchResources } from "./watch-resources.ts";
import type { WatchedTenants } from "./watch-tenants.ts";

export const sections = capabilities.flatMap(({ sections = [] }) => sections);
const VIEW_EVERY_MS = 30_000;

/** Watches the add-ons by their contracts as they are at any time; answers what draws up the public view, and the jobs. */
export async function watch(
  set: ContractSet,
  sealingKey: KeyObject,
  parts: WatchParts & {
    readonly tenants: WatchedTenants;
    readonly channels: ChannelSettings;
    readonly links: PersonLinks;
    /** Of the public page, without "/" at its end; null: nobody has said. */
    readonly publicUrl: () => string | null;
  },
) {
  const { store, engine, operations, opened, tenants } = parts;
  const contracts = () => set.now().map(({ contract }) => contract);
  const keys = () => contracts().map(({ addon }) => addon.key);
  const { onBlockDamage: onDamage, onErrorOf } = operations;
  const sealing = monthSealing({
    promising: set.now,
    slots: store.slots,
    ledger: store.ledger,
    sealingKey,
    onDamage,
  });
  const retention = () =>
    new Map(contracts().map(({ addon, operations }) => [addon.key, operations.retention]));
  const standing = [
    packJob(store, systemClock, onDamage),
    thinJob(store, retention, { onDamage, neededFrom: sealing.neededFrom }),
    sealing.job,
    tenants.job,
    ...capabilities.flatMap(({ jobs = [] }) => jobs),
  ];
  const addons = opened.add(watchAddons(parts));
  const { publicUrl, channels, links } = parts;
  const unsubscribeUrl = links.unsubscribe;
  const delivering = { vault: store.vault, projection: engine.projection, unsubscribeUrl, opened };
  const effectJobs = watchEffects(channels, delivering);
  const made = new WeakMap<WatchedContract, readonly Job[]>();
  let drawn: PublicView | null = null;
  const statementOf = (addon: string) =>
    drawn?.addons.find((one) => one.addon.key === addon)?.statement ?? null;
  const alerting = { slots: store.slots, operations, links, publicUrl, statementOf };
  const resources = opened.add(
    watchResources({
      store,
      addons: keys,
      onScrape: operations.onScrape,
      onError: onErrorOf("Reading what resources are in use"),
    }),
  );
  /** Of a contract the same each time: a job that stays the same goes on from where it was. */
  const contractJobs = (watched: WatchedContract) => {
    const { contract } = watched;
    const own = made.get(watched) ?? [
      ...watchHost(contract, operations.onHostPage, opened.signal),
      ...effectJobs(contract),
      ...watchAlerts(watched, alerting),
      ...resources.jobs(contract),
      tellJob({ addon: contract.addon, publicUrl }),
      measureJob({
        ...{ contract, probes: watched.probes, slots: store.slots },
        sinceMs: Date.parse(watched.versions[0].publishedAt),
      }),
    ];
    made.set(watched, own);
    return own;
  };
  const jobsOf = async (now: readonly WatchedContract[]) => [
    ...(await addons.follow(now)),
    ...now.flatMap(contractJobs),
    ...standing,
  ];
  const holder = randomUUID();
  const jobs = opened.add(
    runJobs({
      jobs: await jobsOf(set.now()),
      engine,
      leases: store.leases,
      clock: systemClock,
      holder,
      random: random(1, holder),
      onError: (job, error) => onErrorOf(`The job ${job}`)(error),
    }),
  );
  const tellContracts = () => {
    operations.onContracts(set.now());
    for (const contract of contracts())
      operations.onChannels(contract.addon.key, unsetChannels(contract, channels));
  };
  tellContracts();
  followChanges();
  const isElsewhere = (addon: string, place: string, path: string) =>
    jobs.stateOf(probeJobName(addon, place, path)) === "elsewhere";
  opened.add(
    followChecks({
      contracts,
      slots: store.slots,
      clock: systemClock,
      isElsewhere,
      onCheck: operations.onCheckElsewhere,
      onError: onErrorOf("Reading what other processes checked"),
    }),
  );
  opened.add(
    watchClock({
      clock: systemClock,
      ledger: store.ledger,
      addons: keys,
      onStep: operations.onClockStep,
      onError: onErrorOf("Recording that the clock was set"),
    }),
  );
  const { onConcern, onConcernOver: onOver } = operations;
  opened.add(watchConcerns(engine.projection.known(), keys, { onConcern, onOver }));
  const draw = viewDrawer({
    publicKey: publicKeyOf(sealingKey),
    slots: store.slots,
    current: operations.current,
    known: engine.projection.known,
    sections,
    clock: systemClock,
    onDamage,
  });
  const report = onErrorOf("Computing the figures");
  const drawing = operations.condition.drawing((nowMs) => draw(set.now(), nowMs));
  const view = cachedView(drawing, report, systemClock, undefined, set.now);
  // However few look: whether the figures can be computed is part of our health.
  const keepDrawn = () =>
    view().then((now) => {
      drawn = now;
    }, report);
  opened.add(repeat(systemClock, VIEW_EVERY_MS, keepDrawn));
  return { view, jobs, resources: resources.use };

  /** One change after the other, each as a whole. */
  function followChanges(): void {
    const onError = onErrorOf("Following a contract");
    let following = Promise.resolve();
    const change = async () => {
      tellContracts();
      jobs.replace(await jobsOf(set.now()));
    };
    const listening = set.onChange(() => {
      following = following.then(change).catch(onError);
    });
    opened.add({
      async close() {
        listening.close();
        await following;
      },
    });
  }
}
