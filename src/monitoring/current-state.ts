import type { MadeCheck } from "./start-probes.ts";

/** What an add-on last looked like from here. ISO moments. */
export interface CurrentState {
  readonly kind: "answering" | "failing";
  /** Since when it has been so. */
  readonly since: string;
  readonly checkedAt: string;
}

/** Keeps the present state of each add-on by key; failing as long as any of its addresses fails. */
export function currentStates(): {
  readonly onCheck: (made: MadeCheck) => void;
  readonly of: (addon: string) => CurrentState | null;
} {
  const states = new Map<string, CurrentState>();
  const failing = new Map<string, Set<string>>();
  return {
    of: (addon) => states.get(addon) ?? null,
    onCheck({ addon, url, atMs, check }) {
      if (check.kind === "unknown") return;
      const bad = failing.get(addon) ?? new Set();
      failing.set(addon, bad);
      if (check.kind === "bad") bad.add(url);
      else bad.delete(url);
      const at = new Date(atMs).toISOString();
      const kind = bad.size > 0 ? "failing" : "answering";
      const before = states.get(addon);
      const since = before?.kind === kind ? before.since : at;
      states.set(addon, { kind, since, checkedAt: at });
    },
  };
}
