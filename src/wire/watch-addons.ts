import { httpProber } from "../adapters/http-probe/index.ts";
import type { IntakeThread } from "../adapters/intake-thread/index.ts";
import { systemClock } from "../adapters/system-clock/index.ts";
import { fetchText } from "../adapters/terminal/index.ts";
import type { WatchedContract } from "../contracts/index.ts";
import { objectives, promiseStretches, unpromisedPaths } from "../core/contract/index.ts";
import type { Descriptor } from "../core/host/index.ts";
import type { Store } from "../core/store/index.ts";
import type { Engine, Job } from "../engine/index.ts";
import { limitsOf, probeJobs, slotBuffer, watchDescriptor } from "../monitoring/index.ts";
import type { Opened } from "./opened.ts";
import type { Operations } from "./operations.ts";

export interface WatchParts {
  readonly store: Store;
  readonly engine: Engine;
  /** What takes in the add-ons' own metrics. */
  readonly intake: Pick<IntakeThread, "watch">;
  readonly operations: Operations;
  readonly opened: Opened;
}

/** What is done for one add-on, and by which contract. */
interface Watch {
  readonly watched: WatchedContract;
  readonly probes: readonly Job[];
  readonly descriptor: Following;
}

/** An add-on's descriptor as it is followed. */
interface Following {
  readonly url: string | null;
  /** The contract by which requests are classified as soon as a descriptor is seen. */
  watched: WatchedContract;
  seen: Descriptor | null;
  close(): Promise<void>;
}

/** Takes in what add-ons measure, follows their descriptors and probes them, as their contracts are now. */
export function watchAddons({ store, engine, intake, operations, opened }: WatchParts) {
  const watches = new Map<string, Watch>();
  const results = slotBuffer(store);
  const deps = { clock: systemClock, store, engine };
  const { onCheck, onNetwork, onErrorOf } = operations;
  const onStoreError = onErrorOf("Storing what checks found");
  const prober = httpProber();

  /** Answers the jobs that probe it. */
  async function follow(watched: WatchedContract): Promise<readonly Job[]> {
    const { addon } = watched.contract;
    const before = watches.get(addon.key);
    if (before?.watched === watched) return before.probes;
    const descriptor = await followDescriptor(watched, before?.descriptor);
    const probing = { ...deps, prober, results, signal: opened.signal };
    const probes = probeJobs({ ...probing, onCheck, onNetwork, onStoreError }, watched.contract);
    watches.set(addon.key, { watched, probes, descriptor });
    return probes;
  }

  async function followDescriptor(
    watched: WatchedContract,
    before: Following | undefined,
  ): Promise<Following> {
    const { addon } = watched.contract;
    const url = addon.descriptor === null ? null : addon.baseUrl + addon.descriptor;
    if (before?.url === url) {
      before.watched = watched;
      takeIn(before);
      return before;
    }
    await before?.close();
    const following: Following = { url, watched, seen: null, close: async () => {} };
    takeIn(following);
    const seen = operations.descriptorOf(addon.key);
    const onDescriptor = (descriptor: Descriptor) => {
      following.seen = descriptor;
      takeIn(following);
      seen.onDescriptor();
    };
    following.close = (
      await watchDescriptor({ ...deps, fetchText, ...seen, onDescriptor }, addon)
    ).close;
    return following;
  }

  /** Limits of promises in force and of those to come are all decided as events come in. */
  function takeIn({ watched: { contract, versions }, seen }: Following): void {
    const nowMs = systemClock.nowMs();
    const ahead = promiseStretches(contract, versions).filter(({ toMs }) => toMs > nowMs);
    intake.watch({
      key: contract.addon.key,
      limits: limitsOf(ahead.flatMap((stretch) => objectives(stretch.contract))),
      descriptor: seen,
      unpromised: unpromisedPaths(contract),
      sinceMs: Date.parse(versions[0].publishedAt),
    });
  }

  return {
    async follow(contracts: readonly WatchedContract[]): Promise<readonly Job[]> {
      const probes: Job[] = [];
      for (const watched of contracts) probes.push(...(await follow(watched)));
      return probes;
    },
    async close(): Promise<void> {
      for (const { descriptor } of watches.values()) await descriptor.close();
    },
  };
}
