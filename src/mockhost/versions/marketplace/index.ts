export type { Credentials } from "./basic-auth.ts";
export { type MarketplaceOptions, marketplace } from "./marketplace.ts";
