import type { Decide } from "../engine/index.ts";
import {
  type Effect,
  effectAbandoned,
  effectDelivered,
  effectDoubted,
  effectFailed,
  effectReceipts,
  effectRetried,
  effectSending,
  effects,
  writeEntry,
} from "../entries/index.ts";
import { DROPPED } from "./concerns.ts";
import type { Delivery } from "./ports.ts";
import { refuse } from "./refuse.ts";
import { nextTry } from "./schedule.ts";

export interface Tried {
  readonly id: string;
  readonly channel: string;
  readonly delivery: Delivery;
}

/** What became of one try. A page in doubt is tried again, as any other message to a single channel is. */
export const decideTried: Decide<Tried> = (known, { id, channel, delivery }, context) => {
  const effect = waitingEffect(known.state(effects, context.addon), id);
  const about = { addon: context.addon, atMs: context.nowMs, by: context.by };
  if (effect === null) return { kind: "decided", entries: [], expected: {} };
  const expected = { [`effect/${id}`]: effect.version };
  if (delivery.kind === "delivered") {
    const receipt = delivery.receipt.slice(0, 200);
    const entries = [writeEntry(effectDelivered, { id, channel, receipt }, about)];
    return { kind: "decided", entries, expected };
  }
  const final = delivery.kind === "refused" || delivery.kind === "gone";
  const reason = delivery.reason.slice(0, 300);
  const afterMs = delivery.kind === "failed" ? delivery.afterMs : null;
  const failed = writeEntry(effectFailed, { id, channel, reason, final, afterMs }, about);
  return {
    kind: "decided",
    entries: [failed, ...abandonedIfLast(effect, { channel, final, reason }, about)],
    expected,
  };
};

/** A pass over the recipients of a bulk that did not reach all of them: the rest waits, or is given up. */
export const decidePass: Decide<{ readonly id: string; readonly reason: string }> = (
  known,
  { id, reason },
  context,
) => {
  const effect = waitingEffect(known.state(effects, context.addon), id);
  const about = { addon: context.addon, atMs: context.nowMs, by: context.by };
  if (effect?.bulk == null) return { kind: "decided", entries: [], expected: {} };
  const { bulk } = effect;
  const channel = effect.channels[0]!;
  const expected = { [`effect/${id}`]: effect.version };
  const isLeft = bulk.next < bulk.recipients || bulk.deferred.length > 0;
  if (!isLeft) {
    const receipt = `${bulk.delivered} of ${bulk.recipients} recipients`;
    return {
      kind: "decided",
      entries: [writeEntry(effectDelivered, { id, channel, receipt }, about)],
      expected,
    };
  }
  const failed = writeEntry(
    effectFailed,
    { id, channel, reason: reason.slice(0, 300), final: false, afterMs: null },
    about,
  );
  return {
    kind: "decided",
    entries: [failed, ...abandonedIfLast(effect, { channel, final: false, reason }, about)],
    expected,
  };
};

/** Before anything goes out to them: what happens to a process in between leaves them in doubt. */
export const decideSending: Decide<{ readonly id: string; readonly places: readonly number[] }> = (
  known,
  { id, places },
  { addon, nowMs: atMs, by },
) => {
  const effect = waitingEffect(known.state(effects, addon), id);
  if (effect === null) return { kind: "decided", entries: [], expected: {} };
  const entries = [writeEntry(effectSending, { id, places: [...places] }, { addon, atMs, by })];
  return { kind: "decided", entries, expected: { [`effect/${id}`]: effect.version } };
};

export const decideReceipts: Decide<{
  readonly id: string;
  readonly results: readonly { readonly place: number; readonly delivery: Delivery }[];
}> = (_, { id, results }, { addon, nowMs: atMs, by }) => {
  const places = (...kinds: readonly Delivery["kind"][]) =>
    results.filter(({ delivery }) => kinds.includes(delivery.kind)).map(({ place }) => place);
  const refused = results.flatMap(({ place, delivery }) =>
    delivery.kind === "refused" || delivery.kind === "gone"
      ? [{ place, reason: delivery.reason.slice(0, 200) }]
      : [],
  );
  const data = {
    id,
    delivered: places("delivered"),
    deferred: places("failed"),
    refused,
    doubted: places("in-doubt"),
  };
  // Receipts are facts: whatever else happened meanwhile, they are written down.
  const entries = [writeEntry(effectReceipts, data, { addon, atMs, by })];
  return { kind: "decided", entries, expected: {} };
};

