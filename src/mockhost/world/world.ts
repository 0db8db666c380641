import type { Clock } from "../../core/time/index.ts";
import type { OutboundCall, OutboundResult } from "./exchange.ts";
import type { HostEvent } from "./host-event.ts";
import type { Journal } from "./journal.ts";
import type { CallOut } from "./ports.ts";
import type { Tenant } from "./tenant.ts";

/** Everything that the rooms of the mock host share: one seed, one clock, one list of sites. */
export interface World extends Mishaps {
  readonly seed: number;
  readonly clock: Clock;
  /** "http://127.0.0.1:7310", where the listener is. */
  readonly origin: string;
  readonly tenants: WritableTenantBook;
  readonly journal: Journal;
  readonly callOut: CallOut;
  /** From now on the host suffers from these. */
  sufferFrom(mishaps: Mishaps): void;
  /** Tells every listener, in the order in which they joined. */
  emit(event: HostEvent): void;
  onEvent(listener: (event: HostEvent) => void): void;
}

/** What is wrong with what the host does of its own accord: nothing, unless faults say otherwise. */
interface Mishaps {
  /** How far the host's own time on a site is from the clock's. */
  skewMs(tenant: Tenant | null, nowMs: number): number;
  /** Whether a site is away, so that nothing comes from it; null: the host as a whole. */
  isAway(tenant: Tenant | null, nowMs: number): boolean;
  /** What becomes of a call to an add-on; null: it is made as it should be. */
  interruption(tenant: Tenant | null, call: OutboundCall, nowMs: number): Interruption | null;
}

export interface Interruption {
  /** Before the call is made, or comes to its end. */
  readonly delayMs: number;
  /** What it comes to without reaching the add-on; null: it is made after all. */
  readonly instead: OutboundResult | null;
}

const noMishaps: Mishaps = {
  skewMs: () => 0,
  isAway: () => false,
  interruption: () => null,
};

/** The sites, by each name they go by. */
export interface TenantBook {
  readonly size: number;
  all(): Iterable<Tenant>;
  byClientKey(clientKey: string): Tenant | undefined;
  byName(name: string): Tenant | undefined;
}

/** A renamed site answers to its new name only. */
export interface WritableTenantBook extends TenantBook {
  rename(tenant: Tenant, name: string, baseUrl: string): void;
}

type WorldParts = Omit<World, "emit" | "onEvent" | "sufferFrom" | keyof Mishaps>;

export function createWorld(parts: WorldParts): World {
  const listeners: ((event: HostEvent) => void)[] = [];
  let mishaps = noMishaps;
  return {
    ...parts,
    skewMs: (tenant, nowMs) => mishaps.skewMs(tenant, nowMs),
    isAway: (tenant, nowMs) => mishaps.isAway(tenant, nowMs),
    interruption: (tenant, call, nowMs) => mishaps.interruption(tenant, call, nowMs),
    sufferFrom: (given) => void (mishaps = given),
    emit: (event) => {
      for (const listener of listeners) listener(event);
    },
    onEvent: (listener) => void listeners.push(listener),
  };
}
