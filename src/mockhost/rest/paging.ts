import type { RestCall } from "../world/index.ts";

/** A whole number from the query, kept within its bounds; the default where it is missing or no number. */
export function wholeNumber(call: RestCall, name: string, standard: number, most: number): number {
  const given = Number.parseInt(call.query.get(name) ?? "", 10);
  return Number.isNaN(given) || given < 0 ? standard : Math.min(given, most);
}

/** Jira's offset style: `startAt`, `maxResults`, `total`, `isLast`, `values`, `self`, `nextPage`. */
export function pageBean<T>(call: RestCall, all: readonly T[], standard = 50, most = 100) {
  const startAt = wholeNumber(call, "startAt", 0, Number.MAX_SAFE_INTEGER);
  const maxResults = wholeNumber(call, "maxResults", standard, most);
  const values = all.slice(startAt, startAt + maxResults);
  const isLast = startAt + values.length >= all.length;
  const page = (from: number) =>
    `${call.tenant.baseUrl}${call.request.path}?startAt=${from}&maxResults=${maxResults}`;
  return {
    self: page(startAt),
    ...(isLast ? {} : { nextPage: page(startAt + values.length) }),
    maxResults,
    startAt,
    total: all.length,
    isLast,
    values,
  };
}

export type TokenPage<T> =
  | { readonly kind: "page"; readonly items: readonly T[]; readonly nextPageToken: string | null }
  | { readonly kind: "bad-token" };

/** Jira's token style, as `search/jql` pages: a token that says where to go on, and no total. */
export function tokenPage<T>(all: readonly T[], token: string | null, size: number): TokenPage<T> {
  const from = token === null ? 0 : readCursor(token);
  if (from === null || from > all.length) return { kind: "bad-token" };
  const next = from + size;
  return {
    kind: "page",
    items: all.slice(from, next),
    nextPageToken: next < all.length ? writeCursor(next) : null,
  };
}

/** Confluence v2's cursor style: `results`, and the next page both as a `Link` header and as `_links.next`. */
export function cursorPage<T>(call: RestCall, all: readonly T[]) {
  const limit = Math.max(1, wholeNumber(call, "limit", 25, 250));
  const cursor = call.query.get("cursor");
  const page = tokenPage(all, cursor, limit);
  if (page.kind === "bad-token") return page;
  const query = new URLSearchParams(call.query);
  query.delete("jwt");
  if (page.nextPageToken) query.set("cursor", page.nextPageToken);
  const next = page.nextPageToken ? `${call.request.path}?${query}` : null;
  return {
    kind: "page" as const,
    body: {
      results: page.items,
      _links: { base: call.tenant.baseUrl, ...(next ? { next } : {}) },
    },
    headers: (next ? { link: `<${next}>; rel="next"` } : {}) as Record<string, string>,
  };
}

/** Confluence v1's offset style: `start`, `limit`, `size`, `_links.next`. */
export function startPage<T>(call: RestCall, all: readonly T[]) {
  const start = wholeNumber(call, "start", 0, Number.MAX_SAFE_INTEGER);
  const limit = wholeNumber(call, "limit", 25, 100);
  const results = all.slice(start, start + limit);
  const query = new URLSearchParams(call.query);
  query.delete("jwt");
  query.set("start", String(start + limit));
  query.set("limit", String(limit));
  const more = start + results.length < all.length;
  return {
    results,
    start,
    limit,
    size: results.length,
    totalSize: all.length,
    _links: {
      base: call.tenant.baseUrl,
      context: "/wiki",
      ...(more ? { next: `${call.request.path.replace(/^\/wiki/, "")}?${query}` } : {}),
    },
  };
}

const writeCursor = (at: number): string => Buffer.from(`at:${at}`).toString("base64url");

function readCursor(token: string): number | null {
  const match = /^at:(\d{1,15})$/.exec(Buffer.from(token, "base64url").toString("latin1"));
  return match ? Number(match[1]) : null;
}
