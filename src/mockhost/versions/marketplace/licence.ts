import { random } from "../../../core/chance/index.ts";
import { DAY_MS } from "../../../core/time/index.ts";
import type { Installation, Tenant } from "../../world/index.ts";

/** What a tenant holds of an add-on, as reports show it. */
export interface Licence {
  readonly tenant: Tenant;
  readonly installation: Installation;
  readonly type: "COMMERCIAL" | "EVALUATION" | "FREE";
  readonly status: "active" | "inactive" | "cancelled";
  readonly billingPeriod: BillingPeriod | null;
  /** Whole days since 1970. */
  readonly startDay: number;
  readonly endDay: number;
  readonly updatedDay: number;
}

export type BillingPeriod = "Monthly" | "Annual";

export const PERIOD_DAYS: Readonly<Record<BillingPeriod, number>> = { Monthly: 30, Annual: 365 };

const EVALUATION_DAYS = 30;
const MONTHLY_SHARE = 0.7;

export const epochDay = (ms: number): number => Math.floor(ms / DAY_MS);

/**
 * The licence of a tenant at a moment, out of the tenant's licence state and what became of the
 * installation; null where there never was one.
 */
export function licenceOf(
  seed: number,
  tenant: Tenant,
  addonKey: string,
  nowMs: number,
): Licence | null {
  const installation = tenant.installations.get(addonKey);
  if (!installation || installation.state === "failed" || installation.state === "installing")
    return null;
  const isPaid = installation.descriptor.enableLicensing;
  if (isPaid && tenant.licence === "unlicensed") return null;
  const type = !isPaid ? "FREE" : tenant.licence === "evaluation" ? "EVALUATION" : "COMMERCIAL";
  const common = {
    tenant,
    installation,
    type,
    billingPeriod: type === "COMMERCIAL" ? billingPeriodOf(seed, tenant, addonKey) : null,
    updatedDay: epochDay(installation.changedAtMs),
  } as const;
  return { ...common, ...term(common, epochDay(nowMs)) };
}

type Term = Pick<Licence, "status" | "startDay" | "endDay">;

function term(
  { tenant, installation, type, billingPeriod }: Omit<Licence, keyof Term>,
  today: number,
): Term {
  const startDay = epochDay(installation.installedAtMs);
  if (installation.state === "uninstalled")
    return { status: "cancelled", startDay, endDay: epochDay(installation.changedAtMs) };
  const periodDays =
    type === "EVALUATION" ? EVALUATION_DAYS : PERIOD_DAYS[billingPeriod ?? "Annual"];
  // Somebody whose licence had run out before installs again: what was paid ended the day before.
  if (type === "COMMERCIAL" && tenant.licence === "expired")
    return { status: "inactive", startDay: startDay - periodDays, endDay: startDay - 1 };
  const periods = 1 + Math.floor((today - startDay) / periodDays);
  return { status: "active", startDay, endDay: startDay + periods * periodDays };
}

const billingPeriodOf = (seed: number, tenant: Tenant, addonKey: string): BillingPeriod =>
  random(seed, "billing", addonKey, tenant.index)() < MONTHLY_SHARE ? "Monthly" : "Annual";
