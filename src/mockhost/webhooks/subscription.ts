import type { Module } from "../../core/host/index.ts";
import { parseJql, type Query } from "../jira/index.ts";
import type { DynamicWebhook } from "../world/index.ts";

/** Which events a webhook wants, whichever way it was declared. */
export interface Subscription {
  readonly events: readonly string[];
  /** Which issues; null: all. */
  readonly filter: Query | null;
  /** Only updates of these fields; null: of any. */
  readonly fieldIds: readonly string[] | null;
  /** Only these issue properties; null: any. */
  readonly propertyKeys: readonly string[] | null;
}

/** A webhook of a descriptor. */
interface StaticWebhook extends Subscription {
  /** As declared: below the base address, with variables. */
  readonly url: string;
  readonly excludesBody: boolean;
}

export type ReadWebhook =
  | { readonly kind: "webhook"; readonly webhook: StaticWebhook }
  | { readonly kind: "unusable"; readonly why: string };

const known = new WeakMap<object, unknown>();

/** Reads a webhook module; a module is read once, however many events there are. */
export const readStaticWebhook = (module: Module): ReadWebhook => once(module, readModule);

/** The subscription of a dynamic webhook, whose filter was checked when it was registered. */
export const dynamicSubscription = (webhook: DynamicWebhook): Subscription =>
  once(webhook, ({ events, jqlFilter, fieldIdsFilter, issuePropertyKeysFilter }) => {
    const parsed = parseJql(jqlFilter);
    return {
      events,
      filter: parsed.kind === "query" ? parsed.query : null,
      fieldIds: fieldIdsFilter,
      propertyKeys: issuePropertyKeysFilter,
    };
  });

function readModule(module: Module): ReadWebhook {
  const { event, url, filter, propertyKeys } = module;
  if (typeof event !== "string" || typeof url !== "string")
    return { kind: "unusable", why: "it needs an event and a url" };
  const parsed = typeof filter === "string" ? parseJql(filter) : null;
  if (parsed?.kind === "error") return { kind: "unusable", why: `its filter: ${parsed.message}` };
  return {
    kind: "webhook",
    webhook: {
      events: [event],
      url,
      filter: parsed?.query ?? null,
      fieldIds: null,
      propertyKeys: Array.isArray(propertyKeys) ? propertyKeys.map(String) : null,
      excludesBody: module.excludeBody === true,
    },
  };
}

function once<T extends object, R>(subject: T, read: (subject: T) => R): R {
  if (!known.has(subject)) known.set(subject, read(subject));
  return known.get(subject) as R;
}
