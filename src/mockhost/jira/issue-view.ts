import { attachmentView } from "./attachment-view.ts";
import { commentOrWorklogView } from "./comment-or-worklog-view.ts";
import { comment } from "./comments.ts";
import { textOf } from "./model/adf.ts";
import type { Change, Issue, IssueLink } from "./model/issue.ts";
import { type JiraSite, subtasksOf } from "./model/site.ts";
import {
  componentSummary,
  issueTypeView,
  jiraTime,
  linkTypeView,
  priorityView,
  projectView,
  statusView,
  userView,
  type ViewStyle,
  versionView,
} from "./views.ts";
import { spentWords, worklog } from "./worklogs.ts";

/** The field shows the first worklogs only; there is an operation for all of them. */
const MOST_WORKLOGS = 20;

const spentOn = ({ worklogs }: Issue): number =>
  worklogs.reduce((sum, { timeSpentSeconds }) => sum + timeSpentSeconds, 0);

/** Every field of an issue; `wanted` decides which are shown. */
function issueFields(site: JiraSite, issue: Issue, style: ViewStyle, wanted: WantedFields) {
  const user = (accountId: string | null) => {
    const person = accountId === null ? null : site.person(accountId);
    return person ? userView(person, style) : null;
  };
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fieldValues))
    if (wanted(name)) fields[name] = value({ site, issue, style, user });
  for (const [name, value] of issue.custom) if (wanted(name)) fields[name] = value;
  return fields;
}

interface Field {
  readonly site: JiraSite;
  readonly issue: Issue;
  readonly style: ViewStyle;
  readonly user: (accountId: string | null) => unknown;
}

/** One entry per system field: what the interface shows for it. */
const fieldValues: Readonly<Record<string, (field: Field) => unknown>> = {
  summary: ({ issue }) => issue.summary,
  description: ({ issue, style }) =>
    style.asText && issue.description ? textOf(issue.description) : issue.description,
  issuetype: ({ issue, style }) => issueTypeView(issue.type, style),
  project: ({ site, issue, style }) => projectView(site.projects.get(issue.projectId)!, style),
  status: ({ issue, style }) => statusView(issue.status, style),
  priority: ({ issue, style }) => priorityView(issue.priority, style),
  resolution: ({ issue, style }) =>
    issue.resolution && {
      self: `${style.root}/resolution/${issue.resolution.id}`,
      ...issue.resolution,
    },
  resolutiondate: ({ issue }) => (issue.resolution ? jiraTime(issue.updatedMs) : null),
  reporter: ({ issue, user }) => user(issue.reporter),
  creator: ({ issue, user }) => user(issue.reporter),
  assignee: ({ issue, user }) => user(issue.assignee),
  labels: ({ issue }) => issue.labels,
  fixVersions: ({ site, issue, style }) =>
    issue.fixVersions.flatMap((id) => shown(site.versions.get(id), versionView, style)),
  versions: ({ site, issue, style }) =>
    issue.versions.flatMap((id) => shown(site.versions.get(id), versionView, style)),
  components: ({ site, issue, style }) =>
    issue.components.flatMap((id) => shown(site.components.get(id), componentSummary, style)),
  issuelinks: ({ site, issue, style }) =>
    issue.links.map((link) => linkView(site, link, style, issue)),
  votes: ({ issue, style }) => ({
    self: `${style.root}/issue/${issue.key}/votes`,
    votes: issue.voters.size,
    hasVoted: false,
  }),
  watches: ({ issue, style }) => ({
    self: `${style.root}/issue/${issue.key}/watchers`,
    watchCount: issue.watchers.size,
    isWatching: false,
  }),
  comment: ({ site, issue, style }) => ({
    comments: issue.comments.map((one) => commentOrWorklogView(site, issue, comment, one, style)),
    self: `${style.root}/issue/${issue.id}/comment`,
    maxResults: issue.comments.length,
    total: issue.comments.length,
    startAt: 0,
  }),
  worklog: ({ site, issue, style }) => ({
    startAt: 0,
    maxResults: MOST_WORKLOGS,
    total: issue.worklogs.length,
    worklogs: issue.worklogs
      .slice(0, MOST_WORKLOGS)
      .map((one) => commentOrWorklogView(site, issue, worklog, one, style)),
  }),
  attachment: ({ site, issue, style }) =>
    issue.attachments.map((attachment) => attachmentView(site, attachment, style)),
  timespent: ({ issue }) => spentOn(issue) || null,
  timetracking: ({ issue }) => {
    const timeSpentSeconds = spentOn(issue);
    return timeSpentSeconds === 0
      ? {}
      : { timeSpent: spentWords(timeSpentSeconds), timeSpentSeconds };
  },
  created: ({ issue }) => jiraTime(issue.createdMs),
  updated: ({ issue }) => jiraTime(issue.updatedMs),
  archiveddate: ({ issue }) => (issue.archived ? jiraTime(issue.archived.atMs) : undefined),
  archivedby: ({ issue, user }) => (issue.archived ? user(issue.archived.by) : undefined),
  duedate: ({ issue }) => issue.dueDate,
  parent: ({ site, issue, style }) => {
    const parent = issue.parentId === null ? undefined : site.issues.get(issue.parentId);
    return parent && summaryView(site, parent, style);
  },
  subtasks: ({ site, issue, style }) =>
    subtasksOf(site, issue).map((subtask) => summaryView(site, subtask, style)),
};

