import { jiraError } from "../rest/index.ts";
import { actorOf } from "../tenants/index.ts";
import {
  type Handler,
  type Handlers,
  type HostResponse,
  json,
  noContent,
  type RestCall,
} from "../world/index.ts";
import type { Filter } from "./model/filter.ts";
import type { Share } from "./model/share.ts";
import type { JiraSite } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { systemFields } from "./setting.ts";
import { readShare, shareView } from "./share.ts";
import { viewStyle } from "./views.ts";

type OnFilter = (act: (call: RestCall, site: JiraSite, filter: Filter) => HostResponse) => Handler;

type EmitChange = (act: string, call: RestCall, site: JiraSite, filter: Filter) => void;

const scopes = ["GLOBAL", "AUTHENTICATED", "PRIVATE"];

const standardColumns = [
  "issuetype",
  "key",
  "summary",
  "assignee",
  "reporter",
  "priority",
  "status",
];

/** With whom a filter is shared, whose it is, and what its list shows. */
export const filterPartHandlers = (
  sites: SiteBook,
  on: OnFilter,
  emitChange: EmitChange,
): Handlers => {
  const views = (call: RestCall, site: JiraSite, shares: readonly Share[]) =>
    shares.map((share) => shareView(site, share, viewStyle(call.tenant, call.request.path)));
  const named = ({ shares }: Filter, { params }: RestCall) =>
    shares.find(({ id }) => String(id) === params.permissionId);
  return {
    getSharePermissions: on((call, site, { shares }) => json(200, views(call, site, shares))),
    getSharePermission: on((call, site, filter) => {
      const share = named(filter, call);
      return share ? json(200, views(call, site, [share])[0]) : noShare();
    }),
    addSharePermission: on((call, site, filter) => {
      const read = readShare(site, call.json);
      if (read.kind === "refused") return jiraError(400, [read.message]);
      filter.shares.push(read.share);
      emitChange("updated", call, site, filter);
      return json(201, views(call, site, filter.shares));
    }),
    deleteSharePermission: on((call, site, filter) => {
      const share = named(filter, call);
      if (!share) return noShare();
      filter.shares.splice(filter.shares.indexOf(share), 1);
      emitChange("updated", call, site, filter);
      return noContent();
    }),
    changeFilterOwner: on((call, site, filter) => {
      const { accountId } = Object(call.json) as { accountId?: unknown };
      if (!site.person(String(accountId))) return jiraError(400, ["The user does not exist."]);
      filter.owner = String(accountId);
      emitChange("updated", call, site, filter);
      return noContent();
    }),
    getColumns: on((_, __, { columns }) => json(200, (columns ?? standardColumns).map(columnView))),
    setColumns: on((call, _, filter) => {
      const given = Object(call.json) as { columns?: unknown };
      const columns = Array.isArray(given.columns) ? given.columns.map(String) : [];
      if (columns.length === 0) return jiraError(400, ["At least one column must be given."]);
      filter.columns = columns;
      return { status: 200 };
    }),
    resetColumns: on((_, __, filter) => {
      filter.columns = null;
      return noContent();
    }),
    getDefaultShareScope: (call) => {
      const site = sites(call.tenant);
      return json(200, { scope: site.shareScopes.get(actorOf(site, call)) ?? "PRIVATE" });
    },
    setDefaultShareScope: (call) => {
      const { scope } = Object(call.json) as { scope?: unknown };
      if (!scopes.includes(String(scope)))
        return jiraError(400, [`'scope' must be one of ${scopes.join(", ")}.`]);
      const site = sites(call.tenant);
      site.shareScopes.set(actorOf(site, call), String(scope));
      return json(200, { scope });
    },
  };
};

const noShare = () => jiraError(404, ["The filter is not shared so."]);

const columnView = (value: string) => ({
  label: systemFields.find(({ id }) => id === value)?.name ?? value,
  value,
});
