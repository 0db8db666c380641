import type { Handlers, RestCall } from "../call.ts";
import { jiraError, json, noContent, pageBean } from "../rest/index.ts";
import { onProject } from "./on-project.ts";
import { issueTypes, projectRoles, statuses } from "./schemes.ts";
import { findProject, type JiraSite, type Project, removeIssue } from "./site.ts";
import { actorOf, type SiteBook } from "./site-book.ts";
import {
  componentSummary,
  issueTypeView,
  projectView,
  statusView,
  userView,
  versionView,
  viewStyle,
} from "./views.ts";

export const projectHandlers = (sites: SiteBook): Handlers => ({
  searchProjects: (call) => {
    const query = (call.query.get("query") ?? "").toLowerCase();
    const keys = call.query.getAll("keys");
    const wanted = [...sites(call.tenant).projects.values()].filter(
      ({ key, name }) =>
        (keys.length === 0 || keys.includes(key)) && `${key} ${name}`.toLowerCase().includes(query),
    );
    const page = pageBean(call, wanted);
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
      [...sites(call.tenant).projects.values()].map((project) =>
        projectView(project, viewStyle(call.tenant, call.request.path)),
      ),
    ),
  getProject: onProject(sites, (call, site, project) =>
    json(200, wholeProject(call, site, project)),
  ),
  createProject: (call) => createProject(call, sites(call.tenant)),
  updateProject: onProject(sites, (call, site, project) => {
    const { name, description } = (call.json ?? {}) as Partial<Project>;
    Object.assign(project, {
      ...(name ? { name } : {}),
      ...(description === undefined ? {} : { description }),
    });
    return json(200, wholeProject(call, site, project));
  }),
  deleteProject: onProject(sites, (_, site, project) => {
    site.projects.delete(project.id);
    for (const issue of site.issues.values())
      if (issue.projectId === project.id) removeIssue(site, issue);
    return noContent();
  }),
  getAllStatuses: onProject(sites, (call) => {
    const style = viewStyle(call.tenant, call.request.path);
    return json(
      200,
      issueTypes.map((type) => ({
        ...issueTypeView(type, style),
        statuses: statuses.map((s) => statusView(s, style)),
      })),
    );
  }),
  getProjectRoles: onProject(sites, (call, _, project) => json(200, roleAddresses(call, project))),
});

function wholeProject(call: RestCall, site: JiraSite, project: Project) {
  const style = viewStyle(call.tenant, call.request.path);
  const lead = site.person(project.lead);
  return {
    expand: "description,lead,issueTypes,url,projectKeys,permissions,insight",
    ...projectView(project, style),
    description: project.description,
    lead: lead ? userView(lead, style) : undefined,
    components: [...site.components.values()]
      .filter(({ projectId }) => projectId === project.id)
      .map((component) => componentSummary(component, style)),
    versions: [...site.versions.values()]
      .filter(({ projectId }) => projectId === project.id)
      .map((version) => versionView(version, style)),
    roles: roleAddresses(call, project),
    assigneeType: "UNASSIGNED",
    issueTypes: issueTypes.map((type) => issueTypeView(type, style)),
    properties: {},
  };
}

const roleAddresses = (call: RestCall, project: Project) =>
  Object.fromEntries(
    projectRoles.map(({ id, name }) => [
      name,
      `${viewStyle(call.tenant, call.request.path).root}/project/${project.id}/role/${id}`,
    ]),
  );

function createProject(call: RestCall, site: JiraSite) {
  const {
    key = "",
    name = "",
    leadAccountId,
    description = "",
  } = (call.json ?? {}) as {
    key?: string;
    name?: string;
    leadAccountId?: string;
    description?: string;
  };
  const errors: Record<string, string> = {};
  if (!/^[A-Z][A-Z0-9]{1,9}$/.test(key))
    errors.projectKey =
      "Project keys must start with an uppercase letter, followed by one or more uppercase alphanumeric characters.";
  else if (findProject(site, key)) errors.projectKey = `Project '${key}' uses this project key.`;
  if (name === "") errors.projectName = "You must specify a valid project name.";
  if (Object.keys(errors).length > 0) return jiraError(400, [], errors);
  const id = site.nextId();
  const lead = leadAccountId ?? actorOf(site, call);
  site.projects.set(id, {
    id,
    key,
    name,
    lead,
    description,
    properties: new Map(),
    lastNumber: 0,
    createdMs: call.nowMs,
  });
  return json(201, {
    self: `${viewStyle(call.tenant, call.request.path).root}/project/${id}`,
    id: Number(id),
    key,
  });
}
