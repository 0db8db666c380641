import type { Handlers, RestCall } from "../call.ts";
import type { HostResponse } from "../exchange.ts";
import { jiraError, json, noContent, wholeNumber } from "../rest/index.ts";
import { documentOf, isDocument, textOf } from "./adf.ts";
import type { Issue, Remark } from "./issue.ts";
import { onIssue } from "./on-issue.ts";
import { actorFrom, eventStyle, type ReportIssue } from "./report.ts";
import type { JiraSite } from "./site.ts";
import { actorOf, type SiteBook } from "./site-book.ts";
import { jiraTime, userView, type ViewStyle, viewStyle } from "./views.ts";

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

/** The five operations that every kind of remark has; each change is told of. */
export interface RemarkOperations {
  readonly list: Handlers[string];
  readonly get: Handlers[string];
  readonly add: Handlers[string];
  readonly update: Handlers[string];
  readonly remove: Handlers[string];
}

export function remarkOperations<R extends Remark>(
  sites: SiteBook,
  report: ReportIssue,
  kind: RemarkKind<R>,
): RemarkOperations {
  const view = (call: RestCall, site: JiraSite, issue: Issue, remark: R) =>
    remarkView(site, issue, kind, remark, viewStyle(call.tenant, call.request.path));

  function tell(act: string, call: RestCall, site: JiraSite, issue: Issue, remark: R): void {
    issue.updatedMs = call.nowMs;
    report(`${kind.noun}_${act}`, site, issue, actorFrom(call, actorOf(site, call)), {
      [kind.noun]: remarkView(site, issue, kind, remark, eventStyle(site)),
    });
  }

  const onRemark = (
    act: (call: RestCall, site: JiraSite, issue: Issue, remark: R) => HostResponse,
  ): Handlers[string] =>
    onIssue(sites, (call, site, issue) => {
      const remark = kind.of(issue).find(({ id }) => id === call.params.id);
      return remark
        ? act(call, site, issue, remark)
        : jiraError(404, [`Can not find a ${kind.noun} for the id: ${call.params.id}.`]);
    });

  return {
    list: onIssue(sites, (call, site, issue) => {
      const all = kind.of(issue);
      const newestFirst = (call.query.get("orderBy") ?? "").startsWith("-");
      const page = slice(call, newestFirst ? all.toReversed() : all, kind.standardPage);
      const { startAt, maxResults, shown } = page;
      const views = shown.map((remark) => view(call, site, issue, remark));
      return json(200, { startAt, maxResults, total: all.length, [`${kind.noun}s`]: views });
    }),
    get: onRemark((call, site, issue, remark) => json(200, view(call, site, issue, remark))),
    add: onIssue(sites, (call, site, issue) => {
      const read = kind.read(call.json ?? {}, call, null);
      if ("status" in read) return read;
      const remark = { ...newRemark(call, site), ...read.fields } as R;
      kind.of(issue).push(remark);
      tell("created", call, site, issue, remark);
      return json(201, view(call, site, issue, remark));
    }),
    update: onRemark((call, site, issue, remark) => {
      const read = kind.read(call.json ?? {}, call, remark);
      if ("status" in read) return read;
      const by = { updatedMs: call.nowMs, updateAuthor: actorOf(site, call) };
      Object.assign(remark, read.fields, by);
      tell("updated", call, site, issue, remark);
      return json(200, view(call, site, issue, remark));
    }),
    remove: onRemark((call, site, issue, remark) => {
      const all = kind.of(issue);
      all.splice(all.indexOf(remark), 1);
      tell("deleted", call, site, issue, remark);
      return noContent();
    }),
  };
}

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

function newRemark(call: RestCall, site: JiraSite): Remark {
  const author = actorOf(site, call);
  const { nowMs } = call;
  return { id: site.nextId(), author, updateAuthor: author, createdMs: nowMs, updatedMs: nowMs };
}

/** The part of a list that `startAt` and `maxResults` ask for. */
export function slice<T>(call: RestCall, all: readonly T[], standard = 100) {
  const startAt = wholeNumber(call, "startAt", 0, Number.MAX_SAFE_INTEGER);
  const maxResults = wholeNumber(call, "maxResults", standard, 5000);
  return { startAt, maxResults, shown: all.slice(startAt, startAt + maxResults) };
}

/** A document, from one or from plain text; null where there is neither. */
export function readDocument(value: unknown): unknown {
  if (isDocument(value)) return value;
  return typeof value === "string" && value.trim() !== "" ? documentOf(value) : null;
}

export const documentIn = (style: ViewStyle, document: unknown): unknown =>
  style.asText ? textOf(document) : document;
