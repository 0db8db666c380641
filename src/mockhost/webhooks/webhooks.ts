import { createHash } from "node:crypto";
import { integer, random } from "../../core/chance/index.ts";
import type { SiteBook } from "../jira/index.ts";
import { callAddon } from "../lifecycle/index.ts";
import { agenda, type Handlers, type World } from "../world/index.ts";
import { addressees } from "./addressees.ts";
import { concurrencyLimiter } from "./concurrency-limiter.ts";
import { counterBook, type DeliveryEnd, type WebhookCounters } from "./counters.ts";
import type { Delivery } from "./delivery.ts";
import { deliveryCall } from "./delivery-call.ts";
import { failedWebhooks } from "./failed-webhooks.ts";
import { webhookHandlers } from "./handlers.ts";
import { judge } from "./retry.ts";

export interface WebhookSettings {
  /** What the minutes between retries are multiplied by; 1 is true to life, 0.001 makes them less than a second. */
  readonly retryTimeFactor: number;
  /** How many deliveries may be pending before further ones are dropped. */
  readonly mostPending: number;
  /** How much the bodies of pending deliveries may hold, in characters. */
  readonly mostPendingCharacters: number;
  /** Secondary deliveries begin at a moment within this time; the real host allows itself 15 minutes. */
  readonly secondaryWithinMs: number;
}

export interface WebhookParts {
  /** Jira's sites, which filters look at. */
  readonly sites: SiteBook;
  readonly settings?: Partial<WebhookSettings>;
}

/** Tells add-ons what happens on their tenants, as the host does. */
export interface Webhooks {
  /** Dynamic webhooks of Jira's REST interface. */
  readonly handlers: Handlers;
  /** One for each add-on that was ever told something. */
  counters(): readonly WebhookCounters[];
  load(): WebhookLoad;
  /** What waits is forgotten; what is under way is not waited for. */
  close(): void;
}

interface WebhookLoad {
  /** Deliveries that have not come to an end: in a queue, under way, or waiting for their time. */
  readonly pending: number;
  readonly running: number;
  readonly awaitingRetry: number;
  /** Of the secondary flow, not yet begun. */
  readonly deferred: number;
  /** Until their site is back from an outage. */
  readonly held: number;
}

const STANDARD: WebhookSettings = {
  retryTimeFactor: 1,
  mostPending: 20_000,
  mostPendingCharacters: 64 * 1024 * 1024,
  secondaryWithinMs: 10_000,
};
/** How often deliveries look whether their site is back. */
const HELD_MS = 5_000;
/** Calls under way at once, by tenant and receiving host. */
const MOST_AT_ONCE = { Primary: 20, Secondary: 10 } as const;

export function webhooks(world: World, { sites, settings }: WebhookParts): Webhooks {
  const limits = { ...STANDARD, ...settings };
  const plan = agenda(world.clock);
  const counters = counterBook();
  const failed = failedWebhooks();
  const queue = concurrencyLimiter(deliver);
  const waiting = { awaitingRetry: 0, deferred: 0, held: 0 };
  let pending = 0;
  let pendingCharacters = 0;
  let lastNumber = 0;
  let isClosed = false;

  world.onEvent((event) => {
    if (isClosed) return;
    for (const addressee of addressees(world, event, sites)) {
      const identifier = identifierOf(world.seed, ++lastNumber);
      accept({ ...addressee, identifier, retries: 0 });
    }
  });

  function accept(delivery: Delivery): void {
    counters.count(delivery.addonKey, "deliveries");
    if (
      pending >= limits.mostPending ||
      pendingCharacters + sizeOf(delivery) > limits.mostPendingCharacters
    ) {
      counters.count(delivery.addonKey, "dropped");
      return;
    }
    pending++;
    pendingCharacters += sizeOf(delivery);
    const delayMs = delivery.flow === "Primary" ? 0 : deferralMs(delivery);
    if (delayMs === 0) enqueue(delivery);
    else enqueueLater(delivery, delayMs, "deferred");
  }

  const deferralMs = ({ identifier }: Delivery): number =>
    integer(random(world.seed, "secondary", identifier), Math.max(1, limits.secondaryWithinMs));

  function enqueueLater(delivery: Delivery, delayMs: number, why: keyof typeof waiting): void {
    waiting[why]++;
    plan.at(world.clock.nowMs() + delayMs, () => {
      waiting[why]--;
      enqueue(delivery);
    });
  }

  function enqueue(delivery: Delivery): void {
    queue.enqueue(limitedGroupOf(delivery), MOST_AT_ONCE[delivery.flow], delivery);
  }

  async function deliver(delivery: Delivery): Promise<void> {
    const { tenant, addonKey, retries } = delivery;
    if (isClosed) return;
    if (tenant.installations.get(addonKey)?.state !== "enabled") return end(delivery, "abandoned");
    const nowMs = world.clock.nowMs();
    if (world.isAway(tenant, nowMs)) return enqueueLater(delivery, HELD_MS, "held");
    counters.count(addonKey, "tries");
    if (retries > 0) counters.count(addonKey, "retries");
    const call = deliveryCall(delivery, nowMs + world.skewMs(tenant, nowMs));
    const result = await callAddon(world, "webhook", tenant, addonKey, call);
    const next = random(world.seed, "retry", delivery.identifier, retries);
    const verdict = judge(result, tenant.product, retries, next);
    if (verdict.kind !== "retry") return end(delivery, verdict.kind);
    const delayMs = Math.round(verdict.delayMs * limits.retryTimeFactor);
    enqueueLater({ ...delivery, retries: retries + 1 }, delayMs, "awaitingRetry");
  }

  function end(delivery: Delivery, how: DeliveryEnd): void {
    pending--;
    pendingCharacters -= sizeOf(delivery);
    counters.count(delivery.addonKey, how);
    if (how === "givenUp") failed.add(delivery, world.clock.nowMs());
  }

  return {
    handlers: webhookHandlers(failed),
    counters: counters.all,
    load: () => ({ pending, running: queue.running, ...waiting }),
    close() {
      isClosed = true;
      plan.close();
    },
  };
}

const sizeOf = ({ body }: Delivery): number => body?.length ?? 0;

const limitedGroupOf = ({ tenant, url, flow }: Delivery): string =>
  `${tenant.clientKey} ${URL.parse(url)?.host ?? ""} ${flow}`;

const identifierOf = (seed: number, number: number): string =>
  createHash("sha256").update(`${seed}/webhook/${number}`).digest("hex").slice(0, 40);
