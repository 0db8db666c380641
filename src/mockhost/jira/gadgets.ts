import { jiraError } from "../rest/index.ts";
import {
  type Handlers,
  type HostResponse,
  json,
  noContent,
  type RestCall,
} from "../world/index.ts";
import type { Dashboard, Gadget } from "./model/dashboard.ts";
import type { SiteBook } from "./model/site-book.ts";
import { noDashboard, onDashboard } from "./on-dashboard.ts";
import { propertyOperations } from "./properties.ts";

const colors = ["blue", "red", "yellow", "green", "cyan", "purple", "gray", "white"];

/** What the host has of its own to show. */
const own = [
  { title: "Activity Stream", uri: "rest/gadgets/1.0/g/com.atlassian.streams/gadgets/stream.xml" },
  { title: "Filter Results", uri: "rest/gadgets/1.0/g/com.atlassian.jira.gadgets/results.xml" },
];

/** What stands on a dashboard, and the settings that add-ons keep for theirs. */
export const gadgetHandlers = (sites: SiteBook): Handlers => {
  const on = (act: Parameters<typeof onDashboard>[1]) => onDashboard(sites, act);
  const onGadget = (act: (call: RestCall, dashboard: Dashboard, gadget: Gadget) => HostResponse) =>
    on((call, _, dashboard) => {
      const gadget = dashboard.gadgets.find(({ id }) => String(id) === call.params.gadgetId);
      return gadget
        ? act(call, dashboard, gadget)
        : jiraError(404, [`The gadget with id '${call.params.gadgetId}' does not exist.`]);
    });
  const properties = propertyOperations(
    sites,
    ({ params }, site) =>
      site.dashboards
        .get(params.dashboardId ?? "")
        ?.gadgets.find(({ id }) => String(id) === params.itemId)?.properties ?? null,
    () => noDashboard("of this item"),
  );
  return {
    getAllAvailableDashboardGadgets: () => json(200, { gadgets: own }),
    getAllGadgets: on((call, _, { gadgets }) => {
      const keys = call.query.getAll("moduleKey");
      const ids = call.query.getAll("gadgetId");
      const found = gadgets.filter(
        ({ id, moduleKey }) =>
          (keys.length === 0 || keys.includes(moduleKey ?? "")) &&
          (ids.length === 0 || ids.includes(String(id))),
      );
      return json(200, { gadgets: found.map(gadgetView) });
    }),
    addGadget: on((call, site, dashboard) => {
      const given = Object(call.json) as Partial<Gadget>;
      const { moduleKey = null, uri = null } = given;
      if ((moduleKey === null) === (uri === null))
        return jiraError(400, ["Either a moduleKey or a uri must be given."]);
      const wrong = mistakeIn(given);
      if (wrong !== null) return jiraError(400, [wrong]);
      const gadget: Gadget = {
        id: Number(site.nextId()),
        moduleKey,
        uri,
        title: given.title ?? "",
        color: given.color ?? "blue",
        position: given.position ?? { row: dashboard.gadgets.length, column: 0 },
        properties: new Map(),
      };
      dashboard.gadgets.push(gadget);
      return json(200, gadgetView(gadget));
    }),
    updateGadget: onGadget((call, _, gadget) => {
      const { title, color, position } = Object(call.json) as Partial<Gadget>;
      const wrong = mistakeIn({ ...(color === undefined ? {} : { color }) });
      if (wrong !== null) return jiraError(400, [wrong]);
      if (title !== undefined) gadget.title = String(title);
      if (color !== undefined) gadget.color = color;
      if (position !== undefined) gadget.position = position;
      return noContent();
    }),
    removeGadget: onGadget((_, { gadgets }, gadget) => {
      gadgets.splice(gadgets.indexOf(gadget), 1);
      return noContent();
    }),
    getDashboardItemPropertyKeys: properties.keys,
    getDashboardItemProperty: properties.get,
    setDashboardItemProperty: properties.set,
    deleteDashboardItemProperty: properties.remove,
  };
};

const mistakeIn = ({ color }: Partial<Gadget>): string | null =>
  color === undefined || colors.includes(color)
    ? null
    : `'color' must be one of ${colors.join(", ")}.`;

const gadgetView = ({ id, moduleKey, uri, title, color, position }: Gadget) => ({
  id,
  ...(moduleKey === null ? {} : { moduleKey }),
  ...(uri === null ? {} : { uri }),
  title,
  color,
  position,
});
