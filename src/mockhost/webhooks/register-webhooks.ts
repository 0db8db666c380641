import { z } from "zod";
import { DAY_MS } from "../../core/time/index.ts";
import type { DynamicWebhook } from "../world/index.ts";
import { filterProblem } from "./filter-subset.ts";

/** Source: REST interface, "Register dynamic webhooks"; the limit of a Connect app on one tenant. */
const LIFETIME_MS = 30 * DAY_MS;
const MOST_WEBHOOKS = 100;

const names = z.array(z.string().max(255)).max(100).nullish();

const request = z.looseObject({
  url: z.url({ protocol: /^https?$/, message: "must be an absolute address" }).max(2048),
  webhooks: z.array(z.unknown()).min(1, "must not be empty").max(1000),
});

const details = z.looseObject({
  events: z
    .array(
      z.enum([
        "jira:issue_created",
        "jira:issue_updated",
        "jira:issue_deleted",
        "comment_created",
        "comment_updated",
        "comment_deleted",
        "issue_property_set",
        "issue_property_deleted",
      ]),
    )
    .min(1, "must not be empty"),
  jqlFilter: z.string(),
  fieldIdsFilter: names,
  issuePropertyKeysFilter: names,
});

export type Registration =
  | {
      readonly kind: "registered";
      /** All that the add-on has now. */
      readonly webhooks: readonly DynamicWebhook[];
      /** In the order of the request. */
      readonly results: readonly RegistrationResult[];
    }
  | { readonly kind: "refused"; readonly messages: readonly string[] };

type RegistrationResult = { createdWebhookId: number } | { errors: readonly string[] };

/** Adds the webhooks of a request to those there are; each that cannot be added says why. */
export function registerWebhooks(
  before: readonly DynamicWebhook[],
  body: unknown,
  { baseUrl, nowMs, nextId }: { baseUrl: string; nowMs: number; nextId: () => number },
): Registration {
  const read = request.safeParse(body);
  if (!read.success) return { kind: "refused", messages: messagesOf(read.error) };
  const { url } = read.data;
  if (url !== baseUrl && !url.startsWith(`${baseUrl}/`) && !url.startsWith(`${baseUrl}?`))
    return { kind: "refused", messages: [`url: must begin with the app's base URL ${baseUrl}`] };
  const webhooks = current(before, nowMs);
  const used = webhooks[0]?.url ?? url;
  const results = read.data.webhooks.map((asked): RegistrationResult => {
    const checked = checkDetails(asked);
    if (checked.kind === "refused") return { errors: checked.errors };
    if (url !== used)
      return {
        errors: [
          `Only a single URL per app is allowed to be registered via REST API. Currently used URL: ${used}`,
        ],
      };
    if (webhooks.length >= MOST_WEBHOOKS)
      return { errors: [`An app may register at most ${MOST_WEBHOOKS} webhooks on a site.`] };
    const id = nextId();
    webhooks.push({ id, url, expiresAtMs: nowMs + LIFETIME_MS, ...checked.details });
    return { createdWebhookId: id };
  });
  return { kind: "registered", webhooks, results };
}

/** Those that have not expired. */
export const current = (webhooks: readonly DynamicWebhook[], nowMs: number): DynamicWebhook[] =>
  webhooks.filter(({ expiresAtMs }) => expiresAtMs > nowMs);

/** Lets the named ones live on; an expired one stays expired. */
export function refreshWebhooks(
  webhooks: readonly DynamicWebhook[],
  ids: ReadonlySet<number>,
  nowMs: number,
): { readonly webhooks: readonly DynamicWebhook[]; readonly expiresAtMs: number } {
  const expiresAtMs = nowMs + LIFETIME_MS;
  const refreshed = current(webhooks, nowMs).map((webhook) =>
    ids.has(webhook.id) ? { ...webhook, expiresAtMs } : webhook,
  );
  return { webhooks: refreshed, expiresAtMs };
}

type Checked =
  | {
      readonly kind: "details";
      readonly details: Omit<DynamicWebhook, "id" | "url" | "expiresAtMs">;
    }
  | { readonly kind: "refused"; readonly errors: readonly string[] };

function checkDetails(asked: unknown): Checked {
  const read = details.safeParse(asked);
  if (!read.success) return { kind: "refused", errors: messagesOf(read.error) };
  const { events, jqlFilter, fieldIdsFilter = null, issuePropertyKeysFilter = null } = read.data;
  const problem = filterProblem(jqlFilter);
  if (problem) return { kind: "refused", errors: [problem] };
  return {
    kind: "details",
    details: { events: [...new Set(events)], jqlFilter, fieldIdsFilter, issuePropertyKeysFilter },
  };
}

const messagesOf = ({ issues }: z.ZodError): string[] =>
  issues.map(({ path, message }) => `${path.join(".") || "request body"}: ${message}`);
