import { z } from "zod";
import type { HostResponse } from "../world/index.ts";
import { json, refusal } from "./answer.ts";
import type { InspectorParts } from "./parts.ts";

const clientKey = z.string().min(1).max(100);
const accountId = z.string().min(1).max(100);
const displayName = z.string().trim().min(1).max(100);
const emailAddress = z.email().max(200);

/** Somebody joins a Jira site, changes, or leaves it. */
export const userChange = z.union(
  [
    z.strictObject({ clientKey, joins: z.strictObject({ displayName, emailAddress }) }),
    z.strictObject({
      clientKey,
      accountId,
      changes: z.strictObject({
        displayName: displayName.exactOptional(),
        emailAddress: emailAddress.exactOptional(),
      }),
    }),
    z.strictObject({ clientKey, accountId, leaves: z.literal(true) }),
  ],
  {
    error:
      "must be { clientKey, joins: { displayName, emailAddress } }, { clientKey, accountId, changes } or { clientKey, accountId, leaves: true }",
  },
);

export function changeUsers(
  asked: z.infer<typeof userChange>,
  { world, jiraPeople }: InspectorParts,
): HostResponse {
  const tenant = world.tenants.byClientKey(asked.clientKey);
  if (!tenant) return refusal(404, `There is no site with the client key ${asked.clientKey}.`);
  if (tenant.product !== "jira") return refusal(400, "Only Jira tells add-ons of its users.");
  if ("joins" in asked) return json(201, jiraPeople.join(tenant, asked.joins));
  const { accountId } = asked;
  const person =
    "changes" in asked
      ? jiraPeople.change(tenant, accountId, asked.changes)
      : jiraPeople.leave(tenant, accountId);
  return person
    ? json(200, person)
    : refusal(404, `Nobody on ${tenant.name} has the account ${accountId}.`);
}
