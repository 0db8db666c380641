import type { LeaseToken } from "./port.ts";

/** What a store keeps of one lease. A released lease has no holder ("") and keeps its fence. */
export interface Lease {
  readonly holder: string;
  readonly fence: number;
  readonly expiresAtMs: number;
}

/** The lease after `holder` asked for it; null while somebody else holds it. */
export function takeLease(
  lease: Lease | null,
  holder: string,
  ttlMs: number,
  nowMs: number,
): Lease | null {
  const expiresAtMs = nowMs + ttlMs;
  if (lease === null) return { holder, fence: 1, expiresAtMs };
  if (lease.holder === holder) return { holder, fence: lease.fence, expiresAtMs };
  if (lease.holder !== "" && lease.expiresAtMs > nowMs) return null;
  return { holder, fence: lease.fence + 1, expiresAtMs };
}

/** The lease after its holder gave it back; unchanged when it has passed to somebody else. */
export function releaseLease(lease: Lease | null, token: LeaseToken): Lease | null {
  return lease && holds(lease, token) ? { ...lease, holder: "", expiresAtMs: 0 } : lease;
}

/** Whether nobody has had the lease since `token` was given out, and it was not given back. */
export function holds(lease: Lease | null, token: LeaseToken): boolean {
  return lease?.holder === token.holder && lease.fence === token.fence;
}
