import type { Product } from "../world/index.ts";

/** Something that is wrong with the host on purpose. */
export interface Fault {
  readonly id: string;
  readonly scope: FaultScope;
  readonly effect: Effect;
  /** How likely a request in scope is struck, 0–1. */
  readonly share: number;
  /** When it was asked for. */
  readonly addedMs: number;
  readonly fromMs: number;
  /** null: until it is removed. */
  readonly untilMs: number | null;
  /** Planned: the host's status page announces it as maintenance. */
  readonly announced: boolean;
}

/** Calls of add-ons and browsers to the host, or the host's own calls to add-ons. */
export type Direction = "to-host" | "to-addon";

/** Which requests it concerns; what is null concerns all. */
export interface FaultScope {
  readonly direction: Direction | null;
  /** Client keys. */
  readonly tenants: readonly string[] | null;
  readonly product: Product | null;
  readonly method: string | null;
  /**
   * Below the site's address, or on the add-on's server: `{name}` stands for one segment, `*` for
   * anything.
   */
  readonly path: string | null;
}

export type Effect =
  | { readonly kind: "latency"; readonly delay: Delay }
  | {
      readonly kind: "status";
      readonly status: number;
      readonly retryAfterS?: number | undefined;
    }
  /** The connection is cut instead of answered. */
  | { readonly kind: "reset" }
  | { readonly kind: "slow-body"; readonly bytesPerSecond: number }
  /** Whole sites are away: 503 to everything, and nothing comes from them. */
  | { readonly kind: "outage" }
  /** The host's own time, in its tokens and `Date` headers and when it judges those of others. */
  | { readonly kind: "clock-skew"; readonly skewMs: number };

/** How a delay is distributed, in milliseconds. */
export type Delay =
  | { readonly shape: "fixed"; readonly ms: number }
  | { readonly shape: "uniform"; readonly fromMs: number; readonly toMs: number }
  | { readonly shape: "lognormal"; readonly medianMs: number; readonly p99Ms: number }
  | { readonly shape: "pareto"; readonly leastMs: number; readonly exponent: number };

export const isActive = ({ fromMs, untilMs }: Fault, nowMs: number): boolean =>
  fromMs <= nowMs && (untilMs === null || nowMs < untilMs);

/** A fault in a few words, for the journal and the pages. */
export function effectWords(effect: Effect): string {
  switch (effect.kind) {
    case "latency":
      return `latency, ${delayWords(effect.delay)}`;
    case "status":
      return `status ${effect.status}`;
    case "reset":
      return "connection reset";
    case "slow-body":
      return `slow body, ${effect.bytesPerSecond} B/s`;
    case "outage":
      return "outage";
    case "clock-skew":
      return `clock ${Math.abs(effect.skewMs) / 1000} s ${effect.skewMs < 0 ? "behind" : "ahead"}`;
  }
}

function delayWords(delay: Delay): string {
  switch (delay.shape) {
    case "fixed":
      return `${delay.ms} ms`;
    case "uniform":
      return `${delay.fromMs} to ${delay.toMs} ms`;
    case "lognormal":
      return `median ${delay.medianMs} ms, p99 ${delay.p99Ms} ms`;
    case "pareto":
      return `${delay.leastMs} ms and more, exponent ${delay.exponent}`;
  }
}
