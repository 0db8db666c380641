import { elapsed } from "../core/format/index.ts";
import type { NewEntry } from "../core/ledger/index.ts";
import type { LedgerStore } from "../core/store/index.ts";
import { type Clock, MINUTE_MS } from "../core/time/index.ts";
import { clockStepped, writeEntry } from "../entries/index.ts";
import { repeat } from "./repeat.ts";

const EVERY_MS = 10_000;
/** What is less is a clock that is kept in time. */
const LEAST_STEP_MS = MINUTE_MS;

export interface ClockWatchDeps {
  readonly clock: Clock;
  readonly ledger: Pick<LedgerStore, "append" | "head" | "read">;
  /** Keys of the add-ons that are watched now, each of which has its own account of time. */
  readonly addons: () => readonly string[];
  /** Called once with each step, in a sentence. */
  readonly onStep: (sentence: string) => void;
  /** Called when the ledger cannot be read or written; it is tried again. */
  readonly onError: (error: unknown) => void;
}

/**
 * Records steps of the wall clock of more than a minute: minutes before and after one may be counted
 * twice or not at all, and readers of the accounts must know. A machine that slept looks the
 * same. At the start the clock is held against the last entry of the ledger. It is no job of one process for all:
 * each has a clock of its own, by which it places what it measures.
 */
export function watchClock(deps: ClockWatchDeps): { close(): Promise<void> } {
  const { clock, ledger, addons, onStep, onError } = deps;
  const offsetMs = () => clock.nowMs() - clock.monotonicMs();
  const waiting: NewEntry[] = [];
  let knownMs = offsetMs();
  let hasLooked = false;

  function stepped(byMs: number): void {
    const atMs = clock.nowMs();
    const data = { byMs: Math.round(byMs) };
    for (const addon of addons())
      waiting.push(writeEntry(clockStepped, data, { addon, atMs, by: "plimsoll" }));
    onStep(sentenceOf(byMs));
  }

  /** Time that has passed for the ledger cannot lie ahead. */
  async function lookBack(): Promise<void> {
    const { seq } = await ledger.head();
    for await (const entries of ledger.read({ after: Math.max(0, seq - 1) })) {
      const behindMs = Date.parse(entries.at(-1)!.at) - clock.nowMs();
      if (behindMs > LEAST_STEP_MS) stepped(-behindMs);
    }
    hasLooked = true;
  }

  async function look(): Promise<void> {
    const presentMs = offsetMs();
    if (Math.abs(presentMs - knownMs) > LEAST_STEP_MS) stepped(presentMs - knownMs);
    knownMs = presentMs;
    try {
      if (!hasLooked) await lookBack();
      if (waiting.length > 0) await ledger.append(waiting);
      waiting.length = 0;
    } catch (error) {
      onError(error);
    }
  }

  return repeat(clock, EVERY_MS, look);
}

const sentenceOf = (byMs: number): string =>
  byMs < 0
    ? `This machine's clock went back by ${elapsed(-byMs)}: minutes since then may be counted into those before.`
    : `This machine's clock went forward by ${elapsed(byMs)}: it was set, or the machine slept.`;
