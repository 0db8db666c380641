import type { SupportDuration, SupportLevel } from "./contract.ts";

/** One promised figure. `id` is its word everywhere: "uptime", "ui.p95", "service.average", "webhook", "rto", "L1.initial-response". */
export interface Objective {
  readonly id: string;
  /** What is measured: `availability`, `ui`, `service`, `install`, `webhook`, `iframe`, `rto`, `rpo`, `initial-response`, `resolution`. */
  readonly indicator: string;
  /** As a person reads it: "99.9 %", "p95 ≤ 1.2 s". */
  readonly sentence: string;
  readonly promise: Promised;
}

export type Promised =
  /** Share of minutes that are not down; a minute is down when more than `downWhenFailing` of its events fail. */
  | { readonly kind: "uptime"; readonly target: number; readonly downWhenFailing: number }
  /** At least `quantile` of the requests succeed within `limitMs`. */
  | { readonly kind: "quantile"; readonly quantile: number; readonly limitMs: number }
  | { readonly kind: "average"; readonly limitMs: number }
  /** At least `target` of the events succeed, within `withinMs` where that is a number. */
  | { readonly kind: "share"; readonly target: number; readonly withinMs: number | null }
  /** Recovery within `limitMs` (rto), or no more than `limitMs` of data lost (rpo). */
  | { readonly kind: "recovery"; readonly limitMs: number }
  | { readonly kind: "support"; readonly level: SupportLevel; readonly limit: SupportDuration };
