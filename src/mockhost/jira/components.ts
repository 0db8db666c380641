import { jiraError, pageBean } from "../rest/index.ts";
import { type Handlers, json, noContent, type RestCall } from "../world/index.ts";
import type { Component } from "./model/project.ts";
import { findProject, type JiraSite } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { onProject } from "./on-project.ts";
import { onPart } from "./site-parts.ts";
import { userView, viewStyle } from "./views.ts";

/** Parts of projects, and how many issues name them. */
export const componentHandlers = (sites: SiteBook): Handlers => {
  const onComponent = onPart(sites, ({ components }) => components, "component");
  return {
    createComponent: (call) => createComponent(call, sites(call.tenant)),
    findComponentsForProjects: (call) => {
      const site = sites(call.tenant);
      const named = call.query.getAll("projectIdsOrKeys").flatMap((names) => names.split(","));
      const ids = named.map((name) => findProject(site, name)?.id);
      if (ids.includes(undefined)) return jiraError(404, ["A project could not be found."]);
      const query = (call.query.get("query") ?? "").toLowerCase();
      const found = [...site.components.values()].filter(
        ({ projectId, name }) =>
          (ids.length === 0 || ids.includes(projectId)) && name.toLowerCase().includes(query),
      );
      const { root } = viewStyle(call.tenant, call.request.path);
      const views = found.map(({ id, name, description }) => ({
        self: `${root}/component/${id}`,
        id,
        name,
        description,
      }));
      return json(200, pageBean(call, views));
    },
    getComponent: onComponent((call, site, component) =>
      json(200, componentView(call, site, component)),
    ),
    updateComponent: onComponent((call, site, component) => {
      const input = (call.json ?? {}) as ComponentInput;
      const wrong = mistakeIn(site, component, input);
      if (wrong) return jiraError(400, [], wrong);
      return json(200, componentView(call, site, Object.assign(component, settable(input))));
    }),
    deleteComponent: onComponent((_, site, component) => {
      site.components.delete(component.id);
      for (const issue of site.issues.values())
        issue.components = issue.components.filter((id) => id !== component.id);
      return noContent();
    }),
    getComponentRelatedIssues: onComponent((call, site, { id }) =>
      json(200, {
        self: `${viewStyle(call.tenant, call.request.path).root}/component/${id}`,
        issueCount: issueCount(site, id),
      }),
    ),
    getProjectComponents: onProject(sites, (call, site, { id }) =>
      json(
        200,
        componentsOf(site, id).map((component) => componentView(call, site, component)),
      ),
    ),
    getProjectComponentsPaginated: onProject(sites, (call, site, { id }) => {
      const all = componentsOf(site, id).map((component) => ({
        ...componentView(call, site, component),
        issueCount: issueCount(site, component.id),
      }));
      return json(200, pageBean(call, all));
    }),
  };
};

const componentsOf = (site: JiraSite, projectId: string): Component[] =>
  [...site.components.values()].filter((component) => component.projectId === projectId);

const issueCount = (site: JiraSite, id: string): number =>
  [...site.issues.values()].filter(({ components }) => components.includes(id)).length;

interface ComponentInput {
  readonly name?: string;
  readonly description?: string;
  readonly leadAccountId?: string;
  /** The project's key. */
  readonly project?: string;
}

function createComponent(call: RestCall, site: JiraSite) {
  const input = (call.json ?? {}) as ComponentInput;
  const project = findProject(site, String(input.project ?? ""));
  if (!project)
    return jiraError(404, [`No project could be found with key '${input.project ?? ""}'.`]);
  const component: Component = {
    id: site.nextId(),
    projectId: project.id,
    name: "",
    description: "",
    lead: null,
  };
  const wrong = mistakeIn(site, component, { ...input, name: input.name ?? "" });
  if (wrong) return jiraError(400, [], wrong);
  site.components.set(component.id, Object.assign(component, settable(input)));
  return json(201, componentView(call, site, component));
}

function mistakeIn(site: JiraSite, { id, projectId }: Component, input: ComponentInput) {
  const { name, leadAccountId } = input;
  if (name !== undefined && (typeof name !== "string" || name.trim() === ""))
    return { name: "The component name specified is invalid - cannot be an empty string." };
  if (componentsOf(site, projectId).some((other) => other.id !== id && other.name === name))
    return { name: `A component with the name ${name} already exists in this project.` };
  if (leadAccountId !== undefined && !site.person(leadAccountId))
    return { leadAccountId: "The user does not exist." };
  return null;
}

const settable = ({ name, description, leadAccountId }: ComponentInput): Partial<Component> => ({
  ...(name === undefined ? {} : { name }),
  ...(description === undefined ? {} : { description }),
  ...(leadAccountId === undefined ? {} : { lead: leadAccountId }),
});

function componentView(call: RestCall, site: JiraSite, component: Component) {
  const style = viewStyle(call.tenant, call.request.path);
  const lead = component.lead === null ? null : site.person(component.lead);
  return {
    self: `${style.root}/component/${component.id}`,
    id: component.id,
    name: component.name,
    description: component.description,
    ...(lead ? { lead: userView(lead, style) } : {}),
    assigneeType: "PROJECT_DEFAULT",
    realAssigneeType: "PROJECT_DEFAULT",
    isAssigneeTypeValid: false,
    project: site.projects.get(component.projectId)?.key ?? "",
    projectId: Number(component.projectId),
  };
}
