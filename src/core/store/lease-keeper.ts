import type { Clock } from "../time/index.ts";
import type { LeaseState, LeaseToken } from "./lease.ts";
import type { Leases } from "./port.ts";

/** Takes or renews a lease of `ttlMs`; null while somebody else holds it and is not silent. */
export type AcquireLease = (name: string, ttlMs: number) => Promise<LeaseToken | null>;

/**
 * Asks for leases in the name of one process. Another's lease runs out once this process has seen it
 * unchanged for `ttlMs` on its own monotonic clock, so that no clock that is set can prolong or end one.
 */
export function leaseKeeper(
  leases: Leases,
  { monotonicMs }: Pick<Clock, "monotonicMs">,
  holder: string,
): AcquireLease {
  const seen = new Map<string, LeaseState & { readonly sinceMs: number }>();
  return async (name, ttlMs) => {
    const before = seen.get(name);
    const isSilent = before !== undefined && monotonicMs() - before.sinceMs >= ttlMs;
    const answer = await leases.acquire(name, holder, isSilent ? before : null);
    if (answer.kind === "taken") {
      seen.delete(name);
      return answer.token;
    }
    const { fence, renewals } = answer.lease;
    if (before?.fence !== fence || before.renewals !== renewals)
      seen.set(name, { fence, renewals, sinceMs: monotonicMs() });
    return null;
  };
}
