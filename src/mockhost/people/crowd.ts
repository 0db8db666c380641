import type { Random } from "../../core/chance/index.ts";
import type { Tenant } from "../world/index.ts";
import { officeWeight } from "./office-hours.ts";

/** Who is at work at one moment, on all sites that have an add-on. */
export interface Crowd {
  readonly tenants: readonly Tenant[];
  /** People at work on all tenants up to and with each one. */
  readonly cumulative: Float64Array;
  /** People at work in all. */
  readonly present: number;
}

/** `isAlways`: everybody is at work, whatever the hour. */
export function crowdAt(all: Iterable<Tenant>, nowMs: number, isAlways: boolean): Crowd {
  const weights = new Map<string, number>();
  const weightIn = (timeZone: string): number => {
    let weight = weights.get(timeZone);
    if (weight === undefined)
      weights.set(timeZone, (weight = isAlways ? 1 : officeWeight(timeZone, nowMs)));
    return weight;
  };
  const tenants = [...all].filter(hasAddon);
  const cumulative = new Float64Array(tenants.length);
  let present = 0;
  for (const [i, { users, timeZone }] of tenants.entries())
    cumulative[i] = present += users * weightIn(timeZone);
  return { tenants, cumulative, present };
}

function hasAddon({ installations }: Tenant): boolean {
  for (const { state } of installations.values()) if (state === "enabled") return true;
  return false;
}

/** A tenant, each as likely as it has people at work; null where nobody is. */
export function drawTenant({ tenants, cumulative, present }: Crowd, next: Random): Tenant | null {
  const target = next() * present;
  let low = 0;
  let high = tenants.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (cumulative[middle]! > target) high = middle;
    else low = middle + 1;
  }
  return tenants[low] ?? null;
}
