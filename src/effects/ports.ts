import type { ChannelKind } from "../core/contract/index.ts";
import type { Vault } from "../core/store/index.ts";
import type { Clock } from "../core/time/index.ts";
import type { Message } from "../entries/index.ts";

/** One message to one receiver. */
export interface Parcel {
  /** The same each time that it is tried, without dots: a receiver recognises a repeat by it. */
  readonly key: string;
  readonly message: Message;
  /** Where it goes: a mail address, a URL, a routing key. */
  readonly to: string;
  /** What it is signed with; null: nothing, or the deliverer's own. */
  readonly secret: string | null;
  /** Where a POST ends a subscription (RFC 8058); null: it is no subscription. */
  readonly unsubscribe: string | null;
}

export type Delivery =
  /** `receipt`: what the receiver said, for the record: "250 queued as 7F3A", "202". */
  | { readonly kind: "delivered"; readonly receipt: string }
  /** Not now; it may be later. `afterMs`: the receiver asks for so much time. */
  | { readonly kind: "failed"; readonly reason: string; readonly afterMs: number | null }
  /** Not by any repeat: 400, 550. */
  | { readonly kind: "refused"; readonly reason: string }
  /** The receiver wants nothing any more: 410. */
  | { readonly kind: "gone"; readonly reason: string }
  /** It was sent and not answered: whether it arrived is not known. */
  | { readonly kind: "in-doubt"; readonly reason: string };

/** Tells somebody by one medium. It never throws for what the other side does, and reasons name no secret and no address. */
export interface Deliverer {
  deliver(parcel: Parcel, signal: AbortSignal): Promise<Delivery>;
  close(): Promise<void>;
}

export type Deliverers = Readonly<Record<ChannelKind, Deliverer>>;

/** What a channel of the contract stands for; null: its variable is not set. */
export type ChannelAddresses = (
  channel: string,
) => { readonly to: string; readonly secret: string | null } | null;

export interface DeliveryDeps {
  readonly vault: Pick<Vault, "get">;
  readonly clock: Pick<Clock, "nowMs">;
  readonly deliverers: Deliverers;
  readonly addressOf: ChannelAddresses;
  /** Where a POST ends a subscription; null: no such address is known. */
  readonly unsubscribeUrl: (addon: string, subscriber: string) => string | null;
  /** Calls `listener` whenever more is known. */
  readonly onChange: (listener: () => void) => { close(): void };
}
