import { z } from "zod";
import { findIssue, issueEventEmitter } from "../jira/index.ts";
import type { HostResponse } from "../world/index.ts";
import { json, refusal } from "./answer.ts";
import type { InspectorParts } from "./parts.ts";

/** An event to tell add-ons of, though nothing has changed. */
export const triggeredEvent = z.strictObject({
  /** Of the site; its name does as well. */
  clientKey: z.string().min(1).max(100),
  /** "jira:issue_updated", "comment_created", "page_created" … */
  type: z.string().regex(/^[a-z][a-z_:]{2,80}$/i, "must be the name of an event"),
  /** Id or key; the event then carries the issue as it is. */
  issue: z.string().max(100).optional(),
  /** "Secondary": in the wake of another event, so that it may come later. */
  flow: z.enum(["Primary", "Secondary"]).default("Primary"),
  /** Further fields of the event. */
  payload: z.record(z.string(), z.unknown()).default({}),
});

export function triggerEvent(
  { clientKey, type, issue: issueIdOrKey, flow, payload }: z.infer<typeof triggeredEvent>,
  { world, jiraSites }: InspectorParts,
): HostResponse {
  const { tenants } = world;
  const tenant = tenants.byClientKey(clientKey) ?? tenants.byName(clientKey);
  if (!tenant) return refusal(404, `There is no site with the client key or name ${clientKey}.`);
  const nowMs = world.clock.nowMs();
  const accepted = json(202, { clientKey: tenant.clientKey, type });
  if (issueIdOrKey === undefined) {
    world.emit({ tenant, type, atMs: nowMs, accountId: null, flow, trace: null, payload });
    return accepted;
  }
  if (tenant.product !== "jira") return refusal(400, "issue: only Jira's sites have issues.");
  const site = jiraSites(tenant);
  const issue = findIssue(site, issueIdOrKey);
  if (!issue) return refusal(404, `There is no issue ${issueIdOrKey} on ${tenant.name}.`);
  const { accountId } = site.personAt(0);
  const by = { accountId, nowMs, flow, trace: null };
  issueEventEmitter(world.emit)(type, site, issue, by, payload);
  return accepted;
}
