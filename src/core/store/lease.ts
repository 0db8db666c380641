/**
 * What a store keeps of one lease. A released lease has no holder ("") and keeps its fence. No moment
 * is kept: clocks of machines differ and are set, so that each process sees for itself who is silent.
 */
export interface Lease extends LeaseState {
  readonly holder: string;
}

/** By which a process recognises that nothing has happened to a lease. */
export interface LeaseState {
  readonly fence: number;
  /** Grows each time the lease is renewed. */
  readonly renewals: number;
}

/** `fence` grows each time the lease changes hands: a holder that slept too long is recognised by it. */
export interface LeaseToken {
  readonly name: string;
  readonly holder: string;
  readonly fence: number;
}

/**
 * The lease after `holder` asked for it; null while somebody else holds it. `silent`: the state in
 * which the asker saw it unchanged for longer than it lasts; a holder that has renewed it since keeps it.
 */
export function acquireLease(
  lease: Lease | null,
  holder: string,
  silent: LeaseState | null,
): Lease | null {
  if (lease === null) return { holder, fence: 1, renewals: 0 };
  if (lease.holder === holder) return { ...lease, renewals: lease.renewals + 1 };
  const isSilent = silent?.fence === lease.fence && silent.renewals === lease.renewals;
  if (lease.holder !== "" && !isSilent) return null;
  return { holder, fence: lease.fence + 1, renewals: 0 };
}

/** The lease after its holder gave it back; unchanged when it has passed to somebody else. */
export function releaseLease(lease: Lease | null, token: LeaseToken): Lease | null {
  return lease && holds(lease, token) ? { ...lease, holder: "" } : lease;
}

/** Whether nobody has had the lease since `token` was given out, and it was not given back. */
export function holds(lease: Lease | null, token: LeaseToken): boolean {
  return lease?.holder === token.holder && lease.fence === token.fence;
}
