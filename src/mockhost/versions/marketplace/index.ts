export { type MarketplaceOptions, marketplace } from "./marketplace.ts";
