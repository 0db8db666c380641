import { jiraError } from "../rest/index.ts";
import type { Handler, RestCall } from "../world/index.ts";
import type { Project } from "./model/project.ts";
import { findProject, type JiraSite } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";

export const noProject = () => jiraError(404, ["No project could be found."]);

/** Wraps what is done to one project: finds it, or says that it is not there. */
export const onProject =
  (
    sites: SiteBook,
    act: (call: RestCall, site: JiraSite, project: Project) => ReturnType<Handler>,
  ): Handler =>
  (call) => {
    const site = sites(call.tenant);
    const { projectId = "", projectIdOrKey = projectId } = call.params;
    const project = findProject(site, projectIdOrKey);
    return project
      ? act(call, site, project)
      : jiraError(404, [`No project could be found with key '${projectIdOrKey}'.`]);
  };
