import { type BillingPeriod, type Licence, PERIOD_DAYS } from "./licence.ts";

/** Money that changed hands for a licence: one for each period that was paid. */
export interface Sale {
  readonly licence: Licence;
  readonly billingPeriod: BillingPeriod;
  readonly saleType: "New" | "Renewal";
  readonly saleDay: number;
  readonly endDay: number;
  /** In US dollars. */
  readonly purchasePrice: number;
  readonly vendorAmount: number;
}

/** What is left of the price since October 2026. Source: "extended timelines", revenue share of Connect. */
const VENDOR_SHARE = 0.75;
const SMALLEST_PRICE = 10;
const MONTHS_OF_A_YEAR_PAID = 10;
const MOST_SALES = 240;

/** Every sale until today, oldest first. Prices are invented: one dollar a user and month, less for many. */
export function salesOf(licence: Licence, today: number): readonly Sale[] {
  const { billingPeriod, startDay, endDay } = licence;
  if (billingPeriod === null) return [];
  const days = PERIOD_DAYS[billingPeriod];
  const purchasePrice = priceOf(licence.tenant.users, billingPeriod);
  const until = Math.min(today, endDay - 1);
  const count = Math.min(MOST_SALES, Math.max(1, 1 + Math.floor((until - startDay) / days)));
  return Array.from({ length: count }, (_, i) => ({
    licence,
    billingPeriod,
    saleType: i === 0 ? "New" : "Renewal",
    saleDay: startDay + i * days,
    endDay: startDay + (i + 1) * days,
    purchasePrice,
    vendorAmount: cents(purchasePrice * VENDOR_SHARE),
  }));
}

function priceOf(users: number, period: BillingPeriod): number {
  const monthly =
    Math.min(users, 100) +
    0.6 * Math.max(0, Math.min(users, 1_000) - 100) +
    0.2 * Math.max(0, users - 1_000);
  return cents(
    Math.max(SMALLEST_PRICE, monthly) * (period === "Annual" ? MONTHS_OF_A_YEAR_PAID : 1),
  );
}

const cents = (amount: number): number => Math.round(amount * 100) / 100;
