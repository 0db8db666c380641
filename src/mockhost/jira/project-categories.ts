import { jiraError } from "../rest/index.ts";
import {
  type Handler,
  type Handlers,
  type HostResponse,
  json,
  noContent,
  type RestCall,
} from "../world/index.ts";
import type { ProjectCategory } from "./model/project.ts";
import type { JiraSite } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { type ViewStyle, viewStyle } from "./views.ts";

export const categoryView = (category: ProjectCategory, { root }: ViewStyle) => ({
  self: `${root}/projectCategory/${category.id}`,
  ...category,
});

/** Categories come, change and go; projects are put into them when they are written. */
export const categoryHandlers = (sites: SiteBook): Handlers => {
  const on =
    (act: (call: RestCall, site: JiraSite, category: ProjectCategory) => HostResponse): Handler =>
    (call) => {
      const site = sites(call.tenant);
      const category = site.categories.get(call.params.id ?? "");
      return category
        ? act(call, site, category)
        : jiraError(404, [`There is no project category with the id ${call.params.id}.`]);
    };
  const shown = (call: RestCall, status: number, category: ProjectCategory) =>
    json(status, categoryView(category, viewStyle(call.tenant, call.request.path)));
  return {
    getAllProjectCategories: (call) => {
      const style = viewStyle(call.tenant, call.request.path);
      const all = [...sites(call.tenant).categories.values()];
      return json(
        200,
        all.map((category) => categoryView(category, style)),
      );
    },
    getProjectCategoryById: on((call, _, category) => shown(call, 200, category)),
    createProjectCategory: (call) => {
      const site = sites(call.tenant);
      const { name, description = "" } = Object(call.json) as Partial<ProjectCategory>;
      if (typeof name !== "string" || name.trim() === "")
        return jiraError(400, [], { name: "The category must have a name." });
      if ([...site.categories.values()].some((known) => known.name === name))
        return jiraError(409, [], { name: `The project category '${name}' already exists.` });
      const category = { id: site.nextId(), name, description: String(description) };
      site.categories.set(category.id, category);
      return shown(call, 201, category);
    },
    updateProjectCategory: on((call, _, category) => {
      const { name, description } = Object(call.json) as Partial<ProjectCategory>;
      if (name !== undefined) category.name = String(name);
      if (description !== undefined) category.description = String(description);
      return shown(call, 200, category);
    }),
    removeProjectCategory: on((_, site, { id }) => {
      site.categories.delete(id);
      for (const project of site.projects.values())
        if (project.categoryId === id) project.categoryId = null;
      return noContent();
    }),
  };
};
