import { z } from "zod";
import type { Tenant, TenantBook } from "../world/index.ts";

/** The first so many sites, or those of these client keys; left out: all. */
export const tenantChoice = z
  .union([z.int().min(1).max(10_000), z.array(z.string().max(100)).min(1).max(10_000)], {
    error: "must be a number from 1 to 10000 or a list of client keys",
  })
  .optional();

export type ChosenTenants =
  | { readonly kind: "chosen"; readonly tenants: readonly Tenant[] }
  | { readonly kind: "unknown"; readonly clientKey: string };

export function chosenTenants(
  book: TenantBook,
  choice: z.infer<typeof tenantChoice>,
): ChosenTenants {
  if (!Array.isArray(choice))
    return { kind: "chosen", tenants: [...book.all()].slice(0, choice ?? book.size) };
  const tenants: Tenant[] = [];
  for (const clientKey of new Set(choice)) {
    const tenant = book.byClientKey(clientKey);
    if (!tenant) return { kind: "unknown", clientKey };
    tenants.push(tenant);
  }
  return { kind: "chosen", tenants };
}
