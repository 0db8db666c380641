import { jiraError } from "../rest/index.ts";
import { actorOf } from "../tenants/index.ts";
import { type Handlers, json, noContent, type RestCall } from "../world/index.ts";
import { removeWithAll } from "./delete-issue.ts";
import { type Actor, actorFrom, asSecondary, type SiteEvents } from "./emit-events.ts";
import { type Project, projectAvatarIds } from "./model/project.ts";
import { addIssue, findProject, issuesOf, type JiraSite, removeIssue } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { onProject } from "./on-project.ts";
import { eventProject, wholeProject } from "./project-view.ts";
import { addTask, seeTask } from "./tasks.ts";
import { viewStyle } from "./views.ts";

/** Projects come, change, rest in an archive or the bin, come back and go. */
export function projectLifeHandlers(sites: SiteBook, events: SiteEvents): Handlers {
  const by = (call: RestCall, site: JiraSite) => actorFrom(call, actorOf(site, call));
  const emitChange = (act: string, call: RestCall, site: JiraSite, project: Project) =>
    events.emit(`project_${act}`, site, by(call, site), {
      project: eventProject(site, project),
    });
  return {
    createProject: (call) => {
      const site = sites(call.tenant);
      const made = createProject(call, site);
      if (!("key" in made)) return made;
      emitChange("created", call, site, made);
      const { root } = viewStyle(call.tenant, call.request.path);
      const { id, key } = made;
      return json(201, { self: `${root}/project/${id}`, id: Number(id), key });
    },
    updateProject: onProject(sites, (call, site, project) => {
      const { name, description, categoryId, leadAccountId } = Object(
        call.json,
      ) as Partial<Project> & {
        leadAccountId?: string;
      };
      if (leadAccountId !== undefined && !site.person(leadAccountId))
        return jiraError(400, [], { projectLead: "You must specify a valid project lead." });
      Object.assign(project, {
        ...(leadAccountId ? { lead: leadAccountId } : {}),
        ...(categoryId === undefined ? {} : { categoryId: categoryIn(site, categoryId) }),
        ...(name ? { name } : {}),
        ...(description === undefined ? {} : { description }),
      });
      emitChange("updated", call, site, project);
      return json(200, wholeProject(call, site, project));
    }),
    updateProjectAvatar: onProject(sites, (call, site, project) => {
      const id = Number(Object(call.json).id);
      const isOwn = site.avatars.get(id)?.ownerId === project.id;
      if (!isOwn && !projectAvatarIds.some((known) => known === id))
        return jiraError(404, [`There is no avatar with the id ${id} for this project.`]);
      project.avatarId = id;
      emitChange("updated", call, site, project);
      return noContent();
    }),
    archiveProject: onProject(sites, (call, site, project) => {
      if (project.isArchived) return jiraError(400, ["The project is already archived."]);
      project.isArchived = true;
      emitChange("archived", call, site, project);
      return noContent();
    }),
    deleteProject: onProject(sites, (call, site, project) => {
      if (project.isArchived)
        return jiraError(404, ["An archived project cannot be deleted; restore it first."]);
      if (call.query.get("enableUndo") === "false") {
        emitChange("deleted", call, site, project);
        removeForGood(site, project, asSecondary(by(call, site)), events);
      } else {
        putInBin(site, project);
        emitChange("soft_deleted", call, site, project);
      }
      return noContent();
    }),
    deleteProjectAsynchronously: onProject(sites, (call, site, project) => {
      emitChange("deleted", call, site, project);
      removeForGood(site, project, asSecondary(by(call, site)), events);
      return seeTask(call, addTask(call, site, `Delete the project ${project.key}`));
    }),
    restore: (call) => {
      const site = sites(call.tenant);
      const named = call.params.projectIdOrKey ?? "";
      const archived = findProject(site, named);
      if (archived?.isArchived) {
        archived.isArchived = false;
        emitChange("restored_archived", call, site, archived);
        return json(200, wholeProject(call, site, archived));
      }
      const binned = [...site.bin.values()].find(
        ({ project: { id, key } }) => id === named || key === named.toUpperCase(),
      );
      if (!binned)
        return archived
          ? jiraError(400, ["The project is neither archived nor deleted."])
          : jiraError(404, [`No project could be found with key '${named}'.`]);
      const { project, issues } = binned;
      site.bin.delete(project.id);
      site.projects.set(project.id, project);
      for (const issue of issues) addIssue(site, issue);
      emitChange("restored_deleted", call, site, project);
      return json(200, wholeProject(call, site, project));
    },
  };
}

const categoryIn = (site: JiraSite, given: unknown): string | null =>
  site.categories.get(String(given))?.id ?? null;

/** Filters and views look at the project of an issue until its last event is told. */
function removeForGood(site: JiraSite, project: Project, by: Actor, events: SiteEvents): void {
  for (const issue of issuesOf(site, project))
    if (site.issues.has(issue.id)) removeWithAll(site, issue, by, events);
  site.projects.delete(project.id);
}

function putInBin(site: JiraSite, project: Project): void {
  const issues = issuesOf(site, project);
  site.projects.delete(project.id);
  site.bin.set(project.id, { project, issues });
  for (const issue of issues) removeIssue(site, issue);
}

function createProject(call: RestCall, site: JiraSite) {
  const {
    key = "",
    name = "",
    leadAccountId,
    description = "",
    categoryId,
  } = (call.json ?? {}) as {
    categoryId?: unknown;
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
  const project: Project = {
    id: site.nextId(),
    key,
    name,
    lead: leadAccountId ?? actorOf(site, call),
    description,
    properties: new Map(),
    lastNumber: 0,
    createdMs: call.nowMs,
    isArchived: false,
    avatarId: projectAvatarIds[0],
    categoryId: categoryIn(site, categoryId),
  };
  site.projects.set(project.id, project);
  return project;
}
