import { httpProber } from "../adapters/http-probe/index.ts";
import type { IntakeThread } from "../adapters/intake-thread/index.ts";
import { systemClock } from "../adapters/system-clock/index.ts";
import { fetchText } from "../adapters/terminal/index.ts";
import type { ContractFile } from "../cli/index.ts";
import { publishGiven, type UsableContract, watchedContract } from "../contracts/index.ts";
import {
  objectives,
  readContract,
  unpromisedPaths,
  versionInForce,
  withPromiseOf,
} from "../core/contract/index.ts";
import type { Descriptor } from "../core/host/index.ts";
import type { Store } from "../core/store/index.ts";
import { type Engine, type Job, reading } from "../engine/index.ts";
import { limitsOf, probeJobs, watchDescriptor } from "../monitoring/index.ts";
import type { Promising } from "../publishing/index.ts";
import type { Opened } from "./opened.ts";
import type { Operations } from "./operations.ts";

/** Publishes a contract, and records what it has checked. */
export async function publish(
  { text }: ContractFile,
  { engine }: Pick<WatchParts, "engine">,
): Promise<Promising> {
  const document = readContract(text) as UsableContract;
  await publishGiven(engine, document, systemClock.nowMs());
  const known = engine.projection.known();
  const { key } = document.contract.addon;
  return (await reading(engine.vault, (kept) => watchedContract(known, key, document, kept)))!;
}

export interface WatchParts {
  readonly store: Store;
  readonly engine: Engine;
  /** What takes in the add-ons' own metrics. */
  readonly intake: Pick<IntakeThread, "watch">;
  readonly operations: Operations;
  readonly opened: Opened;
}

/** Follows an add-on's descriptor, until closed; answers the jobs that probe it. */
export async function watchAddon(
  { contract, versions }: Promising,
  { store, engine, intake, operations, opened }: WatchParts,
): Promise<readonly Job[]> {
  const { addon } = contract;
  const unpromised = unpromisedPaths(contract);
  // Limits of the promise in force and of the one to come are both decided as events come in.
  const inForce = withPromiseOf(contract, versionInForce(versions, systemClock.nowMs()));
  const limits = limitsOf([...objectives(inForce), ...objectives(contract)]);
  const sinceMs = Date.parse(versions[0].publishedAt);
  const follow = (descriptor: Descriptor | null) => {
    intake.watch({ key: addon.key, limits, descriptor, unpromised, sinceMs });
  };
  follow(null);
  const deps = { clock: systemClock, store, engine };
  const seen = operations.descriptorOf(addon.key);
  const onDescriptor = (descriptor: Descriptor) => {
    follow(descriptor);
    seen.onDescriptor();
  };
  opened.add(await watchDescriptor({ ...deps, fetchText, ...seen, onDescriptor }, addon));
  const { onCheck, onNetwork, onErrorOf } = operations;
  const onStoreError = onErrorOf("Storing what checks found");
  const { signal } = opened;
  const probes = { ...deps, prober: httpProber(), signal, onCheck, onNetwork, onStoreError };
  return probeJobs(probes, contract);
}
