import type { SlotBlock } from "../measurement/index.ts";
import type { BlockDamage } from "../store/index.ts";
import { checksOf } from "./checks.ts";
import { damageFile } from "./damage.ts";
import { dayFile } from "./day-file.ts";
import { drawUpStatement } from "./draw-up-statement.ts";
import { isCheck } from "./evidence.ts";
import { type AccountInput, type Reckoning, reckoningOf } from "./reckoning.ts";
import type { Statement } from "./statement.ts";
import { tenantTallier } from "./tenant-tally.ts";
import { wholeAccount } from "./whole-account.ts";

/** Takes blocks in any order, then answers. */
export interface Account {
  add(block: SlotBlock): void;
  /** What was measured and cannot be read any more; all of it must be in before anything is answered. */
  addDamage(damage: BlockDamage): void;
  finish(): Statement;
}

/**
 * The account of one tenant, or (`tenant` null) of the add-on as a whole. Feed it the blocks of the
 * period: a tenant's own and those without a tenant, which hold the probe checks. Blocks that do
 * not concern it are passed over. It keeps its blocks until it answers; for many tenants at once
 * use `allTenants`.
 */
export function accountFor(input: AccountInput & { readonly tenant: string | null }): Account {
  const reckoning = reckoningOf(input);
  return input.tenant === null ? wholeAccount(reckoning) : tenantAccount(reckoning, input.tenant);
}

function tenantAccount(reckoning: Reckoning, tenant: string): Account {
  const { contract, watchingSinceMs } = reckoning.input;
  const damage = damageFile();
  const checks = checksOf(reckoning.input.probes, reckoning.downWhenFailing, damage);
  const blocks = dayFile();
  return {
    add(block) {
      if (block.stream.addon !== contract.addon.key) return;
      if (isCheck(block.stream)) checks.add(block);
      else if (block.stream.tenant === tenant) blocks.add(block);
    },
    addDamage: damage.add,
    finish() {
      const counted = tenantTallier(reckoning, checks, damage)(tenant, blocks.byDay);
      const damaged = damage.of(tenant, counted.calendar);
      const scope = { tenant, sinceMs: watchingSinceMs, tenants: null, damaged };
      return drawUpStatement(reckoning, scope, counted);
    },
  };
}
