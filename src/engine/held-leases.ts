import { type Leases, type LeaseToken, leaseTaker } from "../core/store/index.ts";
import type { Clock } from "../core/time/index.ts";

/** A lease that nobody has renewed for so long passes to whoever asks. */
export const LEASE_MS = 15_000;
/** Of that, as much as may pass before its holder no longer counts on having it. */
const TRUSTED_MS = LEASE_MS * 0.6;

interface Held {
  readonly token: LeaseToken;
  readonly renewedMs: number;
  readonly lost: AbortController;
}

/**
 * The leases of one process, each asked for again and again: it is renewed where the process has it,
 * and taken over where its holder has fallen silent.
 */
export function heldLeases(leases: Leases, clock: Pick<Clock, "monotonicMs">, holder: string) {
  const take = leaseTaker(leases, clock, holder);
  const held = new Map<string, Held>();

  function lose(name: string): void {
    held.get(name)?.lost.abort();
    held.delete(name);
  }

  return {
    /** What this process may do now: the token, and what tells that it may no longer; null: nothing. */
    of(name: string): { readonly token: LeaseToken; readonly lost: AbortSignal } | null {
      const one = held.get(name);
      if (one === undefined) return null;
      if (clock.monotonicMs() - one.renewedMs > TRUSTED_MS) {
        lose(name);
        return null;
      }
      return { token: one.token, lost: one.lost.signal };
    },

    /** Takes or renews it. A store that does not answer costs the lease only after its time. */
    async ask(name: string): Promise<void> {
      const askedMs = clock.monotonicMs();
      const token = await take(name, LEASE_MS);
      const before = held.get(name);
      if (token === null || (before !== undefined && before.token.fence !== token.fence))
        lose(name);
      if (token === null) return;
      const lost = held.get(name)?.lost ?? new AbortController();
      held.set(name, { token, renewedMs: askedMs, lost });
    },

    /** Gives all back, so that another process need not wait until they run out. */
    async release(): Promise<void> {
      const tokens = [...held.values()].map(({ token }) => token);
      for (const name of [...held.keys()]) lose(name);
      await Promise.all(tokens.map((token) => leases.release(token)));
    },
  };
}
