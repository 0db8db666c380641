import { html } from "hono/html";
import type { PageModule } from "../../core/host/index.ts";
import type { HostResponse, Tenant, World } from "../world/index.ts";
import { isShown } from "./conditions/index.ts";
import type { FrameOf } from "./frame-book.ts";
import { frameBox } from "./frame-box.ts";
import { openFrame } from "./open-frame.ts";
import { modulesOn } from "./page-modules.ts";
import type { PagePasses } from "./page-pass.ts";
import { productPage } from "./product-page.ts";
import type { Sights } from "./read-viewing.ts";
import { notShown, type Shown, shown } from "./shown.ts";
import { renderSitePage } from "./site-frame.ts";
import { nothingViewed } from "./viewing.ts";
import type { Visit } from "./visit.ts";

/** What a page is made from beside the visit. */
export interface PageParts {
  readonly sightsOf: (tenant: Tenant) => Sights;
  readonly passes: PagePasses;
}

/** Shows the page at an address: of a module where one is named, else of the product itself. */
export async function showPage(
  world: World,
  parts: PageParts,
  visit: Visit,
  of: FrameOf | null,
): Promise<HostResponse> {
  const { tenant } = visit;
  const sights = parts.sightsOf(tenant);
  const modules = modulesOn(tenant).filter((module) => isOffered(module, visit, sights));
  const page =
    of === null
      ? await productPage(world, visit, sights, modules)
      : modulePage(world.seed, visit, sights, of);
  const passes = passesFor(parts.passes, visit, modules);
  return {
    status: page.status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy": contentSecurityPolicy(tenant),
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    },
    body: await renderSitePage({ visit, sights, seed: world.seed, modules, passes }, page),
  };
}

/** What stands in the menu is offered where nothing is looked at; panels are asked again where they stand. */
function isOffered(module: PageModule, { tenant, person, nowMs }: Visit, sights: Sights): boolean {
  if (module.place !== "site" && module.place !== "administration") return true;
  const installation = tenant.installations.get(module.addonKey)!;
  const looking = { tenant, viewing: nothingViewed, person, nowMs };
  return isShown(module, { looking, sights, installation });
}

const passesFor = (
  passes: PagePasses,
  { tenant, person, nowMs }: Visit,
  modules: readonly PageModule[],
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...new Set(modules.map(({ addonKey }) => addonKey))].map((addonKey) => [
      addonKey,
      passes.issue(tenant, addonKey, person.accountId, nowMs),
    ]),
  );

function modulePage(seed: number, visit: Visit, sights: Sights, of: FrameOf): Shown {
  const { query, person, nowMs } = visit;
  const opened = openFrame(seed, sights, { ...of, accountId: person.accountId, query, nowMs });
  if (opened.kind === "refused") return notShown("There is no such page", opened.sentence);
  const { module, extension } = opened;
  const main = html`<h1 class="unseen">${module.name}</h1>${frameBox(extension)}`;
  return shown(module.name, main, extension.options.isFullPage === true);
}

/** Our own files only; frames and pictures from where the add-ons of this site live. */
function contentSecurityPolicy({ installations }: Tenant): string {
  const addons = [...installations.values()].map(({ descriptor }) => descriptor.baseUrl);
  const origins = new Set(addons.map((baseUrl) => new URL(baseUrl).origin));
  return [
    "default-src 'none'",
    "script-src 'self'",
    // The bridge puts rules for web items into the page as it loads.
    "style-src 'self' 'unsafe-inline'",
    `img-src ${["'self'", "data:", ...origins].join(" ")}`,
    "connect-src 'self'",
    `frame-src ${[...origins].join(" ") || "'none'"}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
  ].join("; ");
}
