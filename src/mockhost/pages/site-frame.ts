import { html } from "hono/html";
import type { PageModule, Spot } from "../../core/host/index.ts";
import type { Html } from "../../ui/index.ts";
import { type Person, personAt } from "../tenants/index.ts";
import { productNames } from "../world/index.ts";
import { DASHBOARD_PATH } from "./dashboard-page.ts";
import { webItemsOn } from "./page-modules.ts";
import type { Sights } from "./read-viewing.ts";
import type { Shown } from "./shown.ts";
import { nothingViewed } from "./viewing.ts";
import { linkTo, modulePath, type Visit } from "./visit.ts";
import { actions, webItemsAt } from "./web-items.ts";

/** What stands around everything on a site: whose site it is, where one can go, who looks. */
export interface SiteFrame {
  readonly visit: Visit;
  readonly sights: Sights;
  readonly seed: number;
  readonly modules: readonly PageModule[];
  /** By add-on: passes for the page's own calls. */
  readonly passes: Readonly<Record<string, string>>;
}

/** As many people as one likes to choose from. */
const MOST_PEOPLE = 9;

export async function renderSitePage(frame: SiteFrame, shown: Shown): Promise<string> {
  const { visit, sights, modules } = frame;
  const { tenant } = visit;
  const items = (spot: Spot) => webItemsAt(visit, sights, nothingViewed, spot);
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${shown.title} – ${tenant.name}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/atlassian-connect/site.css">
<script src="/atlassian-connect/jquery.js"></script>
<script src="/atlassian-connect/before-bridge.js"></script>
<script src="/atlassian-connect/connect-host.js"></script>
<script src="/atlassian-connect/host-page.js" type="module"></script>
</head>
<body${shown.isFull ? html` class="full"` : ""} data-page="${JSON.stringify(pageFacts(frame))}">
<a class="skip" href="#content">Skip to the content</a>
<header class="top">
<a class="brand" href="${linkTo(visit, "/")}"><span class="ring" aria-hidden="true"></span><b>${tenant.name}</b> <small>pretend ${productNames[tenant.product]}</small></a>
${actions(items("top"))}
${whoLooks(frame)}
</header>
<div class="body">
<nav aria-label="This site">
${group(null, homeLinks(visit, modules))}
${group("Add-ons", [...moduleLinks(visit, modules, "site"), ...items("site")])}
${group("In a project", moduleLinks(visit, modules, "project"))}
${group("In a space", moduleLinks(visit, modules, "space"))}
${group("Administration", [...moduleLinks(visit, modules, "administration"), ...items("administration")])}
</nav>
<main id="content">
${shown.main}
</main>
</div>
<footer>A pretend ${productNames[tenant.product]} site for tests. Nothing here is Atlassian’s but the bridge to the frames.</footer>
<div id="flags" aria-live="polite"></div>
</body>
</html>
`;
  return String(await document);
}

/** What the page's script needs to know. Passes stay in the page; frames never get them. */
function pageFacts({ visit, modules, passes }: SiteFrame) {
  const { tenant, person, root } = visit;
  return {
    root,
    product: tenant.product,
    accountId: person.accountId,
    isFirstPerson: person.index === 0,
    timeZone: person.timeZone,
    passes,
    dialogs: modules.map(({ addonKey, moduleKey, dialog }) => ({ addonKey, moduleKey, dialog })),
    items: webItemsOn(tenant).map(({ addonKey, itemKey, options }) => ({
      addonKey,
      itemKey,
      options,
    })),
  };
}

const homeLinks = (visit: Visit, modules: readonly PageModule[]): Html[] => [
  link(visit, "Home", "/"),
  ...(modules.some(({ place }) => place === "dashboard")
    ? [link(visit, "Dashboard", DASHBOARD_PATH)]
    : []),
];

/** Panels stand on the pages themselves. */
const moduleLinks = (
  visit: Visit,
  modules: readonly PageModule[],
  place: PageModule["place"],
): Html[] =>
  modules
    .filter((module) => module.place === place && !(place === "project" && isPanel(module)))
    .map(({ name, addonKey, moduleKey }) => link(visit, name, modulePath(addonKey, moduleKey)));

const isPanel = ({ type }: PageModule): boolean => type === "webPanels";

const link = (visit: Visit, words: string, path: string): Html =>
  html`<a href="${linkTo(visit, path)}"${path === visit.path ? html` aria-current="page"` : ""}>${words}</a>`;

const group = (heading: string | null, links: readonly Html[]): Html | "" =>
  links.length === 0
    ? ""
    : html`${heading === null ? "" : html`<h2>${heading}</h2>`}
<ul>${links.map((one) => html`<li>${one}</li>`)}</ul>`;

/** Keeps what the address says besides, so that another person sees the same page. */
function whoLooks({ visit, seed }: SiteFrame): Html {
  const { tenant, person, query } = visit;
  const people = Array.from({ length: Math.min(MOST_PEOPLE, tenant.users) }, (_, i) =>
    personAt(seed, tenant, i),
  );
  const shown = people.some(({ index }) => index === person.index) ? people : [...people, person];
  const kept = [...query].filter(([name]) => name !== "as");
  return html`<form class="who" method="get">
${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<span class="initials" aria-hidden="true">${initials(person)}</span>
<label><span class="soft">You are</span> <select name="as">${shown.map(
    (other) =>
      html`<option value="${other.accountId}"${other.index === person.index ? html` selected` : ""}>${other.displayName}</option>`,
  )}</select></label>
<noscript><button>Change</button></noscript>
</form>`;
}

const initials = ({ displayName }: Person): string =>
  displayName
    .split(" ")
    .map((name) => name[0])
    .join("");
