import type { Tenant } from "../../world/index.ts";
import type { Exports } from "./exports.ts";
import type { Listing, Vendor } from "./listing.ts";

/** What the Marketplace's interface answers from. */
export interface Market {
  readonly seed: number;
  tenants(): Iterable<Tenant>;
  listings(): readonly Listing[];
  readonly exports: Exports;
}

export const listingByKey = (market: Market, addonKey: string | undefined): Listing | undefined =>
  market.listings().find(({ app }) => app.addonKey === addonKey);

/** By the number of API v2 or the developer space of v3. */
export const findVendor = (market: Market, id: string | undefined): Vendor | undefined =>
  market
    .listings()
    .map(({ vendor }) => vendor)
    .find(({ vendorId, developerId }) => String(vendorId) === id || developerId === id);

export const listingsOf = (market: Market, { vendorId }: Vendor): readonly Listing[] =>
  market.listings().filter(({ vendor }) => vendor.vendorId === vendorId);
