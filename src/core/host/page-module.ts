import type { Module } from "./descriptor.ts";
import { recordOf, textOf } from "./module-field.ts";
import { isAbsolute } from "./web-item.ts";

/** The products that add-ons are made for. */
export type HostProduct = "jira" | "confluence";

/** A module that shows a page of its add-on in a frame. */
export interface PageModule {
  readonly addonKey: string;
  readonly moduleKey: string;
  /** As the descriptor calls it: "generalPages". */
  readonly type: string;
  readonly name: string;
  /** Below the add-on's base address; `{issue.key}` and the like stand for what is looked at. */
  readonly url: string;
  /** Requested as declared, by any user: without token and context. */
  readonly isCacheable: boolean;
  /** What stands beside its name while it is folded. */
  readonly label: string | null;
  readonly place: Place;
  /** Lighter ones come first. */
  readonly weight: number;
  /** How a dialog wants to be opened: size, width, height, chrome, header. */
  readonly dialog: Readonly<Record<string, unknown>>;
}

/** Where the host shows a module. `unlisted`: nowhere by itself; a link or its add-on opens it. */
export type Place =
  | "site"
  | "administration"
  | "project"
  | "issue"
  | "issue-tab"
  | "content"
  | "macro"
  | "space"
  | "dashboard"
  | "unlisted";

interface Kind {
  readonly product: HostProduct | "both";
  readonly place: Place | ((module: Module) => Place);
}

const DEFAULT_WEIGHT = 100;

const kind = (product: Kind["product"], place: Kind["place"]): Kind => ({ product, place });

/** A page whose location is "none" is reached by its address only. */
const listedIn = (place: Place) => (module: Module) =>
  module.location === "none" ? "unlisted" : place;

const panelPlaces: readonly (readonly [prefix: string, place: Place])[] = [
  ["atl.jira.view.issue", "issue"],
  ["atl.jira.proj", "project"],
  ["jira.agile", "project"],
  ["atl.content", "content"],
  ["atl.comments", "content"],
  ["atl.footer", "content"],
];

const panelPlace = ({ location }: Module): Place =>
  panelPlaces.find(([prefix]) => String(location).startsWith(prefix))?.[1] ?? "site";

const kinds: Readonly<Record<string, Kind>> = {
  generalPages: kind("both", listedIn("site")),
  profilePages: kind("both", listedIn("site")),
  adminPages: kind("both", listedIn("administration")),
  configurePage: kind("both", listedIn("administration")),
  postInstallPage: kind("both", listedIn("administration")),
  webPanels: kind("both", panelPlace),
  dialogs: kind("both", "unlisted"),
  webItems: kind("both", "unlisted"),
  jiraProjectPages: kind("jira", "project"),
  jiraProjectAdminTabPanels: kind("jira", "project"),
  jiraReports: kind("jira", "project"),
  jiraDashboardItems: kind("jira", "dashboard"),
  jiraIssueContents: kind("jira", "issue"),
  jiraIssueGlances: kind("jira", "issue"),
  jiraIssueContexts: kind("jira", "issue"),
  jiraIssueTabPanels: kind("jira", "issue-tab"),
  spaceToolsTabs: kind("confluence", "space"),
  contentBylineItems: kind("confluence", "unlisted"),
  dynamicContentMacros: kind("confluence", "macro"),
  staticContentMacros: kind("confluence", "macro"),
};

/** These are links first; their pages open from them. */
const opensByItem = new Set(["webItems", "contentBylineItems"]);

/** Every page that these modules show on a product, lightest first. */
export const pageModulesIn = (
  addonKey: string,
  modules: Readonly<Record<string, readonly Module[]>>,
  product: HostProduct,
): readonly PageModule[] =>
  Object.entries(modules)
    .filter(([type]) => isShownBy(type, product))
    .flatMap(([type, list]) => list.flatMap((module) => pageModule(addonKey, type, module)))
    .sort((a, b) => a.weight - b.weight);

const isShownBy = (type: string, product: HostProduct): boolean =>
  Object.hasOwn(kinds, type) &&
  (kinds[type]!.product === "both" || kinds[type]!.product === product);

function pageModule(addonKey: string, type: string, module: Module): PageModule[] {
  const url = urlOf(type, module);
  if (typeof module.key !== "string" || url === null) return [];
  const { place } = kinds[type]!;
  return [
    {
      addonKey,
      moduleKey: module.key,
      type,
      name: textOf(module.name) ?? module.key,
      url,
      isCacheable: module.cacheable === true,
      label: textOf(recordOf(module.content).label),
      place: typeof place === "function" ? place(module) : place,
      weight: typeof module.weight === "number" ? module.weight : DEFAULT_WEIGHT,
      dialog: recordOf(opensByItem.has(type) ? recordOf(module.target).options : module.options),
    },
  ];
}

/** Pages say it themselves, panels of an issue in their target. */
function urlOf(type: string, module: Module): string | null {
  const url = module.url ?? recordOf(module.target).url;
  if (typeof url !== "string" || url === "") return null;
  return type === "webItems" && leadsElsewhere(url, module) ? null : url;
}

/** A web item may lead to a page of the host, to another module, or away. */
const leadsElsewhere = (url: string, { context, target }: Module): boolean =>
  context === "page" ||
  context === "product" ||
  isAbsolute(url) ||
  String(recordOf(target).type).toLowerCase() === "dialogmodule";
