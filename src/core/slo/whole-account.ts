import type { SlotBlock } from "../measurement/index.ts";
import type { BlockDamage } from "../store/index.ts";
import { MINUTE_MS } from "../time/index.ts";
import type { AccountContext } from "./account-context.ts";
import { type BlockIndex, blockIndex } from "./block-index.ts";
import { type Calendar, calendarFrom } from "./calendar.ts";
import { checksOf } from "./checks.ts";
import { damageIndex } from "./damage.ts";
import { drawUpStatement } from "./draw-up-statement.ts";
import { isCheck } from "./evidence.ts";
import { requestSums } from "./request-sums.ts";
import type { Statement } from "./statement.ts";
import { allMinutes } from "./tally.ts";
import { tenantDistribution } from "./tenant-distribution.ts";
import { tenantTallier } from "./tenant-tally.ts";
import { uptimeOf } from "./uptime.ts";
import { wholeTallier } from "./whole-tally.ts";

/** What to know of tenants, and what to do with them, on the way to the account of the whole. */
export interface TenantOptions {
  /** When a tenant came to be watched, where that is later than the add-on; null: not known. */
  readonly tenantSinceMs?: (tenant: string) => number | null;
  /** Shown the statement of each tenant as soon as it is done. */
  readonly onTenant?: (statement: Statement) => void;
}

export interface WholeAccount {
  /** The minutes that a tenant is judged by. */
  calendarOf(tenant: string): Calendar;
  add(block: SlotBlock): void;
  /** What was measured and cannot be read any more: of checks before anything is settled, of tenants before they are. */
  addDamage(damage: BlockDamage): void;
  /** Counts a tenant now and lets its blocks go: all of them, and all checks, must be in. */
  settle(tenant: string): void;
  /** Adds the tenants that are left, and returns the account of the whole add-on. */
  finish(): Statement;
}

export function wholeAccount(context: AccountContext, options: TenantOptions = {}): WholeAccount {
  const { contract, watchingSinceMs } = context.input;
  const damage = damageIndex();
  const checks = checksOf(context.input.probes, context.downWhenFailing, damage);
  const sums = requestSums(context.calendar.days.length);
  const whole = wholeTallier(context, checks, damage, sums);
  const tallyTenant = tenantTallier(context, checks, damage, sums.add);
  const distribution = contract.sla.uptime && tenantDistribution(contract.sla.uptime.target);
  const tenants = new Map<string, BlockIndex>();
  const settled = new Set<string>();
  const nobodys = blockIndex();

  function fileOf(tenant: string): BlockIndex {
    const file = tenants.get(tenant) ?? blockIndex();
    tenants.set(tenant, file);
    return file;
  }

  const sinceOf = (tenant: string) =>
    laterOf(watchingSinceMs, options.tenantSinceMs?.(tenant) ?? null);

  function calendarOf(tenant: string): Calendar {
    const sinceMs = sinceOf(tenant);
    const isWatchedLater = sinceMs !== null && sinceMs !== watchingSinceMs;
    if (!isWatchedLater) return context.calendar;
    return calendarFrom(context.calendar, Math.ceil(sinceMs / MINUTE_MS));
  }

  function settle(tenant: string) {
    const counted = tallyTenant(tenant, fileOf(tenant).byDay, calendarOf(tenant));
    tenants.delete(tenant);
    settled.add(tenant);
    whole.addTenant(counted);
    if (counted.isMeasured)
      distribution?.add(tenant, uptimeOf(allMinutes(counted.tally)), counted.calendar.ahead);
    const damaged = damage.of(tenant, counted.calendar);
    const scope = { tenant, sinceMs: sinceOf(tenant), tenants: null, damaged };
    options.onTenant?.(drawUpStatement(context, scope, counted));
  }

  return {
    add(block) {
      const { addon, tenant, source } = block.stream;
      if (addon !== contract.addon.key || source === "sum") return;
      if (isCheck(block.stream)) checks.add(block);
      else (tenant === "" ? nobodys : fileOf(tenant)).add(block);
    },
    addDamage(one) {
      if (one.stream.source !== "sum") damage.add(one);
    },
    calendarOf,
    settle,
    finish() {
      // Nothing of theirs could be read.
      for (const tenant of damage.tenants())
        if (tenant !== "" && !settled.has(tenant)) fileOf(tenant);
      for (const tenant of [...tenants.keys()]) settle(tenant);
      const counted = whole.finish(nobodys.byDay);
      const scope = {
        tenant: null,
        sinceMs: watchingSinceMs,
        tenants: distribution?.finish() ?? null,
        damaged: damage.of(null, counted.calendar),
      };
      return drawUpStatement(context, scope, counted);
    },
  };
}

/** Nobody is watched before the add-on is. */
const laterOf = (addonMs: number | null, tenantMs: number | null): number | null =>
  addonMs === null || tenantMs === null ? addonMs : Math.max(addonMs, tenantMs);
