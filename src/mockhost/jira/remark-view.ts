import type { RestCall } from "../call.ts";
import type { HostResponse } from "../exchange.ts";
import { documentOf, isDocument, textOf } from "./adf.ts";
import type { Issue, Remark, Visibility } from "./issue.ts";
import type { JiraSite } from "./site.ts";
import { jiraTime, userView, type ViewStyle } from "./views.ts";

/** What one kind of remark has of its own. */
export interface RemarkKind<R extends Remark> {
  readonly noun: "comment" | "worklog";
  /** How many a page holds where the caller does not say. */
  readonly standardPage: number;
  of(issue: Issue): R[];
  /** Reads a body, on top of what is there where one is changed: the remark's own fields, or why not. */
  read(input: unknown, call: RestCall, known: R | null): Own<R> | HostResponse;
  view(remark: R, issue: Issue, style: ViewStyle): Readonly<Record<string, unknown>>;
}

type Own<R extends Remark> = { readonly kind: "own"; readonly fields: Omit<R, keyof Remark> };

/** A remark as the interface shows it, with the people behind it. */
export function remarkView<R extends Remark>(
  site: JiraSite,
  issue: Issue,
  { noun, view }: RemarkKind<R>,
  remark: R,
  style: ViewStyle,
) {
  const person = (accountId: string) => {
    const found = site.person(accountId);
    return found ? userView(found, style) : undefined;
  };
  return {
    self: `${style.root}/issue/${issue.id}/${noun}/${remark.id}`,
    id: remark.id,
    author: person(remark.author),
    updateAuthor: person(remark.updateAuthor),
    ...view(remark, issue, style),
    created: jiraTime(remark.createdMs),
    updated: jiraTime(remark.updatedMs),
  };
}

/** A document, from one or from plain text; null where there is neither. */
export function readDocument(value: unknown): unknown {
  if (isDocument(value)) return value;
  return typeof value === "string" && value.trim() !== "" ? documentOf(value) : null;
}

export const documentIn = (style: ViewStyle, document: unknown): unknown =>
  style.asText ? textOf(document) : document;

/** Who may see a remark: `{ type: "role", value: "Administrators" }`; null: everybody who sees the issue. */
export const visibilityIn = (input: unknown): Visibility | null => {
  const { visibility } = Object(input) as { visibility?: Visibility };
  return visibility !== null && typeof visibility === "object" ? visibility : null;
};
