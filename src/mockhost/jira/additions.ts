import type { RestCall } from "../call.ts";
import type { HostResponse } from "../exchange.ts";
import { jiraError } from "../rest/index.ts";
import { comment } from "./comments.ts";
import type { Reports } from "./delete-issue.ts";
import type { Issue, Remark } from "./issue.ts";
import { joinIssues, readLink } from "./links.ts";
import { addRemark, keepProperties } from "./remark.ts";
import type { RemarkKind } from "./remark-view.ts";
import type { Actor } from "./report.ts";
import type { JiraSite } from "./site.ts";
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
  reports: Reports,
): ReadAdditions {
  const read = [
    ...added(update.comment).map((input) => remarkOf(call, site, comment, input, reports)),
    ...added(update.worklog).map((input) => remarkOf(call, site, worklog, input, reports)),
    ...added(update.issuelinks).map((input) => linkOf(site, input, reports)),
    ...listOf(properties).map((input) => propertyOf(site, input, reports)),
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

function remarkOf<R extends Remark>(
  call: RestCall,
  site: JiraSite,
  kind: RemarkKind<R>,
  input: unknown,
  { reportIssue }: Reports,
): Give | HostResponse {
  const read = kind.read(input, call, null);
  if ("status" in read) return read;
  return (issue, by) =>
    keepProperties(addRemark(site, issue, kind, read.fields, by, reportIssue), input);
}

function linkOf(site: JiraSite, input: unknown, { report }: Reports): Give | HostResponse {
  const read = readLink(site, input);
  if (read.kind === "refused") return read.answer;
  return (issue, by) => void joinIssues(site, read, issue, by, report);
}

function propertyOf(site: JiraSite, input: unknown, { reportIssue }: Reports): Give | HostResponse {
  const { key, value } = Object(input) as { key?: unknown; value?: unknown };
  if (typeof key !== "string" || key === "" || value === undefined)
    return jiraError(400, ["Every property must have a key and a value."]);
  return (issue, by) => {
    issue.properties.set(key, value);
    reportIssue("issue_property_set", site, issue, by, { property: { key, value } });
  };
}
