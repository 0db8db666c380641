import type { SiteBook } from "../jira/index.ts";
import { effectiveModules } from "../modules/index.ts";
import type { HostEvent, Installation, World } from "../world/index.ts";
import type { Delivery } from "./delivery.ts";
import { envelope } from "./envelope.ts";
import { expandUrl } from "./expand-url.ts";
import { current } from "./register-webhooks.ts";
import { dynamicSubscription, readStaticWebhook } from "./subscription.ts";
import { wants } from "./wants.ts";

/** Who is to be told what of an event, before it is queued. */
export type Addressee = Omit<Delivery, "identifier" | "retries">;

/** Everybody who wants an event: enabled installations only, each webhook of a descriptor by itself. */
export function addressees(world: World, event: HostEvent, sites: SiteBook): readonly Addressee[] {
  const found: Addressee[] = [];
  for (const installation of event.tenant.installations.values()) {
    if (installation.state !== "enabled") continue;
    found.push(...declared(world, installation, event, sites));
    const dynamic = registered(installation, event, sites);
    if (dynamic) found.push(dynamic);
  }
  return found;
}

function declared(
  world: World,
  installation: Installation,
  event: HostEvent,
  sites: SiteBook,
): Addressee[] {
  let body: string | null = null;
  return effectiveModules(installation, "webhooks").flatMap((module): Addressee[] => {
    if (module.event !== event.type) return [];
    const read = readStaticWebhook(module);
    if (read.kind === "unusable") {
      noteUnusable(world, installation, event, String(module.url), read.why);
      return [];
    }
    const { webhook } = read;
    if (!wants(webhook, event, sites)) return [];
    if (!webhook.excludesBody) body ??= envelope(event, null);
    const url = absolute(webhook.url, installation.descriptor.baseUrl);
    return [addressee(installation, event, url, webhook.excludesBody ? null : body)];
  });
}

/** All dynamic webhooks share one address: one call tells which of them matched. */
function registered(
  installation: Installation,
  event: HostEvent,
  sites: SiteBook,
): Addressee | null {
  if (installation.registered.webhooks.length === 0) return null;
  const matched = current(installation.registered.webhooks, event.atMs).filter((webhook) =>
    wants(dynamicSubscription(webhook), event, sites),
  );
  if (matched[0] === undefined) return null;
  const ids = matched.map(({ id }) => id);
  return addressee(installation, event, matched[0].url, envelope(event, ids));
}

const addressee = (
  { addonKey, descriptor }: Installation,
  { tenant, payload, flow, accountId, trace }: HostEvent,
  url: string,
  body: string | null,
): Addressee => ({
  tenant,
  addonKey,
  url: expandUrl(url, payload),
  baseUrl: descriptor.baseUrl,
  isSigned: descriptor.authentication === "jwt",
  body,
  flow,
  accountId,
  trace,
});

const absolute = (url: string, baseUrl: string): string =>
  url.startsWith(`${baseUrl}/`) ? url : `${baseUrl}${url.startsWith("/") ? "" : "/"}${url}`;

/** The host would tell nobody; the inspector says why. */
function noteUnusable(
  world: World,
  { addonKey }: Installation,
  { tenant, atMs, type }: HostEvent,
  url: string,
  why: string,
): void {
  world.journal.note({
    atMs,
    direction: "to-addon",
    clientKey: tenant.clientKey,
    addonKey,
    kind: "webhook",
    method: "POST",
    url,
    status: null,
    tookMs: 0,
    claims: null,
    reason: `The webhook for ${type} is not sent: ${why}`,
  });
}
