import { hash } from "node:crypto";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../core/time/index.ts";
import type { Effect, EffectKind } from "../entries/index.ts";

/** Waits before each try, as Standard Webhooks has them: 75 hours in all. */
const PATIENT_MS = [
  0,
  5_000,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
];
/** Of a page, at each channel; the next one is asked after not quite two minutes. */
const URGENT_MS = [0, 5_000, 15_000, 30_000, 60_000];
/** Somebody waits for the answer. */
const TEST_MS = [0, 5_000, 15_000];
/** When no channel took a page, all are asked again after so long, the next time after twice as long, and so on. */
const ROUND_MS = 5 * MINUTE_MS;
const LONGEST_ROUND_MS = 30 * MINUTE_MS;
/** A page that nobody took for so long wakes nobody any more. */
const PAGE_LIFE_MS = DAY_MS;
/** Waits are up to so much shorter or longer, so that what failed together does not come back together. */
const SPREAD = 0.2;

const WAITS_MS: Readonly<Record<EffectKind, readonly number[]>> = {
  page: URGENT_MS,
  ticket: PATIENT_MS,
  bulk: PATIENT_MS,
  test: TEST_MS,
};

/** The next try of an effect. */
export interface Try {
  /** Name of the channel. */
  readonly channel: string;
  readonly dueMs: number;
}

/** When and by what an effect is tried next; null: not at all any more. */
export function nextTry(effect: Effect): Try | null {
  if (effect.state !== "waiting") return null;
  const { kind, channels, failures, sinceMs, lastFailure, notBeforeMs } = effect;
  const waitsMs = WAITS_MS[kind];
  const used = triesUsed(failures, waitsMs.length);
  const round = Math.floor(used / waitsMs.length);
  if (kind !== "page" && round >= channels.length) return null;
  const rounds = used / (waitsMs.length * channels.length);
  const baseMs =
    rounds > 0 && Number.isInteger(rounds)
      ? Math.min(rounds * ROUND_MS, LONGEST_ROUND_MS)
      : waitsMs[used % waitsMs.length]!;
  const waitMs = baseMs * (1 + SPREAD * spreadOf(effect.id, used));
  const dueMs = Math.max(
    (failures.length === 0 ? sinceMs : lastFailure!.atMs) + Math.round(waitMs),
    notBeforeMs,
  );
  if (kind === "page" && dueMs > sinceMs + PAGE_LIFE_MS) return null;
  return { channel: channels[round % channels.length]!, dueMs };
}

/** A final failure uses up what was left of its channel's tries. */
function triesUsed(failures: Effect["failures"], perChannel: number): number {
  let used = 0;
  for (const { isFinal } of failures)
    used = isFinal ? (Math.floor(used / perChannel) + 1) * perChannel : used + 1;
  return used;
}

/** From -1 to 1, the same for the same try. */
const spreadOf = (id: string, used: number): number =>
  (Number.parseInt(hash("sha256", `${id} ${used}`, "hex").slice(0, 8), 16) / 0xffffffff) * 2 - 1;
