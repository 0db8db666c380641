import { HOUR_MS } from "../../core/time/index.ts";
import type { Delivery } from "./delivery.ts";

/** A delivery of which even the last retry failed. */
export interface FailedWebhook {
  readonly clientKey: string;
  readonly addonKey: string;
  readonly id: string;
  readonly body: string | null;
  readonly url: string;
  readonly failureTime: number;
}

export interface FailedWebhooks {
  add(delivery: Delivery, nowMs: number): void;
  /** Oldest first. */
  of(clientKey: string, addonKey: string, nowMs: number): readonly FailedWebhook[];
}

/** Source: REST interface, "Get failed webhooks". */
const KEPT_MS = 72 * HOUR_MS;
/** Over all tenants: a dead add-on on thousands of them must not fill the memory. */
const MOST_KEPT = 10_000;

export function failedWebhooks(): FailedWebhooks {
  const failed: FailedWebhook[] = [];
  return {
    add({ tenant, addonKey, identifier, body, url }, nowMs) {
      const { clientKey } = tenant;
      failed.push({ clientKey, addonKey, id: identifier, body, url, failureTime: nowMs });
      if (failed.length > MOST_KEPT) failed.shift();
    },
    of: (clientKey, addonKey, nowMs) =>
      failed.filter(
        (one) =>
          one.clientKey === clientKey &&
          one.addonKey === addonKey &&
          one.failureTime > nowMs - KEPT_MS,
      ),
  };
}

/**
 * A page of failures after a moment. Failures of the same moment are never split between pages,
 * since the moment is the cursor: such a page is longer than asked for.
 */
export function failedPage(
  failed: readonly FailedWebhook[],
  afterMs: number,
  most: number,
): readonly FailedWebhook[] {
  const later = failed.filter(({ failureTime }) => failureTime > afterMs);
  const last = later[most - 1];
  return last === undefined
    ? later
    : later.filter(({ failureTime }) => failureTime <= last.failureTime);
}
