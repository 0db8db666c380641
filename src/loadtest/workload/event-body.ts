import { type HostProduct, issueEventName, webhookEnvelope } from "../../core/host/index.ts";
import { confluenceSubject, issueSubject, user } from "./event-subject.ts";

/**
 * The JSON of an event, of the size and shape that the host's have, as a template: ids, keys and
 * moments are names to fill. Source: "Webhooks", for Jira and for Confluence.
 */
export function eventBody(product: HostProduct, event: string): string {
  const at = { time: figure("now"), accountId: "{user.accountId}" };
  const payload = product === "jira" ? jiraPayload(event) : confluencePayload(event);
  return template({ ...webhookEnvelope(product, event, at), ...payload });
}

type Payload = Readonly<Record<string, unknown>>;

/** What an event of Jira is about, by how its name begins. */
const jiraSubjects: readonly (readonly [begins: string, subject: string])[] = [
  ["comment_", "comment"],
  ["worklog_", "worklog"],
  ["attachment_", "attachment"],
  ["issuelink_", "issueLink"],
  ["issue_property_", "property"],
  ["project_", "project"],
  ["jira:version_", "version"],
  ["sprint_", "sprint"],
  ["board_", "board"],
  ["user_", "user"],
];

function jiraPayload(event: string): Payload {
  const subject = jiraSubjects.find(([begins]) => event.startsWith(begins))?.[1] ?? null;
  const named = issueEventName(event);
  return {
    ...(named === undefined ? {} : { issue_event_type_name: named }),
    user,
    ...(/^(jira:issue_|comment_|worklog_|issue_property_)/.test(event)
      ? { issue: issueSubject }
      : {}),
    ...(event === "jira:issue_updated" ? { changelog } : {}),
    ...(subject === null || subject === "user" ? {} : { [subject]: subjectOf(subject) }),
  };
}

const changelog = {
  id: "{session}",
  items: [
    {
      field: "status",
      fieldtype: "jira",
      fieldId: "status",
      from: "10000",
      fromString: "To Do",
      to: "10001",
      toString: "In Progress",
    },
  ],
};

function subjectOf(subject: string): unknown {
  switch (subject) {
    case "project":
      return { id: "{project.id}", key: "{project.key}", name: "{project.key}", projectLead: user };
    case "property":
      return { key: "com.example.property", value: { state: "open" } };
    case "comment":
      return { id: "{session}", author: user, updateAuthor: user, body: REMARK, jsdPublic: true };
    case "worklog":
      return { id: "{session}", author: user, timeSpentSeconds: 3600, issueId: "{issue.id}" };
    case "attachment":
      return { id: "{session}", author: user, filename: "notes.txt", size: 2048 };
    case "issueLink":
      return { id: figure("session"), sourceIssueId: figure("issue.id"), systemLink: false };
    default:
      return { id: "{session}", name: `A ${subject}`, self: "{tenant.baseUrl}" };
  }
}

const REMARK = "Could somebody check the second part before we go on? The rest is fine.";

function confluencePayload(event: string): Payload {
  const subject = event.split("_", 1)[0]!;
  return { [subject]: confluenceSubject(subject) };
}

/** A number in JSON that is filled later. */
function figure(name: string): string {
  return `{${name}}#`;
}

const template = (payload: Payload): string =>
  JSON.stringify(payload).replaceAll(/"(\{[\w.]+\})#"/g, "$1");
