import type { Decide, Turn } from "../engine/index.ts";
import {
  contact,
  type EffectContent,
  effects,
  subscriberEnded,
  subscribers,
  writeEntry,
} from "../entries/index.ts";
import { decideDoubted, decidePass, decideReceipts, decideSending } from "./decide-delivery.ts";
import type { Deliverer, Delivery, DeliveryDeps } from "./ports.ts";

/** So many recipients are in doubt at most for each that goes out at once, should the process end. */
const TOGETHER = 10;
const AT_ONCE = 2;

/**
 * One pass over all recipients that were not reached yet. That they are being sent to is written down
 * before, what became of it after: nobody gets it twice without a person having decided it.
 */
export async function deliverBulk(
  addon: string,
  id: string,
  { message, recipients }: EffectContent,
  turn: Turn,
  deps: DeliveryDeps,
): Promise<void> {
  const about = (deed: string) => ({ addon, cause: `effect ${id} ${deed}` });
  const effectKey = id;
  const effect = () => turn.known.state(effects, addon).waiting.get(id);
  const before = effect();
  if (before?.bulk == null) return;
  // Under this lease nobody else sends: what is still under way was cut off.
  await turn.perform(decideDoubted, { id }, about(`doubt ${before.version}`));
  const deliverer = deps.deliverers[before.channels[0] === "webhook" ? "webhook" : "mail"];
  const places = placesLeft(effect()?.bulk ?? null);
  let failure: string | null = null;
  let isAway = false;
  const isOver = () => isAway || turn.signal.aborted || effect() === undefined;

  async function some(): Promise<void> {
    while (!isOver()) {
      const now = places.splice(0, TOGETHER);
      if (now.length === 0) return;
      const from = `${now[0]} ${before!.version}`;
      const begun = await turn.perform(
        decideSending,
        { id, places: now },
        about(`sending ${from}`),
      );
      if (begun.kind !== "done" || begun.entries.length === 0) return;
      const results = await Promise.all(
        now.map(async (place) => ({ place, delivery: await one(deliverer, place) })),
      );
      const failed = results.filter(({ delivery }) => delivery.kind === "failed");
      // When all of them fail, it is the server, and the others need not be tried now.
      if (failed.length === results.length) isAway = true;
      for (const { delivery } of failed) if (delivery.kind === "failed") failure = delivery.reason;
      await turn.perform(decideReceipts, { id, results }, about(`receipts ${from}`));
    }
  }

  async function one(by: Deliverer, place: number): Promise<Delivery> {
    const id = recipients[place]!;
    const subscriber = turn.known.state(subscribers, addon).all.get(id);
    if (subscriber === undefined || subscriber.state === "ended")
      return { kind: "refused", reason: "it is told of nothing any more" };
    const content = await deps.vault.get(subscriber.contactId);
    if (content === null) return { kind: "refused", reason: "its address was erased" };
    const { to, secret } = contact.parse(JSON.parse(new TextDecoder().decode(content)));
    // Who has not confirmed yet has nothing to end.
    const unsubscribe = subscriber.state === "confirmed" ? deps.unsubscribeUrl(addon, id) : null;
    const parcel = { key: effectKey, message, ...{ to, secret, unsubscribe } };
    const delivery = await by.deliver(parcel, turn.signal);
    if (delivery.kind === "gone") await turn.perform(decideGone, id, about(`gone ${id}`));
    return delivery;
  }

  await Promise.all(Array.from({ length: AT_ONCE }, some));
  if (turn.signal.aborted) return;
  const reason = failure ?? "not all recipients were reached";
  await turn.perform(decidePass, { id, reason }, about(`pass ${before.version}`));
}

/** Whose server wants nothing any more is asked no more. */
const decideGone: Decide<string> = (known, id, { addon, nowMs: atMs, by }) => {
  const subscriber = known.state(subscribers, addon).all.get(id);
  if (subscriber?.state !== "confirmed") return { kind: "decided", entries: [], expected: {} };
  const entries = [writeEntry(subscriberEnded, { id, reason: "gone" }, { addon, atMs, by })];
  return { kind: "decided", entries, expected: { [`subscriber/${id}`]: subscriber.version } };
};

function placesLeft(
  bulk: {
    readonly recipients: number;
    readonly next: number;
    readonly deferred: readonly number[];
  } | null,
): number[] {
  if (bulk === null) return [];
  const fresh = Array.from({ length: bulk.recipients - bulk.next }, (_, at) => bulk.next + at);
  return [...bulk.deferred, ...fresh];
}
