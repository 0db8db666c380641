import type { ClassifyRequest, lifecycleCalls } from "../../core/host/index.ts";
import type { Indicator } from "../../core/measurement/index.ts";
import type { Attributes } from "./metrics.ts";

/** Promised limits in milliseconds, by what they are promised of: intake decides each of them. */
export type Limits = ReadonlyMap<Indicator, readonly number[]>;

/** What intake must know of an add-on to tell what a request to it counts for. */
export interface WatchedAddon {
  readonly key: string;
  readonly classify: ClassifyRequest;
  /** Which lifecycle call a request was; null: none. */
  readonly lifecycleOf: ReturnType<typeof lifecycleCalls>;
  readonly limits: Limits;
  /** Epoch milliseconds: what a cumulative series counted before watching began does not count. */
  readonly sinceMs: number;
}

/** By key. */
export type WatchedAddons = ReadonlyMap<string, WatchedAddon>;

/**
 * The add-on that a resource belongs to: the one that its `plimsoll.addon` names, else the one
 * whose key is its `service.name`, else the only one there is.
 */
export function addonOf(resource: Attributes, addons: WatchedAddons): WatchedAddon | null {
  const named = resource.get("plimsoll.addon");
  if (named !== undefined) return addons.get(named) ?? null;
  const only = addons.size === 1 ? addons.values().next().value : undefined;
  return addons.get(resource.get("service.name") ?? "") ?? only ?? null;
}
