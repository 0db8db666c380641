import { html } from "hono/html";
import type { PageModule } from "../../host/index.ts";
import { type Person, personAt } from "../tenants/index.ts";
import type { Html } from "./html.ts";
import type { Shown } from "./shown.ts";
import { linkTo, modulePath, type Visit } from "./visit.ts";

/** What stands around everything on a site: whose site it is, where one can go, who looks. */
export interface SiteFrame {
  readonly visit: Visit;
  readonly seed: number;
  readonly modules: readonly PageModule[];
  /** By add-on: passes for the page's own calls. */
  readonly passes: Readonly<Record<string, string>>;
}

/** As many people as one likes to choose from. */
const MOST_PEOPLE = 9;

const productNames = { jira: "Jira", confluence: "Confluence" } as const;

export async function renderSitePage(frame: SiteFrame, shown: Shown): Promise<string> {
  const { visit, modules } = frame;
  const { tenant } = visit;
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
${whoLooks(frame)}
</header>
<div class="body">
<nav aria-label="This site">
${group(visit, null, [["Home", "/"]])}
${moduleGroup(visit, "Add-ons", modules, "site")}
${moduleGroup(visit, "In a project", modules, "project")}
${moduleGroup(visit, "Administration", modules, "administration")}
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
  };
}

function moduleGroup(
  visit: Visit,
  heading: string,
  modules: readonly PageModule[],
  place: PageModule["place"],
): Html | "" {
  const here = modules.filter((module) => module.place === place);
  if (here.length === 0) return "";
  return group(
    visit,
    heading,
    here.map(({ name, addonKey, moduleKey }) => [name, modulePath(addonKey, moduleKey)]),
  );
}

const group = (
  visit: Visit,
  heading: string | null,
  links: readonly (readonly [words: string, path: string])[],
): Html => html`${heading === null ? "" : html`<h2>${heading}</h2>`}
<ul>${links.map(
  ([words, path]) =>
    html`<li><a href="${linkTo(visit, path)}"${path === visit.path ? html` aria-current="page"` : ""}>${words}</a></li>`,
)}</ul>`;

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
