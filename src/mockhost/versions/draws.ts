import { random } from "../../core/chance/index.ts";
import type { Tenant } from "../world/index.ts";

/** How willing administrators are to approve what waits for them. */
export interface ApprovalPolicy {
  /** Which part of the tenants approves at all, 0–1; the others stay behind. */
  readonly share: number;
  /** By when all who approve have done so, spread evenly. */
  readonly withinMs: number;
}

/** How long after its publication a release reaches a tenant: spread evenly over the roll-out. */
export const rolloutDelayMs = (
  seed: number,
  addonKey: string,
  release: string,
  tenant: Tenant,
  rolloutMs: number,
): number => Math.floor(random(seed, "roll-out", addonKey, release, tenant.index)() * rolloutMs);

/** How long an administrator takes to approve a release; null: never does. */
export function approvalDelayMs(
  seed: number,
  addonKey: string,
  release: string,
  tenant: Tenant,
  { share, withinMs }: ApprovalPolicy,
): number | null {
  const next = random(seed, "approval", addonKey, release, tenant.index);
  const willing = next() < share;
  return willing ? Math.floor(next() * withinMs) : null;
}
