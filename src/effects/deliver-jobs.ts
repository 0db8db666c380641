import type { Contract } from "../core/contract/index.ts";
import type { Job, Known, Turn } from "../engine/index.ts";
import {
  type Effect,
  type EffectContent,
  type EffectKind,
  effectContent,
  effects,
} from "../entries/index.ts";
import { decideTried } from "./decide-delivery.ts";
import { deliverBulk } from "./deliver-bulk.ts";
import type { Delivery, DeliveryDeps } from "./ports.ts";
import { nextTry } from "./schedule.ts";

/** So many messages of a kind are under way at once. */
const MOST_AT_ONCE = 16;

/** What tells people, for one add-on: a page never waits for a mail to thousands. */
export function deliverJobs(contract: Contract, deps: DeliveryDeps): readonly Job[] {
  const job = (name: string, about: string, ...kinds: readonly EffectKind[]): Job => ({
    name: `effects/${name} ${contract.addon.key}`,
    about: `${about} ${contract.addon.name}.`,
    when: { due: (known) => firstDueMs(known, contract.addon.key, kinds) },
    run: (turn) => deliverDue(contract, kinds, turn, deps),
  });
  return [
    job("pages", "Wakes people about", "page", "test"),
    job("tickets", "Tells people what can wait of", "ticket"),
    job("mailings", "Tells subscribers about", "bulk"),
  ];
}

const waitingOf = (known: Known, addon: string, kinds: readonly EffectKind[]): readonly Effect[] =>
  [...known.state(effects, addon).waiting.values()].filter(({ kind }) => kinds.includes(kind));

function firstDueMs(known: Known, addon: string, kinds: readonly EffectKind[]): number | null {
  const due = waitingOf(known, addon, kinds).flatMap((one) => nextTry(one)?.dueMs ?? []);
  return due.length === 0 ? null : Math.min(...due);
}

/** Until nothing is due any more, also of what becomes due meanwhile. */
async function deliverDue(
  contract: Contract,
  kinds: readonly EffectKind[],
  turn: Turn,
  deps: DeliveryDeps,
): Promise<void> {
  const addon = contract.addon.key;
  const going = new Map<string, Promise<void>>();
  /** Of one thread one at a time: an end must not overtake its beginning. */
  const threads = new Set<string>();
  let wake = () => {};
  const listening = deps.onChange(() => wake());
  try {
    while (!turn.signal.aborted) {
      const changed = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const nowMs = deps.clock.nowMs();
      for (const effect of waitingOf(turn.known, addon, kinds)) {
        const next = nextTry(effect);
        if (going.size >= MOST_AT_ONCE) break;
        if (next === null || next.dueMs > nowMs) continue;
        if (going.has(effect.id) || threads.has(effect.thread)) continue;
        threads.add(effect.thread);
        const work = deliverOne(contract, effect, next.channel, turn, deps).finally(() => {
          going.delete(effect.id);
          threads.delete(effect.thread);
        });
        going.set(effect.id, work);
      }
      if (going.size === 0) return;
      await Promise.race([...going.values(), changed]);
    }
  } finally {
    listening.close();
    await Promise.allSettled(going.values());
  }
}

async function deliverOne(
  contract: Contract,
  effect: Effect,
  channel: string,
  turn: Turn,
  deps: DeliveryDeps,
): Promise<void> {
  const content = await contentOf(effect, deps);
  if (content !== null && effect.bulk !== null)
    return deliverBulk(contract.addon.key, effect.id, content, turn, deps);
  const delivery =
    content === null
      ? forgotten
      : await tell(contract, effect, channel, content, turn.signal, deps);
  // What was cut off is tried again by whoever comes next.
  if (turn.signal.aborted && delivery.kind !== "delivered") return;
  await turn.perform(
    decideTried,
    { id: effect.id, channel, delivery },
    { addon: contract.addon.key, cause: `effect ${effect.id} after ${effect.version}` },
  );
}

const forgotten: Delivery = { kind: "refused", reason: "its content was erased" };

async function contentOf(
  { contentId }: Effect,
  { vault }: DeliveryDeps,
): Promise<EffectContent | null> {
  const bytes = await vault.get(contentId);
  return bytes === null ? null : effectContent.parse(JSON.parse(new TextDecoder().decode(bytes)));
}

async function tell(
  { operations }: Contract,
  effect: Effect,
  channel: string,
  { message }: EffectContent,
  signal: AbortSignal,
  { deliverers, addressOf }: DeliveryDeps,
): Promise<Delivery> {
  const kind = operations.channels[channel];
  if (kind === undefined)
    return { kind: "refused", reason: `the contract has no channel ${channel} any more` };
  const address = addressOf(channel);
  if (address === null)
    return {
      kind: "failed",
      reason: `where ${channel} leads to is not set: see ${variableOf(channel)}`,
      afterMs: null,
    };
  const parcel = { key: effect.id, message, ...address, unsubscribe: null };
  return deliverers[kind].deliver(parcel, signal);
}

/** The environment's variable that says where a channel leads to. */
export const variableOf = (channel: string): string =>
  `PLIMSOLL_CHANNEL_${channel.toUpperCase().replaceAll("-", "_")}`;
