/** The person who did it. */
export const user = {
  self: "{tenant.baseUrl}/rest/api/3/user?accountId={user.accountId}",
  accountId: "{user.accountId}",
  avatarUrls: { "48x48": "{tenant.baseUrl}/avatar/48", "24x24": "{tenant.baseUrl}/avatar/24" },
  displayName: "Somebody of this site",
  active: true,
  timeZone: "Europe/Paris",
  accountType: "atlassian",
};

/** An issue as the REST interface shows it without expansion. */
export const issueSubject = {
  id: "{issue.id}",
  self: "{tenant.baseUrl}/rest/api/3/issue/{issue.id}",
  key: "{issue.key}",
  fields: {
    summary: "Bring the second part into the plan",
    description: null,
    issuetype: {
      self: "{tenant.baseUrl}/rest/api/3/issuetype/{issuetype.id}",
      id: "{issuetype.id}",
      name: "Task",
      subtask: false,
      hierarchyLevel: 0,
    },
    project: {
      self: "{tenant.baseUrl}/rest/api/3/project/{project.id}",
      id: "{project.id}",
      key: "{project.key}",
      name: "{project.key}",
      projectTypeKey: "software",
      simplified: false,
    },
    status: {
      self: "{tenant.baseUrl}/rest/api/3/status/10001",
      id: "10001",
      name: "In Progress",
      statusCategory: { id: 4, key: "indeterminate", colorName: "yellow", name: "In Progress" },
    },
    priority: { self: "{tenant.baseUrl}/rest/api/3/priority/3", id: "3", name: "Medium" },
    reporter: user,
    creator: user,
    assignee: user,
    labels: ["plan"],
    fixVersions: [],
    versions: [],
    components: [],
    issuelinks: [],
    subtasks: [],
    created: "2026-01-05T09:30:00.000+0000",
    updated: "2026-01-05T10:30:00.000+0000",
    resolution: null,
    votes: { votes: 0, hasVoted: false },
    watches: { watchCount: 1, isWatching: false },
  },
};

const CREATED_MS = Date.UTC(2026, 0, 5, 9, 30);

/** What an event of Confluence is about; ids are texts here as well as in `idAsString`. */
export function confluenceSubject(subject: string): Readonly<Record<string, unknown>> {
  const times = { creationDate: CREATED_MS, modificationDate: CREATED_MS };
  const people = {
    creatorAccountId: "{user.accountId}",
    lastModifierAccountId: "{user.accountId}",
  };
  const space = { spaceKey: "{space.key}", spaceId: "{space.id}#" };
  const own = { idAsString: "{page.id}", id: "{page.id}#", version: 2, contentType: subject };
  switch (subject) {
    case "space":
      return { id: "{space.id}#", key: "{space.key}", title: "{space.key}", ...people, ...times };
    case "label":
      return { name: "plan", prefix: "global", title: "plan" };
    case "user":
    case "group":
      return { accountId: "{user.accountId}" };
    case "comment":
    case "attachment":
      return {
        ...own,
        ...space,
        ...people,
        ...times,
        title: `A ${subject}`,
        parent: { ...own, ...space, contentType: "page", title: "{page.title}" },
      };
    default:
      return { ...own, ...space, ...people, ...times, title: "{page.title}" };
  }
}
