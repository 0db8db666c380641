/**
 * What became of the webhooks for one add-on, over all tenants. `success ÷ tries` is the delivery
 * success rate as the host's reliability programme counts it.
 */
export interface WebhookCounters {
  readonly addonKey: string;
  /** Events that a webhook wanted: one for each address to be told. */
  readonly deliveries: number;
  /** Calls made, retries included. */
  readonly tries: number;
  readonly retries: number;
  /** Deliveries answered 200 or 204: the only success in the host's reliability statistics. */
  readonly success: number;
  /** Deliveries answered by another status of the second hundred. */
  readonly accepted: number;
  /** Deliveries answered by a status that is not tried again. */
  readonly refused: number;
  /** Deliveries whose last try failed. */
  readonly givenUp: number;
  /** Deliveries ended because the add-on was disabled or uninstalled meanwhile. */
  readonly abandoned: number;
  /** Deliveries never begun because too many were pending. */
  readonly dropped: number;
}

type Count = Exclude<keyof WebhookCounters, "addonKey">;

/** How a delivery can end. */
export type DeliveryEnd = "success" | "accepted" | "refused" | "givenUp" | "abandoned";

export interface CounterBook {
  count(addonKey: string, what: Count): void;
  all(): readonly WebhookCounters[];
}

export function counterBook(): CounterBook {
  const book = new Map<string, { -readonly [K in keyof WebhookCounters]: WebhookCounters[K] }>();
  return {
    count(addonKey, what) {
      let counters = book.get(addonKey);
      if (!counters) book.set(addonKey, (counters = { addonKey, ...zero }));
      counters[what]++;
    },
    all: () => [...book.values()].map((counters) => ({ ...counters })),
  };
}

const zero = {
  deliveries: 0,
  tries: 0,
  retries: 0,
  success: 0,
  accepted: 0,
  refused: 0,
  givenUp: 0,
  abandoned: 0,
  dropped: 0,
};
