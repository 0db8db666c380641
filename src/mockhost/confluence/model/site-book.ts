import { siteBook } from "../../tenants/index.ts";
import type { Tenant, World } from "../../world/index.ts";
import { seedSite } from "./seed-site.ts";
import type { ConfluenceSite } from "./site.ts";

export type SiteBook = (tenant: Tenant) => ConfluenceSite;

export const confluenceSites = (world: Pick<World, "seed" | "clock">): SiteBook =>
  siteBook((tenant) => seedSite(world.seed, tenant, world.clock.nowMs()));
