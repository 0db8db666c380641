import type { Clock } from "../time/index.ts";
import type { HostEvent } from "./host-event.ts";
import type { Journal } from "./journal.ts";
import type { CallOut } from "./ports.ts";
import type { Tenant } from "./tenant.ts";
import type { WritableTenantBook } from "./tenants/index.ts";

/** Everything that the rooms of the mock host share: one seed, one clock, one list of sites. */
export interface World {
  readonly seed: number;
  readonly clock: Clock;
  /** "http://127.0.0.1:7310", where the listener is. */
  readonly origin: string;
  readonly tenants: WritableTenantBook;
  readonly journal: Journal;
  readonly callOut: CallOut;
  /** How far the host's own time on a site is from the clock's: 0, unless a fault skews it. */
  skewMs(tenant: Tenant, nowMs: number): number;
  skewBy(skewMs: SkewMs): void;
  /** Tells every listener, in the order in which they joined. */
  emit(event: HostEvent): void;
  onEvent(listener: (event: HostEvent) => void): void;
}

type SkewMs = (tenant: Tenant, nowMs: number) => number;

/** The sites, by each name they go by. */
export interface TenantBook {
  readonly size: number;
  all(): Iterable<Tenant>;
  byClientKey(clientKey: string): Tenant | undefined;
  byName(name: string): Tenant | undefined;
}

export function createWorld(parts: Omit<World, "emit" | "onEvent" | "skewMs" | "skewBy">): World {
  const listeners: ((event: HostEvent) => void)[] = [];
  let skewMs: SkewMs = () => 0;
  return {
    ...parts,
    skewMs: (tenant, nowMs) => skewMs(tenant, nowMs),
    skewBy: (given) => void (skewMs = given),
    emit: (event) => {
      for (const listener of listeners) listener(event);
    },
    onEvent: (listener) => void listeners.push(listener),
  };
}
