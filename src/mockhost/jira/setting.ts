import { jiraError, pageBean } from "../rest/index.ts";
import { type Handlers, json, type RestCall } from "../world/index.ts";
import { priorities, resolutions, statusCategories, statuses } from "./model/schemes.ts";
import type { SiteBook } from "./model/site-book.ts";
import { issueTypeView, jiraTime, priorityView, statusView, viewStyle } from "./views.ts";

/** What a site is set up with: server facts, fields, types, states, permissions. */
export const settingHandlers = (sites: SiteBook): Handlers => ({
  getServerInfo: (call) => json(200, serverInfo(call)),
  getIssueType: (call) => {
    const type = sites(call.tenant).issueTypes.find(({ id }) => id === call.params.id);
    return type
      ? json(200, issueTypeView(type, viewStyle(call.tenant, call.request.path)))
      : none();
  },
  getIssueTypesForProject: (call) =>
    json(
      200,
      sites(call.tenant).issueTypes.map((type) =>
        issueTypeView(type, viewStyle(call.tenant, call.request.path)),
      ),
    ),
  getStatus: (call) => {
    const { idOrName } = call.params;
    const status = statuses.find(({ id, name }) => id === idOrName || name === idOrName);
    return status
      ? json(200, statusView(status, viewStyle(call.tenant, call.request.path)))
      : none();
  },
  getPriority: (call) => {
    const priority = priorities.find(({ id }) => id === call.params.id);
    return priority
      ? json(200, priorityView(priority, viewStyle(call.tenant, call.request.path)))
      : none();
  },
  getResolution: (call) => {
    const resolution = resolutions.find(({ id }) => id === call.params.id);
    return resolution ? json(200, resolution) : none();
  },
  getIssueAllTypes: (call) =>
    json(
      200,
      sites(call.tenant).issueTypes.map((type) =>
        issueTypeView(type, viewStyle(call.tenant, call.request.path)),
      ),
    ),
  getStatuses: (call) =>
    json(
      200,
      statuses.map((status) => statusView(status, viewStyle(call.tenant, call.request.path))),
    ),
  getStatusCategories: () => json(200, statusCategories),
  getPriorities: () => json(200, priorities),
  searchPriorities: (call) => json(200, pageBean(call, priorities)),
  getResolutions: () => json(200, resolutions),
  searchResolutions: (call) => json(200, pageBean(call, resolutions)),
  getAllLabels: (call) => {
    const labels = [...sites(call.tenant).issues.values()].flatMap((issue) => issue.labels);
    return json(200, pageBean(call, [...new Set(labels)].sort(), 1000, 1000));
  },
  getMyPermissions: (call) => {
    const asked = (call.query.get("permissions") ?? permissionKeys.join(","))
      .split(",")
      .filter(Boolean);
    return json(200, {
      permissions: Object.fromEntries(
        asked.map((key, id) => [key, permissionView(key, id, mayDo(call, key))]),
      ),
    });
  },
  getAllPermissions: (call) =>
    json(200, {
      permissions: Object.fromEntries(
        permissionKeys.map((key, id) => [key, permissionView(key, id, mayDo(call, key))]),
      ),
    }),
  getBulkPermissions: (call) => {
    const { globalPermissions = [], projectPermissions = [] } = (call.json ??
      {}) as PermissionsInput;
    if (!Array.isArray(globalPermissions) || !Array.isArray(projectPermissions))
      return jiraError(400, ["The permissions must be lists."]);
    return json(200, {
      globalPermissions: globalPermissions.filter((key) => mayDo(call, key)),
      projectPermissions: projectPermissions.flatMap((asked) => {
        const {
          permissions,
          issues = [],
          projects = [],
        } = Object(asked ?? {}) as ProjectPermissionsInput;
        return (Array.isArray(permissions) ? permissions : [])
          .filter((key) => mayDo(call, key))
          .map((permission) => ({ permission, issues, projects }));
      }),
    });
  },
});

interface ProjectPermissionsInput {
  readonly permissions?: readonly string[];
  readonly issues?: readonly number[];
  readonly projects?: readonly number[];
}

interface PermissionsInput {
  readonly globalPermissions?: readonly string[];
  readonly projectPermissions?: readonly ProjectPermissionsInput[];
}

/** Everybody may work on issues; administering takes the add-on's scope. */
const mayDo = (call: RestCall, key: string): boolean =>
  key === "ADMINISTER"
    ? call.caller.scopes.has("ADMIN")
    : key === "ADMINISTER_PROJECTS"
      ? call.caller.scopes.has("PROJECT_ADMIN")
      : true;

const permissionKeys = [
  "ADMINISTER",
  "ADMINISTER_PROJECTS",
  "BROWSE_PROJECTS",
  "CREATE_ISSUES",
  "EDIT_ISSUES",
  "DELETE_ISSUES",
  "ADD_COMMENTS",
  "TRANSITION_ISSUES",
  "WORK_ON_ISSUES",
  "ASSIGN_ISSUES",
];

const permissionView = (key: string, id: number, havePermission: boolean) => ({
  id: String(id),
  key,
  name: key.toLowerCase().replaceAll("_", " "),
  type: key === "ADMINISTER" ? "GLOBAL" : "PROJECT",
  description: "",
  havePermission,
});

const none = () => jiraError(404, ["There is nothing with this id."]);

const field = (id: string, name: string, type: string, orderable = true) => ({
  id,
  key: id,
  name,
  custom: id.startsWith("customfield_"),
  orderable,
  navigable: true,
  searchable: true,
  clauseNames: [id],
  schema: { type, system: id },
});

/** Every field that issues have. */
export const systemFields = [
  field("summary", "Summary", "string"),
  field("description", "Description", "string"),
  field("issuetype", "Issue Type", "issuetype"),
  field("project", "Project", "project", false),
  field("status", "Status", "status", false),
  field("priority", "Priority", "priority"),
  field("resolution", "Resolution", "resolution"),
  field("assignee", "Assignee", "user"),
  field("reporter", "Reporter", "user"),
  field("labels", "Labels", "array"),
  field("duedate", "Due date", "date"),
  field("fixVersions", "Fix versions", "array"),
  field("versions", "Affects versions", "array"),
  field("components", "Components", "array"),
  field("issuelinks", "Linked issues", "array"),
  field("votes", "Votes", "votes", false),
  field("watches", "Watchers", "watches", false),
  field("parent", "Parent", "issuelink", false),
  field("subtasks", "Sub-tasks", "array", false),
  field("created", "Created", "datetime", false),
  field("updated", "Updated", "datetime", false),
  field("comment", "Comment", "comments-page"),
  field("worklog", "Log Work", "array", false),
  field("attachment", "Attachment", "array"),
  field("timespent", "Time Spent", "number", false),
  field("timetracking", "Time tracking", "timetracking"),
  field("customfield_10010", "Story points", "number"),
];

function serverInfo({ tenant, nowMs }: RestCall) {
  const site = tenant.baseUrl;
  return {
    baseUrl: site,
    displayUrl: site,
    version: "1001.0.0-SNAPSHOT",
    versionNumbers: [1001, 0, 0],
    deploymentType: "Cloud",
    buildNumber: 100_255,
    buildDate: "2026-11-01T00:00:00.000+0000",
    serverTime: jiraTime(nowMs),
    scmInfo: "plimsoll",
    serverTitle: `Jira of ${tenant.name}`,
    serverTimeZone: tenant.timeZone,
    defaultLocale: { locale: "en_US" },
  };
}
