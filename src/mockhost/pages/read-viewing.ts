import type { PageModule } from "../../core/host/index.ts";
import type { ConfluenceSite } from "../confluence/index.ts";
import { findIssue, findProject, type JiraSite } from "../jira/index.ts";
import type { Content, DashboardItem, MacroSetting, Viewing } from "./viewing.ts";

/** What there is to look at on a site: its issues, or its contents. */
export interface Sights {
  readonly jira: JiraSite | null;
  readonly confluence: ConfluenceSite | null;
  readonly contents: readonly Content[];
  /** Null: nobody has set that macro yet. */
  macroSetting(contentId: string, module: PageModule): MacroSetting | null;
}

/**
 * What the parameters of a page's address name, as the bridge calls it: `issue.key`, `project.id`,
 * `page.id`, `ac.tab`. A module that needs something gets the first there is.
 */
export function readViewing(
  query: URLSearchParams,
  { jira, confluence, contents }: Sights,
  module?: PageModule,
): Viewing {
  const first = (...names: readonly string[]) =>
    names.map((name) => query.get(name)).find((value) => value !== null) ?? null;
  const issue = jira && issueNamed(jira, first("issue.key", "issue.id"), module);
  const contentId = first("page.id", "content.id");
  const needsContent = module?.place === "content" || module?.place === "macro";
  const content =
    contents.find(({ id }) => id === contentId) ?? (needsContent ? (contents[0] ?? null) : null);
  return {
    issue,
    project:
      jira && projectOf(jira, issue?.projectId ?? first("project.key", "project.id"), module),
    content,
    space:
      content?.space ??
      (confluence && spaceNamed(confluence, first("space.key", "space.id"), module)),
    dashboardItem:
      module?.place === "dashboard"
        ? dashboardItem(first("dashboardItem.id") ?? String(FIRST_ITEM_ID))
        : null,
    macro: null,
    custom: Object.fromEntries(
      [...query].flatMap(([name, value]) =>
        name.startsWith("ac.") ? [[name.slice(3), value]] : [],
      ),
    ),
  };
}

function issueNamed(jira: JiraSite, idOrKey: string | null, module?: PageModule) {
  const named = idOrKey === null ? undefined : findIssue(jira, idOrKey);
  const needs = module?.place === "issue" || module?.place === "issue-tab";
  return named ?? (needs ? firstOf(jira.issues) : null);
}

function projectOf(jira: JiraSite, idOrKey: string | null, module?: PageModule) {
  const named = idOrKey === null ? undefined : findProject(jira, idOrKey);
  return named ?? (module?.place === "project" ? firstOf(jira.projects) : null);
}

function spaceNamed({ spaces }: ConfluenceSite, idOrKey: string | null, module?: PageModule) {
  const named = [...spaces.values()].find(({ id, key }) => id === idOrKey || key === idOrKey);
  return named ?? (module?.place === "space" ? firstOf(spaces) : null);
}

const FIRST_ITEM_ID = 10_000;
const DASHBOARD_ID = "10000";

const dashboardItem = (id: string): DashboardItem => ({ id, dashboardId: DASHBOARD_ID });

/** What the nth item of the site's dashboard is. */
export const dashboardItemAt = (index: number): DashboardItem =>
  dashboardItem(String(FIRST_ITEM_ID + index));

const firstOf = <T>(all: ReadonlyMap<string, T>): T | null => all.values().next().value ?? null;
