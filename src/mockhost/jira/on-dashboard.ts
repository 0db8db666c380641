import { jiraError } from "../rest/index.ts";
import type { Handler, HostResponse, RestCall } from "../world/index.ts";
import type { Dashboard } from "./model/dashboard.ts";
import type { JiraSite } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";

export const noDashboard = (id: unknown): HostResponse =>
  jiraError(404, [`The dashboard with id '${id}' does not exist.`]);

/** Wraps what is done to one dashboard: finds it, or says that it is not there. */
export const onDashboard =
  (
    sites: SiteBook,
    act: (call: RestCall, site: JiraSite, dashboard: Dashboard) => HostResponse,
  ): Handler =>
  (call) => {
    const site = sites(call.tenant);
    const id = call.params.id ?? call.params.dashboardId ?? "";
    const dashboard = site.dashboards.get(id);
    return dashboard ? act(call, site, dashboard) : noDashboard(id);
  };
