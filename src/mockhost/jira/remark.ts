import type { Handlers, RestCall } from "../call.ts";
import type { HostResponse } from "../exchange.ts";
import { jiraError, json, noContent, wholeNumber } from "../rest/index.ts";
import type { Issue, Remark } from "./issue.ts";
import { onIssue } from "./on-issue.ts";
import { type RemarkKind, remarkView } from "./remark-view.ts";
import { type Actor, actorFrom, eventStyle, type ReportIssue } from "./report.ts";
import type { JiraSite } from "./site.ts";
import { actorOf, type SiteBook } from "./site-book.ts";
import { viewStyle } from "./views.ts";

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

  const actor = (call: RestCall, site: JiraSite) => actorFrom(call, actorOf(site, call));
  const tell = (act: string, call: RestCall, site: JiraSite, issue: Issue, remark: R): void =>
    tellRemark(act, site, issue, kind, remark, actor(call, site), report);

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
      const remark = addRemark(site, issue, kind, read.fields, actor(call, site), report);
      keepProperties(remark, call.json);
      return json(201, view(call, site, issue, remark));
    }),
    update: onRemark((call, site, issue, remark) => {
      const read = kind.read(call.json ?? {}, call, remark);
      if ("status" in read) return read;
      const by = { updatedMs: call.nowMs, updateAuthor: actorOf(site, call) };
      Object.assign(remark, read.fields, by);
      keepProperties(remark, call.json);
      tell("updated", call, site, issue, remark);
      return json(200, view(call, site, issue, remark));
    }),
    remove: onRemark((call, site, issue, remark) => {
      const all = kind.of(issue);
      all.splice(all.indexOf(remark), 1);
      if (kind.noun === "worklog") site.deletedWorklogs.push({ id: remark.id, atMs: call.nowMs });
      tell("deleted", call, site, issue, remark);
      return noContent();
    }),
  };
}

/** Add-ons mark their own remarks by properties that come with them. */
export function keepProperties({ properties }: Remark, input: unknown): void {
  const given = (Object(input) as { properties?: unknown }).properties;
  for (const one of Array.isArray(given) ? given : []) {
    const { key, value } = Object(one) as { key?: unknown; value?: unknown };
    if (typeof key === "string" && value !== undefined) properties.set(key, value);
  }
}

/** Adds a remark and tells of it. */
export function addRemark<R extends Remark>(
  site: JiraSite,
  issue: Issue,
  kind: RemarkKind<R>,
  fields: Omit<R, keyof Remark>,
  by: Actor,
  report: ReportIssue,
): R {
  const { accountId: author, nowMs } = by;
  const dated = { author, updateAuthor: author, createdMs: nowMs, updatedMs: nowMs };
  const remark = { id: site.nextId(), ...dated, properties: new Map(), ...fields } as R;
  kind.of(issue).push(remark);
  tellRemark("created", site, issue, kind, remark, by, report);
  return remark;
}

function tellRemark<R extends Remark>(
  act: string,
  site: JiraSite,
  issue: Issue,
  kind: RemarkKind<R>,
  remark: R,
  by: Actor,
  report: ReportIssue,
): void {
  issue.updatedMs = by.nowMs;
  report(`${kind.noun}_${act}`, site, issue, by, {
    [kind.noun]: remarkView(site, issue, kind, remark, eventStyle(site)),
  });
}

/** The part of a list that `startAt` and `maxResults` ask for. */
export function slice<T>(call: RestCall, all: readonly T[], standard = 100) {
  const startAt = wholeNumber(call, "startAt", 0, Number.MAX_SAFE_INTEGER);
  const maxResults = wholeNumber(call, "maxResults", standard, 5000);
  return { startAt, maxResults, shown: all.slice(startAt, startAt + maxResults) };
}