const shown = <T>(
  part: T | undefined,
  view: (part: T, style: ViewStyle) => unknown,
  style: ViewStyle,
): unknown[] => (part === undefined ? [] : [view(part, style)]);

/** A link with both its issues, or as one of them shows it: with the other one only. */
export function linkView(site: JiraSite, link: IssueLink, style: ViewStyle, from?: Issue) {
  const side = (id: string) => summaryView(site, site.issues.get(id)!, style);
  return {
    id: link.id,
    self: `${style.root}/issueLink/${link.id}`,
    type: linkTypeView(link.type, style),
    ...(from?.id === link.inwardId ? {} : { inwardIssue: side(link.inwardId) }),
    ...(from?.id === link.outwardId ? {} : { outwardIssue: side(link.outwardId) }),
  };
}

/** An issue as another one shows it. */
const summaryView = (site: JiraSite, issue: Issue, style: ViewStyle) => ({
  id: issue.id,
  key: issue.key,
  self: `${style.root}/issue/${issue.id}`,
  fields: issueFields(site, issue, style, isSummaryField),
});

const summaryFields = new Set(["summary", "status", "priority", "issuetype"]);
const isSummaryField = (field: string): boolean => summaryFields.has(field);

/** Whether a field is wanted. */
export type WantedFields = (field: string) => boolean;

/** The grammar of the `fields` parameter: names, `*all`, `*navigable`, and `-name` to leave one out. */
export function wantedFields(
  names: readonly string[],
  standard: "all" | "navigable",
): WantedFields {
  const given = names
    .flatMap((name) => name.split(","))
    .map((name) => name.trim())
    .filter(Boolean);
  const left = new Set(given.filter((name) => name.startsWith("-")).map((name) => name.slice(1)));
  const named = new Set(given.filter((name) => !name.startsWith("-") && !name.startsWith("*")));
  const broad =
    given.includes("*all") ||
    given.includes("*navigable") ||
    (named.size === 0 && (given.length > 0 || standard === "all"));
  return (field) =>
    !left.has(field) &&
    (named.has(field) || broad || (given.length === 0 && standard === "navigable"));
}

/** An issue as `GET issue` shows it. */
export const issueView = (
  site: JiraSite,
  issue: Issue,
  style: ViewStyle,
  wanted: WantedFields,
) => ({
  expand: "renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations",
  id: issue.id,
  self: `${style.root}/issue/${issue.id}`,
  key: issue.key,
  fields: issueFields(site, issue, style, wanted),
});

/** A history item as the changelog shows it. */
export const changeView = (site: JiraSite, change: Change, style: ViewStyle) => {
  const author = site.person(change.author);
  return {
    id: change.id,
    author: author ? userView(author, style) : undefined,
    created: jiraTime(change.createdMs),
    items: change.items,
  };
};
