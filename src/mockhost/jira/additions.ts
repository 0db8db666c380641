import { jiraError } from "../rest/index.ts";
import type { HostResponse, RestCall } from "../world/index.ts";
import { addCommentOrWorklog, keepProperties } from "./comment-or-worklog.ts";
import type { CommentOrWorklogKind } from "./comment-or-worklog-view.ts";
import { comment } from "./comments.ts";
import type { Actor, SiteEvents } from "./emit-events.ts";
import { joinIssues, readLink } from "./links.ts";
import type { CommentOrWorklog, Issue } from "./model/issue.ts";
import type { JiraSite } from "./model/site.ts";
import { worklog } from "./worklogs.ts";

/** Gives an issue, once it is written, what was asked for beside its fields. */
type Give = (issue: Issue, by: Actor) => void;

export type ReadAdditions =
  | { readonly kind: "refused"; readonly answer: HostResponse }
  | { readonly kind: "additions"; readonly give: Give };

/** What creating, editing and moving an issue may bring along. */
export interface AdditionInput {
  /** Verbs by field, such as `{ comment: [{ add: { body } }] }`. */
  readonly update?: Readonly<Record<string, unknown>>;
  readonly properties?: unknown;
}

/** Comments, worklogs, links and properties; all are read before any is given. */
export function readAdditions(
  call: RestCall,
  site: JiraSite,
  { update = {}, properties = [] }: AdditionInput,
  events: SiteEvents,
): ReadAdditions {
  const read = [
    ...added(update.comment).map((input) => commentOrWorklogOf(call, site, comment, input, events)),
    ...added(update.worklog).map((input) => commentOrWorklogOf(call, site, worklog, input, events)),
    ...added(update.issuelinks).map((input) => linkOf(site, input, events)),
    ...listOf(properties).map((input) => propertyOf(site, input, events)),
  ];
  const refused = read.find((one): one is HostResponse => typeof one !== "function");
  if (refused) return { kind: "refused", answer: refused };
  const gives = read as Give[];
  return {
    kind: "additions",
    give(issue, by) {
      for (const give of gives) give(issue, by);
    },
  };
}

const listOf = (given: unknown): readonly unknown[] => (Array.isArray(given) ? given : []);

const added = (verbs: unknown): readonly unknown[] =>
  listOf(verbs).flatMap((verb) => {
    const { add } = Object(verb) as { add?: unknown };
    return add === undefined ? [] : [add];
  });

function commentOrWorklogOf<R extends CommentOrWorklog>(
  call: RestCall,
  site: JiraSite,
  kind: CommentOrWorklogKind<R>,
  input: unknown,
  { emitIssue }: SiteEvents,
): Give | HostResponse {
  const read = kind.read(input, call, null);
  if ("status" in read) return read;
  return (issue, by) =>
    keepProperties(addCommentOrWorklog(site, issue, kind, read.fields, by, emitIssue), input);
}

function linkOf(site: JiraSite, input: unknown, { emit }: SiteEvents): Give | HostResponse {
  const read = readLink(site, input);
  if (read.kind === "refused") return read.answer;
  return (issue, by) => void joinIssues(site, read, issue, by, emit);
}

function propertyOf(
  site: JiraSite,
  input: unknown,
  { emitIssue }: SiteEvents,
): Give | HostResponse {
  const { key, value } = Object(input) as { key?: unknown; value?: unknown };
  if (typeof key !== "string" || key === "" || value === undefined)
    return jiraError(400, ["Every property must have a key and a value."]);
  return (issue, by) => {
    issue.properties.set(key, value);
    emitIssue("issue_property_set", site, issue, by, { property: { key, value } });
  };
}
