import { PlimsollError } from "../errors/index.ts";
import type { SlotBlock } from "../measurement/index.ts";
import type { BlockDamage, BlockQuery, SlotStore } from "../store/index.ts";
import type { Day } from "../time/index.ts";
import { accountFor } from "./account.ts";
import { type AccountInput, accountContextOf } from "./account-context.ts";
import { daysNeedingDetail, daysWithExclusions } from "./detail.ts";
import { daysOf } from "./period.ts";
import type { Statement } from "./statement.ts";
import { type TenantOptions, type WholeAccount, wholeAccount } from "./whole-account.ts";

type Slots = Pick<SlotStore, "blocks">;

/**
 * The statement of the add-on as a whole, and on the way (`onTenant`) that of every tenant with
 * measurements in the period: one pass over the store, one tenant in memory at a time.
 */
export async function allTenants(
  slots: Slots,
  input: AccountInput,
  options: TenantOptions & { readonly onDamage?: (damage: BlockDamage) => void } = {},
): Promise<Statement> {
  const context = accountContextOf(input);
  const account = wholeAccount(context, options);
  const onDamage = (damage: BlockDamage) => {
    account.addDamage(damage);
    options.onDamage?.(damage);
  };
  const all = { ...queryOf(input), onDamage };
  const query = { ...all, detailOn: daysWithExclusions(context.calendar) };
  for await (const block of readBlocks(slots, { ...all, tenant: "" })) account.add(block);
  for await (const blocks of tenantByTenant(slots, query))
    await settleTenant(slots, query, account, blocks);
  return account.finish();
}

/** The statement of one tenant, from its own blocks and the probe checks. */
export async function tenantStatement(
  slots: Slots,
  input: AccountInput & { readonly tenant: string },
): Promise<Statement> {
  const account = accountFor(input);
  const query = { ...queryOf(input), onDamage: account.addDamage };
  const checks = { ...query, tenant: "", detailOn: [] };
  for await (const block of readBlocks(slots, checks)) account.add(block);
  for await (const block of readBlocks(slots, { ...query, tenant: input.tenant }))
    account.add(block);
  return account.finish();
}

/** Reads again, with their minutes, those days that turn out to need it. */
async function settleTenant(
  slots: Slots,
  { detailOn, ...query }: BlockQuery & { readonly detailOn: readonly Day[] },
  account: WholeAccount,
  blocks: readonly SlotBlock[],
): Promise<void> {
  const { tenant } = blocks[0]!.stream;
  const lacking = daysNeedingDetail(blocks, account.calendarOf(tenant));
  for (const day of detailOn) lacking.delete(day);
  for (const block of blocks) if (!lacking.has(block.day)) account.add(block);
  for (const day of lacking)
    for await (const block of readBlocks(slots, { ...query, tenant, from: day, to: day }))
      account.add(block);
  account.settle(tenant);
}

async function* tenantByTenant(slots: Slots, query: BlockQuery): AsyncGenerator<SlotBlock[]> {
  const done = new Set<string>([""]);
  let blocks: SlotBlock[] = [];
  for await (const batch of slots.blocks(query)) {
    for (const block of batch) {
      const { tenant } = block.stream;
      if (tenant === "") continue;
      if (blocks[0] && blocks[0].stream.tenant !== tenant) {
        yield blocks;
        done.add(blocks[0].stream.tenant);
        blocks = [];
      }
      if (done.has(tenant))
        throw new PlimsollError("internal", `The store tore the blocks of "${tenant}" apart.`);
      blocks.push(block);
    }
  }
  if (blocks.length > 0) yield blocks;
}

async function* readBlocks(slots: Slots, query: BlockQuery): AsyncGenerator<SlotBlock> {
  for await (const batch of slots.blocks(query)) yield* batch;
}

const queryOf = ({ contract, period }: AccountInput): BlockQuery => ({
  addon: contract.addon.key,
  ...daysOf(period),
});
