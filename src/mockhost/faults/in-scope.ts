import type { Tenant } from "../world/index.ts";
import type { Direction, FaultScope } from "./fault.ts";

/** A request as scopes look at it. */
export interface ScopedRequest {
  readonly direction: Direction;
  /** null: the host as a whole, such as its keys. */
  readonly tenant: Tenant | null;
  readonly method: string;
  /** Below the site's address, or on the add-on's server. */
  readonly path: string;
}

/** Reads a scope once, so that asking it for every request is cheap. */
export function inScope(scope: FaultScope): (scoped: ScopedRequest) => boolean {
  const { direction, tenants, product, method, path } = scope;
  const keys = tenants === null ? null : new Set(tenants);
  const pattern = path === null ? null : pathPattern(path);
  return (scoped) =>
    (direction === null || scoped.direction === direction) &&
    (keys === null || (scoped.tenant !== null && keys.has(scoped.tenant.clientKey))) &&
    (product === null || scoped.tenant?.product === product) &&
    (method === null || scoped.method === method) &&
    (pattern === null || pattern.test(currentPath(scoped.path)));
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
