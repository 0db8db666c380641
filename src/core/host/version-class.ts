import { isDeepStrictEqual } from "node:util";
import type { Descriptor } from "./descriptor.ts";

/** How a host rolls out a changed descriptor to the installations it already has. */
export type VersionClass =
  | { readonly kind: "unchanged" }
  /** A micro version: every installation receives it by itself. */
  | { readonly kind: "automatic" }
  /** A minor version: an installation stays on the old one until its administrator approves. */
  | { readonly kind: "needs-approval"; readonly because: readonly string[] }
  /** The interface with the host changed: a version of its own, which needs approval too. */
  | { readonly kind: "major"; readonly because: readonly string[] };

/** What each scope contains besides itself. Source: "Scopes for Connect apps". */
const CONTAINS: Readonly<Record<string, readonly string[]>> = {
  ADMIN: ["PROJECT_ADMIN", "SPACE_ADMIN", "DELETE", "WRITE", "READ"],
  PROJECT_ADMIN: ["DELETE", "WRITE", "READ"],
  SPACE_ADMIN: ["DELETE", "WRITE", "READ"],
  DELETE: ["WRITE", "READ"],
  WRITE: ["READ"],
};

/**
 * Classifies the step from one descriptor to the next.
 * Source: "Upgrading and versioning cloud apps" and its table of changes that need approval.
 */
export function versionClass(before: Descriptor, after: Descriptor): VersionClass {
  if (isDeepStrictEqual(before.document, after.document)) return { kind: "unchanged" };
  if (before.apiVersion !== after.apiVersion)
    return {
      kind: "major",
      because: [`apiVersion goes from ${before.apiVersion} to ${after.apiVersion}`],
    };
  const because = [...gainedScopes(before, after), ...licensing(before, after)];
  return because.length > 0 ? { kind: "needs-approval", because } : { kind: "automatic" };
}

/** Every scope that a declaration grants, implied ones included. */
export const effectiveScopes = (scopes: readonly string[]): ReadonlySet<string> =>
  new Set(scopes.flatMap((scope) => [scope, ...(CONTAINS[scope] ?? [])]));

function gainedScopes(before: Descriptor, after: Descriptor): string[] {
  const had = effectiveScopes(before.scopes);
  return after.scopes.filter((scope) => !had.has(scope)).map((scope) => `it asks for ${scope}`);
}

function licensing(before: Descriptor, after: Descriptor): string[] {
  if (before.enableLicensing === after.enableLicensing) return [];
  return [after.enableLicensing ? "it becomes paid" : "it becomes free"];
}
