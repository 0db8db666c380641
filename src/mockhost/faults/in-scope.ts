import type { Tenant } from "../tenant.ts";
import type { Direction, FaultScope } from "./fault.ts";

/** A request as scopes look at it. */
export interface Place {
  readonly direction: Direction;
  /** null: the host as a whole, such as its keys. */
  readonly tenant: Tenant | null;
  readonly method: string;
  /** Below the site's address, or on the add-on's server. */
  readonly path: string;
}

/** Reads a scope once, so that asking it for every request is cheap. */
export function inScope(scope: FaultScope): (place: Place) => boolean {
  const { direction, tenants, product, method, path } = scope;
  const keys = tenants === null ? null : new Set(tenants);
  const pattern = path === null ? null : pathPattern(path);
  return (place) =>
    (direction === null || place.direction === direction) &&
    (keys === null || (place.tenant !== null && keys.has(place.tenant.clientKey))) &&
    (product === null || place.tenant?.product === product) &&
    (method === null || place.method === method) &&
    (pattern === null || pattern.test(currentPath(place.path)));
}

/** Version 2 of Jira's interface is 3 under another name. */
const currentPath = (path: string): string =>
  path.replace(/^\/rest\/api\/(?:2|latest)\//, "/rest/api/3/");

function pathPattern(path: string): RegExp {
  const parts = currentPath(path)
    .split(/(\{[^{}]*\}|\*+)/)
    .map((part) => {
      if (part.startsWith("{")) return "[^/]+";
      return part.startsWith("*") ? ".*" : RegExp.escape(part);
    });
  return new RegExp(`^${parts.join("")}/?$`);
}
