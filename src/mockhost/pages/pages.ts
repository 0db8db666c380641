import type { PageModule } from "../../core/host/index.ts";
import type { Confluence } from "../confluence/index.ts";
import type { Jira } from "../jira/index.ts";
import type { ResolveBearer } from "../rest/index.ts";
import type { HostRoute, SiteRoute, Tenant, World } from "../world/index.ts";
import { bridgeRoute } from "./bridge-route.ts";
import { contentsOf } from "./contents.ts";
import { type FrameStats, frameBook } from "./frame-book.ts";
import { macroBook } from "./macro-book.ts";
import { type OpenedFrame, openFrame } from "./open-frame.ts";
import { modulesOn } from "./page-modules.ts";
import { pagePasses } from "./page-pass.ts";
import type { ReadBridgeFile } from "./ports.ts";
import type { Sights } from "./read-viewing.ts";
import { siteRoute } from "./site-route.ts";

export interface PagesParts {
  readonly jira: Jira;
  readonly confluence: Confluence;
  readonly readBridgeFile: ReadBridgeFile;
}

/** The sites as people see them: pages with the frames of add-ons in them, for real browsers. */
export interface Pages {
  readonly siteRoutes: readonly SiteRoute[];
  readonly hostRoutes: readonly HostRoute[];
  /** Knows the page's own calls, by which a frame asks for REST resources (`AP.request`). */
  readonly resolveBearer: ResolveBearer;
  modulesOn(tenant: Tenant): readonly PageModule[];
  open(asked: FrameRequest): OpenedFrame;
  /** How frames have loaded so far, by tenant and module, in real browsers. */
  stats(): readonly FrameStats[];
}

interface FrameRequest {
  readonly tenant: Tenant;
  readonly addonKey: string;
  readonly moduleKey: string;
  readonly accountId: string;
  /** What is looked at, by the names that addresses use: `{ "issue.key": "WEB-1" }`. */
  readonly viewing: Readonly<Record<string, string>>;
  readonly nowMs: number;
}

export function pages(world: World, parts: PagesParts): Pages {
  const passes = pagePasses(world.seed);
  const book = frameBook();
  const macros = macroBook();
  function sightsOf(tenant: Tenant): Sights {
    const macroSetting: Sights["macroSetting"] = (contentId, module) =>
      macros.settingOf(tenant, contentId, module);
    if (tenant.product === "jira")
      return { jira: parts.jira.sites(tenant), confluence: null, contents: [], macroSetting };
    const confluence = parts.confluence.sites(tenant);
    return { jira: null, confluence, contents: contentsOf(confluence), macroSetting };
  }

  return {
    siteRoutes: [siteRoute(world, { jira: parts.jira, sightsOf, passes, book, macros })],
    hostRoutes: [bridgeRoute(world.origin, parts.readBridgeFile)],
    resolveBearer: passes.resolveBearer,
    modulesOn,
    open: ({ viewing, ...asked }) =>
      openFrame(world.seed, sightsOf(asked.tenant), {
        ...asked,
        query: new URLSearchParams(viewing),
      }),
    stats: () => book.stats(world.clock.nowMs()),
  };
}
