import type { PlacedSlot } from "../../measurement/index.ts";
import { blocksOf } from "../../store/index.ts";
import { accountFor } from "../index.ts";
import type { AccountInput } from "../account-context.ts";
import type { Statement } from "../statement.ts";
import { minute, ms, wholeApril } from "./scene.ts";

/** What these slots come to over April, for one tenant unless changed. */
export function statement(
  slots: readonly PlacedSlot[],
  change: Partial<AccountInput & { tenant: string | null }> = {},
): Statement {
  const account = accountFor({ ...wholeApril, tenant: "acme", ...change });
  for (const block of blocksOf(slots)) account.add(block);
  return account.finish();
}

export const objective = (of: Statement, id: string) => of.objectives.find((one) => one.id === id)!;

export const firstHour = { nowMs: ms("01 01:00") };
export const start = minute("01 00:00");
export const hour = minute("01 01:00");

/** Four hours of maintenance, announced in good time. */
export const window = {
  announcedAtMs: ms("01 00:00"),
  startMs: ms("10 02:00"),
  endMs: ms("10 06:00"),
  actualEndMs: null,
  cancelled: false,
};
