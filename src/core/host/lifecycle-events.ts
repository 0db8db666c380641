import type { Descriptor } from "./descriptor.ts";
import { segmentsOf } from "./path-pattern.ts";
import { lifecyclePath } from "./routes.ts";

/** What a host tells an add-on of an installation. */
export const lifecycleEvents = ["installed", "enabled", "disabled", "uninstalled"] as const;
export type LifecycleEvent = (typeof lifecycleEvents)[number];

/** The host called the add-on about a tenant, and the add-on answered that all is well. */
export interface LifecycleCall {
  readonly tenant: string;
  readonly event: LifecycleEvent;
  /** When, as far as it is known. Epoch milliseconds. */
  readonly atMs: number;
}

/** Tells which of these calls a request to the add-on was, from its method and path; null: none. */
export function lifecycleCalls(
  descriptor: Descriptor | null,
): (method: string, path: string) => LifecycleEvent | null {
  const base = segmentsOf(descriptor ? new URL(descriptor.baseUrl).pathname : "/");
  const events = new Map<string, LifecycleEvent>();
  for (const event of descriptor === null ? [] : lifecycleEvents) {
    const path = lifecyclePath(descriptor!, event);
    if (path !== null) events.set(segmentsOf(path).join("/"), event);
  }
  return (method, path) => {
    if (method.toUpperCase() !== "POST" || events.size === 0) return null;
    const whole = segmentsOf(path);
    const isBelow = base.every((segment, at) => whole[at] === segment);
    return events.get((isBelow ? whole.slice(base.length) : whole).join("/")) ?? null;
  };
}
