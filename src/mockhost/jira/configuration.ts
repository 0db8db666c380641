import { jiraError } from "../rest/index.ts";
import {
  type Handlers,
  type HostResponse,
  json,
  noContent,
  type RestCall,
} from "../world/index.ts";
import type { TimeTracking } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";

const provider = {
  key: "JIRA",
  name: "JIRA provided time tracking",
  url: "/secure/TimeTrackingConfiguration.jspa",
};

const projectTypes = [
  { key: "software", formattedKey: "Software", color: "#3e7aff" },
  { key: "service_desk", formattedKey: "Service Desk", color: "#67ab49" },
  { key: "business", formattedKey: "Business", color: "#ffc400" },
].map((type) => ({
  ...type,
  descriptionI18nKey: `jira.project.type.${type.key}.description`,
  icon: "",
}));

/** What a site has switched on, how it counts time, and what it is licensed for. */
export const configurationHandlers = (sites: SiteBook): Handlers => ({
  getConfiguration: (call) =>
    json(200, {
      votingEnabled: true,
      watchingEnabled: true,
      unassignedIssuesAllowed: true,
      subTasksEnabled: true,
      issueLinkingEnabled: true,
      timeTrackingEnabled: true,
      attachmentsEnabled: true,
      timeTrackingConfiguration: sites(call.tenant).timeTracking,
    }),
  getSharedTimeTrackingConfiguration: (call) => json(200, sites(call.tenant).timeTracking),
  setSharedTimeTrackingConfiguration: (call) => {
    const site = sites(call.tenant);
    const next = { ...site.timeTracking, ...Object(call.json) } as TimeTracking;
    const wrong = mistakeIn(next);
    if (wrong !== null) return jiraError(400, [wrong]);
    const { workingHoursPerDay, workingDaysPerWeek, timeFormat, defaultUnit } = next;
    site.timeTracking = { workingHoursPerDay, workingDaysPerWeek, timeFormat, defaultUnit };
    return json(200, site.timeTracking);
  },
  getSelectedTimeTrackingImplementation: () => json(200, provider),
  getAvailableTimeTrackingImplementations: () => json(200, [provider]),
  getLicense: ({ tenant }) =>
    json(200, {
      applications: [{ id: "jira-software", plan: tenant.plan === "free" ? "FREE" : "PAID" }],
    }),
  getAllProjectTypes: () => json(200, projectTypes),
  getAllAccessibleProjectTypes: () => json(200, projectTypes),
  getProjectTypeByKey: projectType,
  getAccessibleProjectTypeByKey: projectType,
  getPreference: (call) => {
    const value = sites(call.tenant).preferences.get(preferenceIn(call));
    return value === undefined
      ? jiraError(404, ["The preference does not exist."])
      : json(200, value);
  },
  setPreference: (call) => {
    if (typeof call.json !== "string") return jiraError(400, ["The preference must be text."]);
    sites(call.tenant).preferences.set(preferenceIn(call), call.json);
    return noContent();
  },
  removePreference: (call) =>
    sites(call.tenant).preferences.delete(preferenceIn(call))
      ? noContent()
      : jiraError(404, ["The preference does not exist."]),
  getLocale: () => json(200, { locale: "en_US" }),
});

const preferenceIn = ({ caller, query }: RestCall): string =>
  `${caller.accountId}/${query.get("key") ?? ""}`;

function projectType({ params }: RestCall): HostResponse {
  const type = projectTypes.find(({ key }) => key === params.projectTypeKey);
  return type ? json(200, type) : jiraError(404, ["There is no such project type."]);
}

function mistakeIn(time: TimeTracking): string | null {
  const { workingHoursPerDay: hours, workingDaysPerWeek: days } = time;
  if (!(hours > 0 && hours <= 24) || !(days > 0 && days <= 7))
    return "A day has at most 24 working hours, a week at most 7 working days.";
  if (!["pretty", "days", "hours"].includes(time.timeFormat))
    return "'timeFormat' must be pretty, days or hours.";
  return ["minute", "hour", "day", "week"].includes(time.defaultUnit)
    ? null
    : "'defaultUnit' must be minute, hour, day or week.";
}
