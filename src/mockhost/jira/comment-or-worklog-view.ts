import type { HostResponse, RestCall } from "../world/index.ts";
import { documentOf, isDocument, textOf } from "./model/adf.ts";
import type { CommentOrWorklog, Issue, Visibility } from "./model/issue.ts";
import type { JiraSite } from "./model/site.ts";
import { jiraTime, userView, type ViewStyle } from "./views.ts";

/** What comments and worklogs do not have in common. */
export interface CommentOrWorklogKind<R extends CommentOrWorklog> {
  readonly noun: "comment" | "worklog";
  /** How many a page holds where the caller does not say. */
  readonly standardPage: number;
  of(issue: Issue): R[];
  /** Reads a body, on top of what is there where one is changed: the fields of its own, or why not. */
  read(input: unknown, call: RestCall, known: R | null): Own<R> | HostResponse;
  view(item: R, issue: Issue, style: ViewStyle): Readonly<Record<string, unknown>>;
}

type Own<R extends CommentOrWorklog> = {
  readonly kind: "own";
  readonly fields: Omit<R, keyof CommentOrWorklog>;
};

/** A comment or worklog as the interface shows it, with the people behind it. */
export function commentOrWorklogView<R extends CommentOrWorklog>(
  site: JiraSite,
  issue: Issue,
  { noun, view }: CommentOrWorklogKind<R>,
  item: R,
  style: ViewStyle,
) {
  const person = (accountId: string) => {
    const found = site.person(accountId);
    return found ? userView(found, style) : undefined;
  };
  return {
    self: `${style.root}/issue/${issue.id}/${noun}/${item.id}`,
    id: item.id,
    author: person(item.author),
    updateAuthor: person(item.updateAuthor),
    ...view(item, issue, style),
    created: jiraTime(item.createdMs),
    updated: jiraTime(item.updatedMs),
  };
}

/** A document, from one or from plain text; null where there is neither. */
export function readDocument(value: unknown): unknown {
  if (isDocument(value)) return value;
  return typeof value === "string" && value.trim() !== "" ? documentOf(value) : null;
}

export const documentIn = (style: ViewStyle, document: unknown): unknown =>
  style.asText ? textOf(document) : document;

/** Who may see a comment or worklog: `{ type: "role", value: "Administrators" }`; null: everybody who sees the issue. */
export const visibilityIn = (input: unknown): Visibility | null => {
  const { visibility } = Object(input) as { visibility?: Visibility };
  return visibility !== null && typeof visibility === "object" ? visibility : null;
};
