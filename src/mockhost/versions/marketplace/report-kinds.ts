import type { Filter, ReportKind } from "./query-report.ts";

const any = (field: string): Filter => ({ field, values: null });
const oneOf = (field: string, values: string): Filter => ({ field, values: values.split(" ") });

const app = { addon: any("addonKey"), productId: any("productId") };
const hosting = "cloud datacenter server";

/** Source: Marketplace REST interface, Reporting: the query templates of each resource. */
export const licenceReport: ReportKind = {
  list: "licenses",
  filters: {
    ...app,
    hosting: oneOf("hosting", hosting),
    status: oneOf("status", "active inactive cancelled"),
    licenseType: oneOf(
      "licenseType",
      "academic commercial community demonstration evaluation opensource starter free",
    ),
    tier: any("tier"),
  },
  sortable: {
    addonName: "addonName",
    company: "contactDetails.company",
    country: "contactDetails.country",
    endDate: "maintenanceEndDate",
    hosting: "hosting",
    licenseId: "licenseId",
    licenseType: "licenseType",
    region: "contactDetails.region",
    startDate: "maintenanceStartDate",
    tier: "tier",
  },
  dates: { start: "maintenanceStartDate", end: "maintenanceEndDate" },
};

export const transactionReport: ReportKind = {
  list: "transactions",
  filters: {
    ...app,
    hosting: oneOf("purchaseDetails.hosting", hosting),
    saleType: oneOf("purchaseDetails.saleType", "new refund downgrade renewal upgrade"),
    billingPeriod: oneOf("purchaseDetails.billingPeriod", "monthly annual"),
    paymentStatus: oneOf("paymentStatus", "paid refunded uncollectible open"),
    tier: any("purchaseDetails.tier"),
  },
  sortable: {
    addonName: "addonName",
    company: "customerDetails.company",
    country: "customerDetails.country",
    date: "purchaseDetails.saleDate",
    licenseId: "licenseId",
    purchasePrice: "purchaseDetails.purchasePrice",
    region: "customerDetails.region",
    saleType: "purchaseDetails.saleType",
    tier: "purchaseDetails.tier",
    transactionId: "transactionId",
    vendorAmount: "purchaseDetails.vendorAmount",
  },
  dates: { sale: "purchaseDetails.saleDate" },
};

export const feedbackReport: ReportKind = {
  list: "feedback",
  filters: {
    ...app,
    hosting: oneOf("hosting", hosting),
    type: oneOf("feedbackType", "uninstall disable unsubscribe"),
    reason: any("reasonKey"),
  },
  sortable: { addonName: "addonKey", date: "date" },
  dates: { date: "date" },
};
