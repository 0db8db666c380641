import type { RestCall } from "../world/index.ts";
import { eventStyle } from "./emit-events.ts";
import type { Project } from "./model/project.ts";
import { projectRoles } from "./model/schemes.ts";
import type { JiraSite } from "./model/site.ts";
import { categoryView } from "./project-categories.ts";
import {
  componentSummary,
  issueTypeView,
  projectView,
  userView,
  versionView,
  viewStyle,
} from "./views.ts";

/** A project as webhooks carry it. */
export function eventProject(site: JiraSite, project: Project) {
  const style = eventStyle(site);
  const lead = site.person(project.lead);
  const { self, key, name, avatarUrls } = projectView(project, style);
  return {
    self,
    id: Number(project.id),
    key,
    name,
    avatarUrls,
    ...(lead ? { projectLead: userView(lead, style) } : {}),
    assigneeType: "admin.assignee.unassigned",
  };
}

/** A project as it is shown alone. */
export function wholeProject(call: RestCall, site: JiraSite, project: Project) {
  const style = viewStyle(call.tenant, call.request.path);
  const lead = site.person(project.lead);
  const category = site.categories.get(project.categoryId ?? "");
  return {
    expand: "description,lead,issueTypes,url,projectKeys,permissions,insight",
    ...projectView(project, style),
    description: project.description,
    ...(category ? { projectCategory: categoryView(category, style) } : {}),
    lead: lead ? userView(lead, style) : undefined,
    components: [...site.components.values()]
      .filter(({ projectId }) => projectId === project.id)
      .map((component) => componentSummary(component, style)),
    versions: [...site.versions.values()]
      .filter(({ projectId }) => projectId === project.id)
      .map((version) => versionView(version, style)),
    roles: roleAddresses(call, project),
    assigneeType: "UNASSIGNED",
    issueTypes: site.issueTypes.map((type) => issueTypeView(type, style)),
    properties: {},
  };
}

/** By the names of the roles. */
export const roleAddresses = (call: RestCall, project: Project) =>
  Object.fromEntries(
    projectRoles.map(({ id, name }) => [
      name,
      `${viewStyle(call.tenant, call.request.path).root}/project/${project.id}/role/${id}`,
    ]),
  );
