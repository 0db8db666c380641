import { dayToIso } from "../../../core/time/index.ts";
import { entitlementOf, type Plan, type Product, type Tenant } from "../../world/index.ts";
import { newestOf } from "../app.ts";
import { customerOf } from "./contacts.ts";
import { epochDay, type Licence, licenceOf } from "./licence.ts";
import type { Listing } from "./listing.ts";
import { type Sale, salesOf } from "./sale.ts";

/** A row of a report, as JSON shows it. */
export type Row = Readonly<Record<string, unknown>>;

/** A row that is drawn up when it is first looked at: a page shows a few of ten thousand. */
export type LazyRow = () => Row;

/** What reports are drawn from. */
export interface Books {
  readonly seed: number;
  readonly nowMs: number;
  readonly tenants: Iterable<Tenant>;
  readonly listings: readonly Listing[];
}

/** As reports write it. */
export const HOSTING = "Cloud";
const parentNames: Readonly<Record<Product, string>> = { jira: "Jira", confluence: "Confluence" };
const editions: Readonly<Record<Plan, string>> = {
  free: "Free",
  standard: "Standard",
  premium: "Premium",
  enterprise: "Enterprise",
};

export const licenceRows = (books: Books, withInsights = false): LazyRow[] =>
  licences(books).map(([listing, licence]) =>
    lazy(() => licenceRow(books.seed, listing, licence, withInsights)),
  );

export const transactionRows = (books: Books): LazyRow[] => {
  const today = epochDay(books.nowMs);
  return licences(books).flatMap(([listing, licence]) =>
    salesOf(licence, today).map((sale, i) =>
      lazy(() => transactionRow(books.seed, listing, sale, i)),
    ),
  );
};

function lazy(draw: () => Row): LazyRow {
  let row: Row | null = null;
  return () => (row ??= draw());
}

function licences({ seed, nowMs, tenants, listings }: Books): [Listing, Licence][] {
  return listings.flatMap((listing) =>
    [...tenants].flatMap((tenant): [Listing, Licence][] => {
      const licence = licenceOf(seed, tenant, listing.app.addonKey, nowMs);
      return licence ? [[listing, licence]] : [];
    }),
  );
}

function named({ app, productId }: Listing, { tenant }: Licence) {
  const { sen, id, number } = entitlementOf(tenant, app.addonKey);
  return {
    addonLicenseId: sen.slice(4),
    licenseId: sen,
    appEntitlementId: id,
    appEntitlementNumber: number,
    addonKey: app.addonKey,
    addonName: newestOf(app).descriptor.name,
    productId,
  };
}

const tierOf = ({ tenant, type }: Licence): string =>
  type === "EVALUATION" ? "Evaluation" : `${tenant.users} Users`;

function licenceRow(seed: number, listing: Listing, licence: Licence, withInsights: boolean): Row {
  const { tenant } = licence;
  return {
    ...named(listing, licence),
    hostLicenseId: `SEN-H${tenant.index}`,
    hostEntitlementId: tenant.cloudId,
    hostEntitlementNumber: `E-${tenant.cloudId.slice(0, 3).toUpperCase()}-${tenant.index}`,
    cloudId: tenant.cloudId,
    cloudSiteHostname: `${tenant.name}.localhost`,
    hosting: HOSTING,
    lastUpdated: dayToIso(licence.updatedDay),
    licenseType: licence.type,
    maintenanceStartDate: dayToIso(licence.startDay),
    maintenanceEndDate: dayToIso(licence.endDay),
    status: licence.status,
    tier: tierOf(licence),
    contactDetails: customerOf(seed, tenant),
    ...(withInsights
      ? {
          evaluationOpportunitySize: licence.type === "EVALUATION" ? String(tenant.users) : "NA",
          parentProductName: parentNames[tenant.product],
          parentProductEdition: editions[tenant.plan],
          installedOnSandbox: "No",
        }
      : {}),
  };
}

function transactionRow(seed: number, listing: Listing, sale: Sale, number: number): Row {
  const { licence } = sale;
  const { tenant } = licence;
  const names = named(listing, licence);
  const transactionId = `AT-${names.addonLicenseId}-${number + 1}`;
  return {
    transactionId,
    transactionLineItemId: `${transactionId}-1`,
    ...names,
    cloudId: tenant.cloudId,
    lastUpdated: dayToIso(sale.saleDay),
    paymentStatus: "Paid",
    customerDetails: customerOf(seed, tenant),
    purchaseDetails: {
      saleDate: dayToIso(sale.saleDay),
      tier: tierOf(licence),
      licenseType: licence.type,
      hosting: HOSTING,
      billingPeriod: sale.billingPeriod,
      purchasePrice: sale.purchasePrice,
      vendorAmount: sale.vendorAmount,
      partnerDiscountAmount: 0,
      loyaltyDiscountAmount: 0,
      saleType: sale.saleType,
      maintenanceStartDate: dayToIso(sale.saleDay),
      maintenanceEndDate: dayToIso(sale.endDay),
      changeInTier: "None",
      parentProductName: parentNames[tenant.product],
      parentProductEdition: editions[tenant.plan],
    },
  };
}
