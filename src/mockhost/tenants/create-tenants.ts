import { createHmac } from "node:crypto";
import { integer, pick, type Random, random } from "../../core/chance/index.ts";
import { type LicenceState, type Plan, type Product, type Tenant, uuidOf } from "../world/index.ts";
import { siteNames, zones } from "./names.ts";

export interface TenantPlan {
  readonly seed: number;
  readonly count: number;
  /** Where the listener is: "http://127.0.0.1:7310". */
  readonly origin: string;
  /** Which products there are; several take turns. */
  readonly products: readonly Product[];
}

/** The sites that a seed decides. The same plan gives the same sites, whatever is asked of them first. */
export function createTenants(plan: TenantPlan): Tenant[] {
  return Array.from({ length: plan.count }, (_, index) => createTenant(plan, index));
}

function createTenant({ seed, origin, products }: TenantPlan, index: number): Tenant {
  const next = random(seed, "tenant", index);
  const product = products[index % products.length]!;
  const name = `${pick(next, siteNames)}-${index + 1}`;
  const users = teamSize(next);
  return {
    index,
    clientKey: uuidOf(`${seed}/clientKey/${index}`),
    cloudId: uuidOf(`${seed}/cloudId/${index}`),
    name,
    product,
    plan: planFor(users, next),
    users,
    timeZone: weighted(next, zones),
    baseUrl: siteUrl(origin, name, product),
    sharedSecret: secretOf(seed, index, 0),
    signing: null,
    licence: weighted<LicenceState>(next, [
      ["active", 88],
      ["evaluation", 8],
      ["expired", 3],
      ["unlicensed", 1],
    ]),
    installations: new Map(),
  };
}

/** Confluence's base URL ends in "/wiki". */
const siteUrl = (origin: string, name: string, product: Product): string =>
  `${origin}/s/${name}${product === "confluence" ? "/wiki" : ""}`;

/** The secret of one tenant after so many rotations. */
export const secretOf = (seed: number, index: number, rotation: number): string =>
  createHmac("sha256", `plimsoll-mockhost-${seed}`)
    .update(`${index}/${rotation}`)
    .digest("base64url");

/** Pareto with exponent 1, cut at 20,000: most sites have a handful of people, a few have thousands. */
const teamSize = (next: Random): number => Math.min(20_000, Math.floor(3 / (1 - next())));

function planFor(users: number, next: Random): Plan {
  if (users <= 10) return next() < 0.8 ? "free" : "standard";
  if (users <= 300) return next() < 0.75 ? "standard" : "premium";
  return users > 2000 && next() < 0.6 ? "enterprise" : "premium";
}

function weighted<T>(next: Random, choices: readonly (readonly [T, number])[]): T {
  let target = integer(
    next,
    choices.reduce((sum, [, weight]) => sum + weight, 0),
  );
  return choices.find(([, weight]) => (target -= weight) < 0)![0];
}
