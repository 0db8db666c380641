import { decodedSegment, type HostRequest, type HostResponse, json } from "../../world/index.ts";

/** One address of the Marketplace's interface. */
export interface Resource {
  readonly method: "GET" | "POST";
  /** With parameters in braces. */
  readonly path: string;
  /** Whether it takes credentials. */
  readonly isPrivate: boolean;
  readonly answer: (asked: ResourceRequest) => HostResponse;
}

export interface ResourceRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly request: HostRequest;
  readonly nowMs: number;
}

export type FoundResource =
  | {
      readonly kind: "found";
      readonly resource: Resource;
      readonly params: Readonly<Record<string, string>>;
    }
  | { readonly kind: "wrong-method"; readonly allowed: readonly string[] }
  | { readonly kind: "unknown" };

/** Fixed paths come before those with parameters, in the order in which they are listed. */
export function findResource(
  resources: readonly Resource[],
  { method, path }: HostRequest,
): FoundResource {
  const segments = path.replace(/\/$/, "").split("/");
  const allowed: string[] = [];
  for (const resource of resources) {
    const params = matchPath(resource.path, segments);
    if (params === null) continue;
    if (resource.method === method) return { kind: "found", resource, params };
    allowed.push(resource.method);
  }
  return allowed.length > 0 ? { kind: "wrong-method", allowed } : { kind: "unknown" };
}

function matchPath(path: string, segments: readonly string[]): Record<string, string> | null {
  const pattern = path.split("/");
  if (pattern.length !== segments.length) return null;
  const params: [string, string][] = [];
  for (const [i, part] of pattern.entries()) {
    const segment = segments[i]!;
    if (part.startsWith("{")) params.push([part.slice(1, -1), decodedSegment(segment)]);
    else if (part !== segment) return null;
  }
  return Object.fromEntries(params);
}

/** The Marketplace's error shape. */
export const marketError = (
  status: number,
  message: string,
  headers: Record<string, string> = {},
): HostResponse => json(status, { errors: [{ message }] }, headers);

export const notFound = (what: string): HostResponse => marketError(404, `${what} was not found.`);

export type Page<T> =
  | {
      readonly kind: "page";
      readonly items: readonly T[];
      readonly offset: number;
      readonly limit: number;
    }
  | { readonly kind: "refused"; readonly message: string };

/** Offset style: `offset` and `limit`, as API v2 and all reports page. */
export function offsetPage<T>(
  all: readonly T[],
  query: URLSearchParams,
  standard: number,
  most: number,
): Page<T> {
  const offset = wholeNumber(query.get("offset"), 0);
  const limit = wholeNumber(query.get("limit"), standard);
  if (offset === null) return { kind: "refused", message: "offset must be a whole number." };
  if (limit === null) return { kind: "refused", message: "limit must be a whole number." };
  const size = Math.min(Math.max(1, limit), most);
  return { kind: "page", items: all.slice(offset, offset + size), offset, limit: size };
}

export function wholeNumber(text: string | null, standard: number): number | null {
  if (text === null) return standard;
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

/** The same query at another place. */
export function moved(query: URLSearchParams, changes: Readonly<Record<string, number>>): string {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) next.set(name, String(value));
  return next.toString();
}
