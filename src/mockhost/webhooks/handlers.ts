import { jiraError, pageBean, wholeNumber } from "../rest/index.ts";
import {
  type DynamicWebhook,
  type Handlers,
  type HostResponse,
  json,
  onInstallation,
  type RestCall,
  type Tenant,
} from "../world/index.ts";
import { type FailedWebhooks, failedPage } from "./failed-webhooks.ts";
import { current, refreshWebhooks, registerWebhooks } from "./register-webhooks.ts";

const PAGE = 100;

/** Dynamic webhooks of Jira: registered over REST, for one add-on on one tenant. */
export function webhookHandlers(failed: FailedWebhooks): Handlers {
  const lastIds = new WeakMap<Tenant, number>();
  const nextIdOf = (tenant: Tenant) => () => {
    const id = (lastIds.get(tenant) ?? 0) + 1;
    lastIds.set(tenant, id);
    return id;
  };
  return {
    registerDynamicWebhooks: ofInstallation(({ registered, descriptor }, call) => {
      const registration = registerWebhooks(registered.webhooks, call.json, {
        baseUrl: descriptor.baseUrl,
        nowMs: call.nowMs,
        nextId: nextIdOf(call.tenant),
      });
      if (registration.kind === "refused") return jiraError(400, registration.messages);
      registered.webhooks = registration.webhooks;
      return json(200, { webhookRegistrationResult: registration.results });
    }),
    getDynamicWebhooksForApp: ofInstallation(({ registered }, call) => {
      const all = current(registered.webhooks, call.nowMs).map(webhookView);
      return json(200, pageBean(call, all, PAGE, PAGE));
    }),
    deleteWebhookById: ofInstallation(({ registered }, call) => {
      const ids = webhookIds(call);
      if (ids === null) return noIds();
      registered.webhooks = registered.webhooks.filter(({ id }) => !ids.has(id));
      return { status: 202 };
    }),
    refreshWebhooks: ofInstallation(({ registered }, call) => {
      const ids = webhookIds(call);
      if (ids === null) return noIds();
      const refreshed = refreshWebhooks(registered.webhooks, ids, call.nowMs);
      registered.webhooks = refreshed.webhooks;
      return json(200, { expirationDate: refreshed.expiresAtMs });
    }),
    getFailedWebhooks: ofInstallation((_, call) => failedAnswer(failed, call)),
  };
}

const ofInstallation = onInstallation(() =>
  jiraError(403, ["Only Connect and OAuth 2.0 apps can use this operation."]),
);

function webhookIds({ json: body }: RestCall): ReadonlySet<number> | null {
  const { webhookIds: ids } = (body ?? {}) as { webhookIds?: unknown };
  return Array.isArray(ids) && ids.every(Number.isSafeInteger) ? new Set(ids as number[]) : null;
}

const noIds = () => jiraError(400, ["webhookIds: must be a list of numbers"]);

const webhookView = (webhook: DynamicWebhook) => ({
  id: webhook.id,
  jqlFilter: webhook.jqlFilter,
  ...(webhook.fieldIdsFilter ? { fieldIdsFilter: webhook.fieldIdsFilter } : {}),
  ...(webhook.issuePropertyKeysFilter
    ? { issuePropertyKeysFilter: webhook.issuePropertyKeysFilter }
    : {}),
  events: webhook.events,
  expirationDate: webhook.expiresAtMs,
  url: webhook.url,
});

function failedAnswer(failed: FailedWebhooks, call: RestCall): HostResponse {
  const most = Math.max(1, wholeNumber(call, "maxResults", PAGE, PAGE));
  const afterMs = wholeNumber(call, "after", 0, Number.MAX_SAFE_INTEGER);
  const all = failed.of(call.tenant.clientKey, call.caller.addonKey, call.nowMs);
  const page = failedPage(all, afterMs, most);
  const last = page.at(-1);
  return json(200, {
    values: page.map(({ id, body, url, failureTime }) => ({
      id,
      ...(body === null ? {} : { body }),
      url,
      failureTime,
    })),
    maxResults: most,
    ...(last
      ? {
          next: `${call.tenant.baseUrl}/rest/api/3/webhook/failed?maxResults=${most}&after=${last.failureTime}`,
        }
      : {}),
  });
}
