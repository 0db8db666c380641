import type { SlotBlock } from "../measurement/index.ts";
import type { BlockDamage } from "../store/index.ts";
import { type AccountContext, type AccountInput, accountContextOf } from "./account-context.ts";
import { blockIndex } from "./block-index.ts";
import { checksOf } from "./checks.ts";
import { damageIndex } from "./damage.ts";
import { drawUpStatement } from "./draw-up-statement.ts";
import { isCheck } from "./evidence.ts";
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
  const context = accountContextOf(input);
  return input.tenant === null ? wholeAccount(context) : tenantAccount(context, input.tenant);
}

function tenantAccount(context: AccountContext, tenant: string): Account {
  const { contract, watchingSinceMs } = context.input;
  const damage = damageIndex();
  const checks = checksOf(context.input.probes, context.downWhenFailing, damage);
  const blocks = blockIndex();
  return {
    add(block) {
      if (block.stream.addon !== contract.addon.key) return;
      if (isCheck(block.stream)) checks.add(block);
      else if (block.stream.tenant === tenant) blocks.add(block);
    },
    addDamage: damage.add,
    finish() {
      const counted = tenantTallier(context, checks, damage)(tenant, blocks.byDay);
      const damaged = damage.of(tenant, counted.calendar);
      const scope = { tenant, sinceMs: watchingSinceMs, tenants: null, damaged };
      return drawUpStatement(context, scope, counted);
    },
  };
}