/** Whoever was being sent to when the process ended. */
export const decideDoubted: Decide<{ readonly id: string }> = (
  known,
  { id },
  { addon, nowMs: atMs, by },
) => {
  const effect = waitingEffect(known.state(effects, addon), id);
  const places = effect?.bulk?.sending ?? [];
  if (effect === null || places.length === 0) return { kind: "decided", entries: [], expected: {} };
  const entries = [writeEntry(effectDoubted, { id, places: [...places] }, { addon, atMs, by })];
  return { kind: "decided", entries, expected: { [`effect/${id}`]: effect.version } };
};

export interface Named {
  readonly id: string;
}

/** A person has what was given up tried again: those who were refused are not. */
export const decideRetry: Decide<Named> = (known, { id }, context) => {
  const effect = effectOf(known.state(effects, context.addon), id);
  if (effect === null) return refuse("effect.unknown", `There is no message ${id}.`);
  const isInDoubt = effect.bulk !== null && effect.bulk.doubted.length > 0;
  if (effect.state === "waiting" && effect.failures.length === 0)
    return refuse("effect.not-ended", `Message ${id} is being tried already.`);
  if (effect.state === "delivered" && !isInDoubt)
    return refuse(
      "effect.delivered",
      `Message ${id} was taken by ${effect.delivered?.channel ?? "everybody"} already.`,
    );
  const about = { addon: context.addon, atMs: context.nowMs, by: context.by };
  return {
    kind: "decided",
    entries: [writeEntry(effectRetried, { id }, about)],
    expected: { [`effect/${id}`]: effect.version },
  };
};

/** A person has it tried no more. */
export const decideDrop: Decide<Named> = (known, { id }, context) => {
  const effect = effectOf(known.state(effects, context.addon), id);
  if (effect === null) return refuse("effect.unknown", `There is no message ${id}.`);
  if (effect.state === "abandoned")
    return refuse("effect.not-ended", `Message ${id} is not tried any more already.`);
  const isInDoubt = effect.bulk !== null && effect.bulk.doubted.length > 0;
  if (effect.state === "delivered" && !isInDoubt)
    return refuse("effect.delivered", `Message ${id} has arrived: it cannot be called back.`);
  const about = { addon: context.addon, atMs: context.nowMs, by: context.by };
  return {
    kind: "decided",
    entries: [writeEntry(effectAbandoned, { id, reason: DROPPED }, about)],
    expected: { [`effect/${id}`]: effect.version },
  };
};

const effectOf = (
  {
    waiting,
    ended,
  }: { readonly waiting: ReadonlyMap<string, Effect>; readonly ended: ReadonlyMap<string, Effect> },
  id: string,
): Effect | null => waiting.get(id) ?? ended.get(id) ?? null;

const waitingEffect = (
  { waiting }: { readonly waiting: ReadonlyMap<string, Effect> },
  id: string,
) => waiting.get(id) ?? null;

function abandonedIfLast(
  effect: Effect,
  failure: { readonly channel: string; readonly final: boolean; readonly reason: string },
  about: Parameters<typeof writeEntry>[2],
) {
  const { channel, final, reason } = failure;
  const after: Effect = {
    ...effect,
    failures: [...effect.failures, { channel, isFinal: final }],
    lastFailure: { reason, atMs: about.atMs },
  };
  if (nextTry(after) !== null) return [];
  return [
    writeEntry(
      effectAbandoned,
      { id: effect.id, reason: `Tried for the last time: ${reason}`.slice(0, 400) },
      about,
    ),
  ];
}
