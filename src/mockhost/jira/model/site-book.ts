import { siteBook } from "../../tenants/index.ts";
import type { Tenant, World } from "../../world/index.ts";
import { createSite } from "./seed-site.ts";
import type { JiraSite } from "./site.ts";

export type SiteBook = (tenant: Tenant) => JiraSite;

export const jiraSites = (world: Pick<World, "seed" | "clock">): SiteBook =>
  siteBook((tenant) => createSite(world.seed, tenant, world.clock.nowMs()));
