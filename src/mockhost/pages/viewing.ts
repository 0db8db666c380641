import type { Variables } from "../../core/host/index.ts";
import type { Issue, Project } from "../jira/index.ts";
import type { Installation, Tenant } from "../world/index.ts";

/** What somebody is looking at while a frame is opened; null where it is nothing of the kind. */
export interface Viewing {
  readonly project: Project | null;
  readonly issue: Issue | null;
  readonly content: Content | null;
  /** Of the content, where one is looked at. */
  readonly space: Space | null;
  readonly dashboardItem: DashboardItem | null;
  /** What the macro in front is set to. */
  readonly macro: MacroSetting | null;
  /** Parameters that an add-on gave along when it sent the person here: `{ac.name}`. */
  readonly custom: Readonly<Record<string, string>>;
}

/** What somebody has set a macro to, on the page on which it stands. */
export interface MacroSetting {
  /** By the names that the macro gives them, and its address may use. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A page of Confluence, as far as frames ask about it. */
export interface Content {
  readonly id: string;
  readonly type: "page" | "blogpost";
  readonly title: string;
  readonly version: number;
  /** Without markup, a paragraph a line. */
  readonly text: string;
  readonly space: Space;
}

export interface Space {
  readonly id: string;
  readonly key: string;
  readonly name: string;
}

/** An add-on's item on a dashboard; the site has one dashboard, with all of them. */
export interface DashboardItem {
  readonly id: string;
  readonly dashboardId: string;
}

export const nothingViewed: Viewing = {
  project: null,
  issue: null,
  content: null,
  space: null,
  dashboardItem: null,
  macro: null,
  custom: {},
};

/** By the names that addresses use: as much as it takes to find again what is looked at. */
export const namesOf = (viewing: Viewing): Readonly<Record<string, string>> => ({
  ...(viewing.issue ? { "issue.key": viewing.issue.key } : {}),
  ...(viewing.project ? { "project.key": viewing.project.key } : {}),
  ...(viewing.content ? { "content.id": viewing.content.id } : {}),
  ...(viewing.space ? { "space.key": viewing.space.key } : {}),
});

/** All that a module's address may name. */
export function variablesOf(viewing: Viewing, accountId: string): Variables {
  const { project, issue, content, space, dashboardItem, macro, custom } = viewing;
  return {
    ...macro?.parameters,
    ...(macro ? { "macro.body": macro.body.slice(0, MOST_OF_BODY) } : {}),
    "user.accountId": accountId,
    ...(project ? { "project.id": project.id, "project.key": project.key } : {}),
    ...(issue
      ? { "issue.id": issue.id, "issue.key": issue.key, "issuetype.id": issue.type.id }
      : {}),
    ...(content ? contentVariables(content) : {}),
    ...(space ? { "space.id": space.id, "space.key": space.key } : {}),
    ...(dashboardItem ? dashboardVariables(dashboardItem) : {}),
    ...Object.fromEntries(Object.entries(custom).map(([name, value]) => [`ac.${name}`, value])),
  };
}

const dashboardVariables = ({ id, dashboardId }: DashboardItem): Variables => ({
  "dashboard.id": dashboardId,
  "dashboardItem.id": id,
  "dashboardItem.viewType": "default",
});

const contentVariables = ({ id, type, title, version }: Content): Variables => ({
  "content.id": id,
  "content.type": type,
  "content.version": String(version),
  "page.id": id,
  "page.type": type,
  "page.title": title,
  "page.version": String(version),
  "macro.id": macroId(id),
  "macro.hash": macroId(id),
  "output.type": "display",
});

/** Addresses take no more of a macro's body; add-ons read the whole through the REST interface. */
const MOST_OF_BODY = 128;

/** One macro of each kind stands on a page, so that the page tells which it is. */
const macroId = (contentId: string): string => `macro-${contentId}`;

/**
 * The same as claims: what context tokens carry and `AP.context.getContext` answers. The licence
 * is told of add-ons that have one.
 */
export function structuredContext(
  { project, issue, content, space }: Viewing,
  tenant: Tenant,
  { descriptor }: Installation,
): Readonly<Record<string, unknown>> {
  const jira = {
    ...(issue ? { issue: { id: issue.id, key: issue.key, issuetype: { id: issue.type.id } } } : {}),
    ...(project ? { project: { id: project.id, key: project.key } } : {}),
  };
  const confluence = space && {
    ...(content
      ? { content: { id: content.id, type: content.type, version: String(content.version) } }
      : {}),
    space: { id: space.id, key: space.key },
  };
  return {
    ...(descriptor.enableLicensing ? { license: { active: isLicensed(tenant) } } : {}),
    ...(Object.keys(jira).length > 0 ? { jira } : {}),
    ...(confluence ? { confluence } : {}),
    url: { displayUrl: tenant.baseUrl },
  };
}

export const isLicensed = ({ licence }: Tenant): boolean =>
  licence === "active" || licence === "evaluation";
