import type { Plan } from "../world/index.ts";

/**
 * The limits as enforced since 2 March 2026 for Connect and Forge apps.
 * Source: "Rate limiting", developer.atlassian.com/cloud/jira/platform, tables of quotas and burst limits.
 */
export const GLOBAL_POINTS_PER_HOUR = 65_000;
const TENANT_POINTS_CAP = 500_000;

const tenantPoints: Readonly<Record<Plan, { readonly base: number; readonly perUser: number }>> = {
  free: { base: 65_000, perUser: 0 },
  standard: { base: 100_000, perUser: 10 },
  premium: { base: 130_000, perUser: 20 },
  enterprise: { base: 150_000, perUser: 30 },
};

/** Tier 2: points an hour for one add-on on one tenant. */
export const tenantPointsPerHour = (plan: Plan, users: number): number =>
  Math.min(TENANT_POINTS_CAP, tenantPoints[plan].base + tenantPoints[plan].perUser * users);

const burstByMethod: Readonly<Record<string, number>> = {
  GET: 100,
  POST: 100,
  PUT: 50,
  DELETE: 50,
};
const burstByOperation: Readonly<Record<string, number>> = {
  getIssue: 150,
  getChangeLogs: 200,
  countIssues: 150,
  getUser: 150,
  getUserEmail: 200,
  getAttachmentContent: 300,
};

/** Requests a second for one tenant, endpoint and method, shared by all add-ons. */
export const burstPerSecond = (operation: string, method: string): number =>
  burstByOperation[operation] ?? burstByMethod[method] ?? 100;

/** Writes to one issue: at most this many within so many milliseconds. */
export const issueWrites = [
  { most: 20, withinMs: 2_000 },
  { most: 100, withinMs: 30_000 },
] as const;

/** Points of a call: 1, and for a read 1 more for a core object or 2 for people and permissions. */
export function pointsOf(method: string, path: string): number {
  if (method !== "GET") return 1;
  return /\/(user|users|group|groups|myself|mypermissions|permissions?|role)(\/|$)/.test(path)
    ? 3
    : 2;
}
