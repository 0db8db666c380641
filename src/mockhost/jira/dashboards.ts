import { jiraError, pageBean, wholeNumber } from "../rest/index.ts";
import { actorOf } from "../tenants/index.ts";
import { type Handlers, json, noContent, type RestCall } from "../world/index.ts";
import { gadgetHandlers } from "./gadgets.ts";
import type { Dashboard, Gadget } from "./model/dashboard.ts";
import type { JiraSite } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { onDashboard } from "./on-dashboard.ts";
import { readShares, shareView } from "./share.ts";
import { userView, viewStyle } from "./views.ts";

/** Dashboards, their gadgets, and what add-ons keep about their own. */
export const dashboardHandlers = (sites: SiteBook): Handlers => {
  const on = (act: Parameters<typeof onDashboard>[1]) => onDashboard(sites, act);
  return {
    ...gadgetHandlers(sites),
    getAllDashboards: (call) => {
      const site = sites(call.tenant);
      const startAt = wholeNumber(call, "startAt", 0, Number.MAX_SAFE_INTEGER);
      const maxResults = wholeNumber(call, "maxResults", 20, 1_000);
      const mine = call.query.get("filter") === "my" ? actorOf(site, call) : null;
      const all = [...site.dashboards.values()].filter(
        ({ owner }) => mine === null || owner === mine,
      );
      const dashboards = all
        .slice(startAt, startAt + maxResults)
        .map((one) => dashboardView(call, site, one));
      return json(200, { startAt, maxResults, total: all.length, dashboards });
    },
    getDashboardsPaginated: (call) => {
      const site = sites(call.tenant);
      const name = (call.query.get("dashboardName") ?? "").toLowerCase();
      const accountId = call.query.get("accountId");
      const found = [...site.dashboards.values()].filter(
        (one) =>
          one.name.toLowerCase().includes(name) && (accountId === null || one.owner === accountId),
      );
      const page = pageBean(call, found);
      const values = page.values.map((one) => dashboardView(call, site, one));
      return json(200, { ...page, values });
    },
    createDashboard: (call) => {
      const site = sites(call.tenant);
      const input = readInput(call, site);
      return typeof input === "string"
        ? jiraError(400, [input])
        : json(200, dashboardView(call, site, add(call, site, input, [])));
    },
    getDashboard: on((call, site, dashboard) => json(200, dashboardView(call, site, dashboard))),
    updateDashboard: on((call, site, dashboard) => {
      const input = readInput(call, site);
      if (typeof input === "string") return jiraError(400, [input]);
      return json(200, dashboardView(call, site, Object.assign(dashboard, input)));
    }),
    deleteDashboard: on((_, site, { id }) => {
      site.dashboards.delete(id);
      return noContent();
    }),
    copyDashboard: on((call, site, dashboard) => {
      const input = readInput(call, site);
      if (typeof input === "string") return jiraError(400, [input]);
      const gadgets = dashboard.gadgets.map((gadget) => ({
        ...gadget,
        id: Number(site.nextId()),
        properties: new Map(gadget.properties),
      }));
      return json(200, dashboardView(call, site, add(call, site, input, gadgets)));
    }),
  };
};

type Input = Pick<Dashboard, "name" | "description" | "sharePermissions" | "editPermissions">;

/** Text says what is wrong. */
function readInput(call: RestCall, site: JiraSite): Input | string {
  const given = Object(call.json) as Readonly<Record<string, unknown>>;
  const { name, description = "" } = given;
  if (typeof name !== "string" || name.trim() === "") return "The dashboard must have a name.";
  const sharePermissions = readShares(site, given.sharePermissions);
  const editPermissions = readShares(site, given.editPermissions);
  if (typeof sharePermissions === "string") return sharePermissions;
  if (typeof editPermissions === "string") return editPermissions;
  return { name, description: String(description), sharePermissions, editPermissions };
}

function add(call: RestCall, site: JiraSite, input: Input, gadgets: Gadget[]): Dashboard {
  const dashboard = { id: site.nextId(), owner: actorOf(site, call), gadgets, ...input };
  site.dashboards.set(dashboard.id, dashboard);
  return dashboard;
}

function dashboardView(call: RestCall, site: JiraSite, dashboard: Dashboard) {
  const { id, name, description, owner, sharePermissions, editPermissions } = dashboard;
  const style = viewStyle(call.tenant, call.request.path);
  const person = site.person(owner);
  return {
    self: `${style.root}/dashboard/${id}`,
    id,
    name,
    description,
    ...(person ? { owner: userView(person, style) } : {}),
    isFavourite: false,
    isWritable: true,
    popularity: 0,
    systemDashboard: false,
    view: `${call.tenant.baseUrl}/secure/Dashboard.jspa?selectPageId=${id}`,
    sharePermissions: sharePermissions.map((share) => shareView(site, share, style)),
    editPermissions: editPermissions.map((share) => shareView(site, share, style)),
  };
}
