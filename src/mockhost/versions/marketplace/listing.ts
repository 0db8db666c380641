import { type Product, type Tenant, uuidOf } from "../../world/index.ts";
import { type App, newestOf } from "../app.ts";
import { numbersOf, type Release } from "../release.ts";

/** An add-on under the names by which the Marketplace knows it. */
export interface Listing {
  readonly app: App;
  readonly productId: string;
  readonly appSoftwareId: string;
  readonly vendor: Vendor;
}

/** Whoever sells it: a number in API v2, a developer space in v3. */
export interface Vendor {
  readonly name: string;
  readonly vendorId: number;
  readonly developerId: string;
}

export const listingOf = (app: App): Listing => ({
  app,
  productId: uuidOf(`product/${app.addonKey}`),
  appSoftwareId: uuidOf(`app-software/${app.addonKey}`),
  vendor: vendorOf(newestOf(app).descriptor.vendor),
});

function vendorOf(name: string): Vendor {
  const developerId = uuidOf(`developer/${name}`);
  const vendorId = 1_000_000 + (Number.parseInt(developerId.slice(0, 8), 16) % 9_000_000);
  return { name: name || "Unnamed vendor", vendorId, developerId };
}

/** Sorts as the releases do. */
export function buildNumberOf({ release }: Release): number {
  const [major, minor, micro] = numbersOf(release);
  return (major * 10_000 + minor) * 10_000 + micro;
}

export type PaymentModel = "free" | "atlassian";

export const paymentModelOf = ({ descriptor }: Release): PaymentModel =>
  descriptor.enableLicensing ? "atlassian" : "free";

/** The tenants that have it, and the products they run it in. */
export function reachOf(
  app: App,
  tenants: Iterable<Tenant>,
): { readonly installs: number; readonly users: number; readonly products: readonly Product[] } {
  const products = new Set<Product>();
  let installs = 0;
  let users = 0;
  for (const tenant of tenants) {
    const state = tenant.installations.get(app.addonKey)?.state;
    if (state !== "enabled" && state !== "disabled") continue;
    installs++;
    users += tenant.users;
    products.add(tenant.product);
  }
  return { installs, users, products: [...products].toSorted() };
}
