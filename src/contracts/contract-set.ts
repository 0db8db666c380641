import { PlimsollError } from "../core/errors/index.ts";
import type { Clock } from "../core/time/index.ts";
import { type Engine, type Known, reading } from "../engine/index.ts";
import { contractVersions, probePlans } from "../entries/index.ts";
import { ITSELF } from "./decide-publish.ts";
import type { UsableContract } from "./published-contract.ts";
import { type WatchedContract, watchedContract } from "./watched-contract.ts";

/** The contracts by which a process watches, as new as the ledger that it knows. */
export interface ContractSet {
  /** One for each add-on. The list and what is in it are replaced, never changed. */
  now(): readonly WatchedContract[];
  /** Calls `listener` whenever it is another. */
  onChange(listener: () => void): { close(): void };
  close(): Promise<void>;
}

export interface ContractSetDeps {
  readonly engine: Pick<Engine, "projection" | "vault">;
  /**
   * What the process was given at its start. It watches these add-ons, and those whose contract a
   * person has published; given nothing, it watches all whose contract the store has.
   */
  readonly given: readonly UsableContract[];
  readonly clock: Pick<Clock, "after">;
  /** Called when what was published cannot be read; it is tried again, and what was read before goes on. */
  readonly onError: (error: unknown) => void;
}

const RETRY_MS = 5_000;

interface Read {
  /** What it was read from: states of folds, which are replaced when they change. */
  readonly from: readonly unknown[];
  readonly contract: WatchedContract | null;
}

/** @throws PlimsollError what keeps the store from being read at first */
export async function openContractSet(deps: ContractSetDeps): Promise<ContractSet> {
  const { engine, given, clock, onError } = deps;
  const known = engine.projection.known();
  const read = new Map<string, Read>();
  const listeners = new Set<() => void>();
  let set: readonly WatchedContract[] = [];
  let renewing: Promise<void> | null = null;
  let isOpen = true;
  let cancel = () => {};

  const isOutdated = (addon: string): boolean => {
    const before = read.get(addon)?.from;
    return sourcesOf(known, addon).some((source, at) => source !== before?.[at]);
  };

  async function readOn(): Promise<void> {
    for (;;) {
      const outdated = watchedAddons(known, given).filter(isOutdated);
      if (outdated.length === 0) return;
      for (const addon of outdated) {
        const from = sourcesOf(known, addon);
        read.set(addon, { from, contract: await contractNow(engine, given, addon) });
      }
      set = watchedAddons(known, given).flatMap((addon) => read.get(addon)?.contract ?? []);
      for (const listener of listeners) listener();
    }
  }

  /** One reading at a time; it goes on until nothing is outdated. */
  function renew(): void {
    cancel();
    if (!isOpen || renewing !== null) return;
    renewing = readOn()
      .catch((error: unknown) => {
        onError(error);
        if (isOpen) cancel = clock.after(RETRY_MS, renew);
      })
      .finally(() => {
        renewing = null;
      });
  }

  await readOn();
  const following = engine.projection.onChange(renew);

  return {
    now: () => set,
    onChange(listener) {
      listeners.add(listener);
      return { close: () => void listeners.delete(listener) };
    },
    async close() {
      isOpen = false;
      following.close();
      cancel();
      await renewing;
    },
  };
}

const sourcesOf = (known: Known, addon: string): readonly unknown[] => [
  known.state(contractVersions, addon),
  known.state(probePlans, addon),
];

const keyOf = ({ contract }: UsableContract): string => contract.addon.key;

/** Those that were given first, then in the order in which they came to be known. */
function watchedAddons(known: Known, given: readonly UsableContract[]): readonly string[] {
  const own = given.map(keyOf);
  const others = known.addons().filter((addon) => {
    if (own.includes(addon)) return false;
    const versions = known.state(contractVersions, addon);
    return given.length === 0 ? versions.length > 0 : versions.some(({ by }) => by !== ITSELF);
  });
  return [...own, ...others];
}

function contractNow(
  { projection, vault }: ContractSetDeps["engine"],
  given: readonly UsableContract[],
  addon: string,
): Promise<WatchedContract | null> {
  const own = given.find((one) => keyOf(one) === addon) ?? null;
  return reading(vault, (kept) => watchedContract(projection.known(), addon, own, kept));
}

/** Why a process that was given nothing has nothing to watch. */
export function nothingToWatch(known: Known): PlimsollError {
  const [addon] = known.addons().filter((one) => known.state(contractVersions, one).length > 0);
  const message =
    addon === undefined
      ? "This store has no contract to go on with."
      : `The contract of ${addon} was published when documents were not kept yet, so there is none to go on with.`;
  return new PlimsollError("contract.unknown", message, {
    hint: "Give its file, as in `plimsoll up plimsoll.yaml`; from then on it is kept.",
  });
}
