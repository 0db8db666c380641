import { confluenceError, cursorPage } from "../rest/index.ts";
import { type Handler, type HostResponse, json, type RestCall } from "../world/index.ts";
import type { BodyFormat } from "./model/body.ts";
import { type Content, type ContentType, latest } from "./model/content.ts";
import { isPermitted } from "./model/restriction.ts";
import { type ConfluenceSite, findContent } from "./model/site.ts";
import type { SiteBook } from "./model/site-book.ts";

export const notFound = (what = "Not Found"): HostResponse =>
  confluenceError(404, "NOT_FOUND", what);

export const badRequest = (title: string): HostResponse =>
  confluenceError(400, "INVALID_REQUEST_PARAMETER", title);

export const conflict = (title: string): HostResponse => confluenceError(409, "CONFLICT", title);

/** Versions count up by one; another number means that somebody else was quicker. */
export const staleVersion = (current: number, given: unknown): HostResponse =>
  given === undefined
    ? badRequest("'version.number' is required.")
    : conflict(
        `Version must be incremented on update. Current Version: [${current}]. Provided version: [${String(given)}]`,
      );

/** The names that a path gives the id of a content. */
const idNames = [
  "id",
  "page-id",
  "blogpost-id",
  "attachment-id",
  "comment-id",
  "custom-content-id",
  "folder-id",
] as const;

export const idIn = ({ params }: RestCall): string =>
  params[idNames.find((name) => params[name] !== undefined) ?? "id"] ?? "";

export type OnContent = (call: RestCall, site: ConfluenceSite, content: Content) => HostResponse;

/** Wraps what is done to one content: finds it, or says that it is not there. */
export const onContent =
  (sites: SiteBook, types: readonly ContentType[], act: OnContent): Handler =>
  (call) => {
    const site = sites(call.tenant);
    const content = findContent(site, idIn(call), ...types);
    if (!content || !isPermitted(site, content, "read", call.caller.accountId)) return notFound();
    const isChange = call.request.method !== "GET";
    return isChange && !isPermitted(site, content, "update", call.caller.accountId)
      ? confluenceError(403, "FORBIDDEN", "The content may not be changed by this person.")
      : act(call, site, content);
  };

/** A list parameter, given several times or with commas. */
export const listed = ({ query }: RestCall, name: string): string[] =>
  query
    .getAll(name)
    .flatMap((values) => values.split(","))
    .filter(Boolean);

const formats = ["storage", "atlas_doc_format", "view", "raw"] as const;

/** The format in which bodies are asked for; null: none. */
export function bodyFormat({ query }: RestCall): BodyFormat | null {
  const asked = query.get("body-format");
  return formats.find((format) => format === asked) ?? null;
}

/** One page of a list, each item shown by `view`. */
export function pageOf<T>(
  call: RestCall,
  all: readonly T[],
  view: (item: T) => unknown,
): HostResponse {
  const page = cursorPage(call, all);
  if (page.kind === "bad-token") return badRequest("The provided cursor is invalid.");
  return json(200, { ...page.body, results: page.body.results.map(view) }, page.headers);
}

/** A single thing as the interface sends it: with the base of its links. */
export const single = (
  call: RestCall,
  status: number,
  view: { readonly _links?: object },
): HostResponse => json(status, { ...view, _links: { ...view._links, base: call.tenant.baseUrl } });

const ranks: Readonly<Record<string, (content: Content) => number | string>> = {
  id: ({ id }) => Number(id.replace("att", "")),
  title: ({ title }) => title.toLowerCase(),
  "created-date": ({ createdMs }) => createdMs,
  "modified-date": (content) => latest(content).createdMs,
};

/** By the `sort` parameter, "-" for the other way round; by id where it is missing. */
export function sorted(call: RestCall, contents: readonly Content[]): Content[] {
  const asked = call.query.get("sort") ?? "id";
  const rank = ranks[asked.replace(/^-/, "")] ?? ranks.id!;
  const sign = asked.startsWith("-") ? -1 : 1;
  return contents.toSorted((a, b) => {
    const [x, y] = [rank(a), rank(b)];
    return x === y ? 0 : x < y ? -sign : sign;
  });
}
