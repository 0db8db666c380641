import type { Entry } from "../core/ledger/index.ts";
import {
  type EffectKind,
  effectAbandoned,
  effectDelivered,
  effectDoubted,
  effectFailed,
  effectIntended,
  effectReceipts,
  effectRetried,
  effectSending,
  type Message,
} from "./effect.ts";
import { type Fold, readEntry } from "./entry-type.ts";

/** What is to be told, and how far that is. Epoch milliseconds. */
export interface Effect {
  readonly id: string;
  readonly kind: EffectKind;
  readonly channels: readonly string[];
  readonly contentId: string;
  readonly thread: string;
  readonly action: Message["action"];
  readonly reason: string;
  readonly state: "waiting" | "delivered" | "abandoned";
  readonly intendedMs: number;
  /** When a person had it tried again; else when it was intended. */
  readonly sinceMs: number;
  /** Each that failed since then: its channel, and whether that will never take it. */
  readonly failures: readonly { readonly channel: string; readonly isFinal: boolean }[];
  readonly lastFailure: { readonly reason: string; readonly atMs: number } | null;
  /** The receiver asked not to be tried before. */
  readonly notBeforeMs: number;
  /** Which channel took it, when, and what it said; null: none yet, or it is a bulk. */
  readonly delivered: {
    readonly channel: string;
    readonly atMs: number;
    readonly receipt: string;
  } | null;
  readonly endedMs: number | null;
  readonly bulk: Bulk | null;
  /** Number of entries of its subject. */
  readonly version: number;
}

/** How far a message to many is; places of recipients in its list. */
export interface Bulk {
  readonly recipients: number;
  /** From here on nobody was tried yet. */
  readonly next: number;
  /** Under way; of a process that ended meanwhile: in doubt. */
  readonly sending: readonly number[];
  readonly deferred: readonly number[];
  readonly doubted: readonly number[];
  readonly refused: readonly { readonly place: number; readonly reason: string }[];
  readonly delivered: number;
}

export interface Effects {
  /** By id, in the order in which they were intended. Grow in place. */
  readonly waiting: ReadonlyMap<string, Effect>;
  /** Of those that are done the latest, in the order in which they ended. */
  readonly ended: ReadonlyMap<string, Effect>;
  /** Of each thread that is open the channels that were told of it. */
  readonly told: ReadonlyMap<string, ReadonlySet<string>>;
}

/** So many that are done stay known. */
const MOST_ENDED = 2_000;

/** All that is to be told, and the latest that was. */
export const effects: Fold<Effects> = {
  name: "effects",
  initial: { waiting: new Map(), ended: new Map(), told: new Map() },
  reduce(state, entry) {
    if (!entry.subject.startsWith("effect/")) return state;
    const own =
      state === effects.initial
        ? { waiting: new Map(), ended: new Map(), told: new Map() }
        : { ...state };
    const waiting = own.waiting as Map<string, Effect>;
    const ended = own.ended as Map<string, Effect>;
    const id = entry.subject.slice("effect/".length);
    const before = waiting.get(id) ?? ended.get(id);
    const after =
      before === undefined
        ? intendedBy(entry)
        : { ...before, ...changeOf(before, entry), version: entry.version };
    if (after === null) return state;
    if (after.state === "waiting") {
      ended.delete(id);
      waiting.set(id, after);
      return own;
    }
    waiting.delete(id);
    ended.delete(id);
    ended.set(id, after);
    if (ended.size > MOST_ENDED) ended.delete(ended.keys().next().value!);
    if (after.delivered !== null)
      noteTold(own.told as Map<string, Set<string>>, after, after.delivered.channel);
    return own;
  },
};

function noteTold(
  told: Map<string, Set<string>>,
  { thread, action }: Effect,
  channel: string,
): void {
  if (action === "notice") return;
  const channels = told.get(thread) ?? new Set();
  if (action === "resolve") channels.delete(channel);
  else channels.add(channel);
  if (channels.size === 0) told.delete(thread);
  else told.set(thread, channels);
}

function intendedBy(entry: Entry): Effect | null {
  const intended = readEntry(effectIntended, entry);
  if (intended === null) return null;
  const { id, kind, channels, content, thread, action, reason, recipients } = intended;
  const atMs = Date.parse(entry.at);
  return {
    ...{ id, kind, channels, thread, action, reason },
    contentId: content.id,
    state: "waiting",
    intendedMs: atMs,
    sinceMs: atMs,
    failures: [],
    lastFailure: null,
    notBeforeMs: 0,
    delivered: null,
    endedMs: null,
    bulk:
      kind === "bulk"
        ? { recipients, next: 0, sending: [], deferred: [], doubted: [], refused: [], delivered: 0 }
        : null,
    version: entry.version,
  };
}

function changeOf(effect: Effect, entry: Entry): Partial<Effect> {
  const atMs = Date.parse(entry.at);
  const failed = readEntry(effectFailed, entry);
  if (failed !== null)
    return {
      failures: [...effect.failures, { channel: failed.channel, isFinal: failed.final }],
      lastFailure: { reason: failed.reason, atMs },
      notBeforeMs: failed.afterMs === null ? 0 : atMs + failed.afterMs,
    };
  const delivered = readEntry(effectDelivered, entry);
  if (delivered !== null) {
    const { channel, receipt } = delivered;
    return { state: "delivered", delivered: { channel, atMs, receipt }, endedMs: atMs };
  }
  const abandoned = readEntry(effectAbandoned, entry);
  if (abandoned !== null)
    return {
      state: effect.state === "delivered" ? "delivered" : "abandoned",
      endedMs: atMs,
      lastFailure: { reason: abandoned.reason, atMs },
      ...(effect.bulk !== null && { bulk: { ...effect.bulk, doubted: [] } }),
    };
  if (readEntry(effectRetried, entry) !== null)
    return {
      state: "waiting",
      sinceMs: atMs,
      failures: [],
      notBeforeMs: 0,
      endedMs: null,
      ...again(effect),
    };
  return effect.bulk === null
    ? {}
    : { bulk: { ...effect.bulk, ...bulkChange(effect.bulk, entry) } };
}

/** Whoever was in doubt is tried again too: a person has decided it. */
const again = ({ bulk }: Effect): Partial<Effect> =>
  bulk === null
    ? {}
    : { bulk: { ...bulk, doubted: [], deferred: [...bulk.deferred, ...bulk.doubted] } };

function bulkChange(bulk: Bulk, entry: Entry): Partial<Bulk> {
  const sent = readEntry(effectSending, entry);
  if (sent !== null) {
    const places = new Set(sent.places);
    return {
      sending: [...bulk.sending, ...sent.places],
      deferred: bulk.deferred.filter((place) => !places.has(place)),
      next: sent.places.reduce((next, place) => Math.max(next, place + 1), bulk.next),
    };
  }
  const got = readEntry(effectReceipts, entry);
  if (got !== null) {
    const places = new Set([
      ...got.delivered,
      ...got.deferred,
      ...got.doubted,
      ...got.refused.map(({ place }) => place),
    ]);
    return {
      sending: bulk.sending.filter((place) => !places.has(place)),
      deferred: [...bulk.deferred, ...got.deferred],
      doubted: [...bulk.doubted, ...got.doubted],
      refused: [...bulk.refused, ...got.refused],
      delivered: bulk.delivered + got.delivered.length,
    };
  }
  const doubted = readEntry(effectDoubted, entry);
  if (doubted === null) return {};
  const places = new Set(doubted.places);
  return {
    sending: bulk.sending.filter((place) => !places.has(place)),
    doubted: [...bulk.doubted, ...doubted.places],
  };
}
