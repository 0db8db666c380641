import { pageBean } from "../rest/index.ts";
import { type Handlers, json, type RestCall } from "../world/index.ts";
import type { SiteEvents } from "./emit-events.ts";
import type { Project } from "./model/project.ts";
import { statuses } from "./model/schemes.ts";
import type { JiraSite } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { onProject } from "./on-project.ts";
import { projectLifeHandlers } from "./project-life.ts";
import { roleAddresses, wholeProject } from "./project-view.ts";
import { issueTypeView, projectView, statusView, viewStyle } from "./views.ts";

const MOST_RECENT = 20;

export const projectHandlers = (sites: SiteBook, events: SiteEvents): Handlers => ({
  ...projectLifeHandlers(sites, events),
  searchProjects: (call) => {
    const page = pageBean(call, searchedProjects(call, sites(call.tenant)));
    return json(200, {
      ...page,
      values: page.values.map((project) =>
        projectView(project, viewStyle(call.tenant, call.request.path)),
      ),
    });
  },
  getAllProjects: (call) =>
    json(
      200,
      listed(sites(call.tenant)).map((project) =>
        projectView(project, viewStyle(call.tenant, call.request.path)),
      ),
    ),
  getRecent: (call) =>
    json(
      200,
      listed(sites(call.tenant))
        .slice(0, MOST_RECENT)
        .map((project) => projectView(project, viewStyle(call.tenant, call.request.path))),
    ),
  getHierarchy: onProject(sites, (_, site, project) =>
    json(200, {
      projectId: Number(project.id),
      hierarchy: [1, 0, -1].map((level) => ({
        level,
        name: { 1: "Epic", 0: "Base", "-1": "Subtask" }[level],
        issueTypes: site.issueTypes
          .filter(({ hierarchyLevel }) => hierarchyLevel === level)
          .map(({ id, name, avatarId }) => ({ id: Number(id), name, avatarId })),
      })),
    }),
  ),
  getProject: onProject(sites, (call, site, project) =>
    json(200, wholeProject(call, site, project)),
  ),
  getAllStatuses: onProject(sites, (call, site) => {
    const style = viewStyle(call.tenant, call.request.path);
    return json(
      200,
      site.issueTypes.map((type) => ({
        ...issueTypeView(type, style),
        statuses: statuses.map((s) => statusView(s, style)),
      })),
    );
  }),
  getProjectRoles: onProject(sites, (call, _, project) => json(200, roleAddresses(call, project))),
});

/** Archived projects are still there, but in no list that does not ask for them. */
const listed = (site: JiraSite): readonly Project[] =>
  [...site.projects.values()].filter(({ isArchived }) => !isArchived);

function searchedProjects(call: RestCall, site: JiraSite): readonly Project[] {
  const named = (name: string) => call.query.getAll(name).flatMap((value) => value.split(","));
  const query = (call.query.get("query") ?? "").toLowerCase();
  const [keys, ids, states] = [named("keys"), named("id"), named("status")];
  const binned = [...site.bin.values()].map(({ project }) => project);
  const all = [
    ...(states.length === 0 || states.includes("live") ? listed(site) : []),
    ...(states.includes("archived")
      ? [...site.projects.values()].filter(({ isArchived }) => isArchived)
      : []),
    ...(states.includes("deleted") ? binned : []),
  ];
  return all.filter(
    ({ id, key, name }) =>
      (keys.length === 0 || keys.includes(key)) &&
      (ids.length === 0 || ids.includes(id)) &&
      `${key} ${name}`.toLowerCase().includes(query),
  );
}
