import { jiraError, wholeNumber } from "../rest/index.ts";
import { actorOf } from "../tenants/index.ts";
import {
  type Handlers,
  type HostResponse,
  json,
  noContent,
  type RestCall,
} from "../world/index.ts";
import { type CommentOrWorklogKind, commentOrWorklogView } from "./comment-or-worklog-view.ts";
import { type Actor, actorFrom, type EmitIssueEvent, eventStyle } from "./emit-events.ts";
import type { CommentOrWorklog, Issue } from "./model/issue.ts";
import type { JiraSite } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";
import { onIssue } from "./on-issue.ts";
import { viewStyle } from "./views.ts";

/** The five operations that comments and worklogs have alike; each change emits an event. */
export interface CommentOrWorklogOperations {
  readonly list: Handlers[string];
  readonly get: Handlers[string];
  readonly add: Handlers[string];
  readonly update: Handlers[string];
  readonly remove: Handlers[string];
}

export function commentOrWorklogOperations<R extends CommentOrWorklog>(
  sites: SiteBook,
  emitIssue: EmitIssueEvent,
  kind: CommentOrWorklogKind<R>,
): CommentOrWorklogOperations {
  const view = (call: RestCall, site: JiraSite, issue: Issue, item: R) =>
    commentOrWorklogView(site, issue, kind, item, viewStyle(call.tenant, call.request.path));

  const actor = (call: RestCall, site: JiraSite) => actorFrom(call, actorOf(site, call));
  const emitChange = (act: string, call: RestCall, site: JiraSite, issue: Issue, item: R): void =>
    emitCommentOrWorklog(act, site, issue, kind, item, actor(call, site), emitIssue);

  const onOne = (
    act: (call: RestCall, site: JiraSite, issue: Issue, item: R) => HostResponse,
  ): Handlers[string] =>
    onIssue(sites, (call, site, issue) => {
      const item = kind.of(issue).find(({ id }) => id === call.params.id);
      return item
        ? act(call, site, issue, item)
        : jiraError(404, [`Can not find a ${kind.noun} for the id: ${call.params.id}.`]);
    });

  return {
    list: onIssue(sites, (call, site, issue) => {
      const all = kind.of(issue);
      const newestFirst = (call.query.get("orderBy") ?? "").startsWith("-");
      const page = slice(call, newestFirst ? all.toReversed() : all, kind.standardPage);
      const { startAt, maxResults, shown } = page;
      const views = shown.map((item) => view(call, site, issue, item));
      return json(200, { startAt, maxResults, total: all.length, [`${kind.noun}s`]: views });
    }),
    get: onOne((call, site, issue, item) => json(200, view(call, site, issue, item))),
    add: onIssue(sites, (call, site, issue) => {
      const read = kind.read(call.json ?? {}, call, null);
      if ("status" in read) return read;
      const item = addCommentOrWorklog(
        site,
        issue,
        kind,
        read.fields,
        actor(call, site),
        emitIssue,
      );
      keepProperties(item, call.json);
      return json(201, view(call, site, issue, item));
    }),
    update: onOne((call, site, issue, item) => {
      const read = kind.read(call.json ?? {}, call, item);
      if ("status" in read) return read;
      const by = { updatedMs: call.nowMs, updateAuthor: actorOf(site, call) };
      Object.assign(item, read.fields, by);
      keepProperties(item, call.json);
      emitChange("updated", call, site, issue, item);
      return json(200, view(call, site, issue, item));
    }),
    remove: onOne((call, site, issue, item) => {
      const all = kind.of(issue);
      all.splice(all.indexOf(item), 1);
      if (kind.noun === "worklog") site.deletedWorklogs.push({ id: item.id, atMs: call.nowMs });
      emitChange("deleted", call, site, issue, item);
      return noContent();
    }),
  };
}

/** Add-ons mark what they add by properties that come with it. */
export function keepProperties({ properties }: CommentOrWorklog, input: unknown): void {
  const given = (Object(input) as { properties?: unknown }).properties;
  for (const one of Array.isArray(given) ? given : []) {
    const { key, value } = Object(one) as { key?: unknown; value?: unknown };
    if (typeof key === "string" && value !== undefined) properties.set(key, value);
  }
}

/** Adds a comment or worklog and emits its event. */
export function addCommentOrWorklog<R extends CommentOrWorklog>(
  site: JiraSite,
  issue: Issue,
  kind: CommentOrWorklogKind<R>,
  fields: Omit<R, keyof CommentOrWorklog>,
  by: Actor,
  emitIssue: EmitIssueEvent,
): R {
  const { accountId: author, nowMs } = by;
  const dated = { author, updateAuthor: author, createdMs: nowMs, updatedMs: nowMs };
  const item = { id: site.nextId(), ...dated, properties: new Map(), ...fields } as R;
  kind.of(issue).push(item);
  emitCommentOrWorklog("created", site, issue, kind, item, by, emitIssue);
  return item;
}

function emitCommentOrWorklog<R extends CommentOrWorklog>(
  act: string,
  site: JiraSite,
  issue: Issue,
  kind: CommentOrWorklogKind<R>,
  item: R,
  by: Actor,
  emitIssue: EmitIssueEvent,
): void {
  issue.updatedMs = by.nowMs;
  emitIssue(`${kind.noun}_${act}`, site, issue, by, {
    [kind.noun]: commentOrWorklogView(site, issue, kind, item, eventStyle(site)),
  });
}

/** The part of a list that `startAt` and `maxResults` ask for. */
export function slice<T>(call: RestCall, all: readonly T[], standard = 100) {
  const startAt = wholeNumber(call, "startAt", 0, Number.MAX_SAFE_INTEGER);
  const maxResults = wholeNumber(call, "maxResults", standard, 5000);
  return { startAt, maxResults, shown: all.slice(startAt, startAt + maxResults) };
}
