import { type Leases, type LeaseToken, leaseKeeper } from "../core/store/index.ts";
import type { Clock } from "../core/time/index.ts";

/** The share of a lease after which its holder no longer counts on having it, unless it was renewed. */
const TRUSTED = 0.6;

interface Held {
  readonly token: LeaseToken;
  /** By the monotonic clock. */
  readonly renewedMs: number;
  readonly lost: AbortController;
}

/** What a process may do under a lease. */
export interface Grant {
  readonly token: LeaseToken;
  /** Aborted when it may no longer. */
  readonly lost: AbortSignal;
}

/**
 * The leases of one process, each of `leaseMs`, each asked for again and again: it is renewed where the process has it,
 * and taken over where its holder has fallen silent.
 */
export function heldLeases(
  leases: Leases,
  clock: Pick<Clock, "monotonicMs">,
  holder: string,
  leaseMs: number,
) {
  const take = leaseKeeper(leases, clock, holder);
  const held = new Map<string, Held>();

  function lose(name: string): void {
    held.get(name)?.lost.abort();
    held.delete(name);
  }

  return {
    /** `isStaleFine`: also where the store has not answered for too long to be sure of it; null: it has not got it. */
    of(name: string, isStaleFine = false): Grant | null {
      const one = held.get(name);
      if (one === undefined) return null;
      const isStale = clock.monotonicMs() - one.renewedMs > leaseMs * TRUSTED;
      return isStale && !isStaleFine ? null : { token: one.token, lost: one.lost.signal };
    },

    /** Takes or renews it. @throws PlimsollError where the store does not answer */
    async ask(name: string): Promise<void> {
      const askedMs = clock.monotonicMs();
      const token = await take(name, leaseMs);
      const before = held.get(name);
      if (token === null || (before !== undefined && before.token.fence !== token.fence))
        lose(name);
      if (token === null) return;
      const lost = held.get(name)?.lost ?? new AbortController();
      held.set(name, { token, renewedMs: askedMs, lost });
    },

    /** Gives one back; whatever is being done under it shall end. */
    async giveBack(name: string): Promise<void> {
      const token = held.get(name)?.token;
      lose(name);
      // One that cannot be given back is taken by others once it is silent.
      if (token !== undefined) await leases.release(token).catch(() => {});
    },

    /** Whatever is being done under one of them shall end. */
    end(): void {
      for (const { lost } of held.values()) lost.abort();
    },

    /** Gives all back, so that another process need not wait until they run out. */
    async release(): Promise<void> {
      const tokens = [...held.values()].map(({ token }) => token);
      for (const name of [...held.keys()]) lose(name);
      // A lease that cannot be given back is taken by others once it is silent.
      await Promise.allSettled(tokens.map((token) => leases.release(token)));
    },
  };
}
