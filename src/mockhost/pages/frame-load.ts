/** A frame whose bridge is not connected by then has not loaded. Source: ACJS, loading_indicator.js. */
export const BRIDGE_LIMIT_MS = 12_000;

/**
 * What became of a frame. `late`: the bridge was connected, but over time: the host counts it with
 * the failed ones. `left`: the person went away before it was decided; it counts neither way.
 */
export type FrameOutcome = "good" | "late" | "failed" | "left";

/** What a page tells about one of its frames. */
export type FrameReport =
  | { readonly state: "started" }
  /** By the page's own clock, from the start of the frame. */
  | { readonly state: "connected"; readonly tookMs: number }
  | { readonly state: "timed-out" }
  | { readonly state: "left" };

/** One frame: when it started, and what has been told of it since. */
export interface FrameLoad {
  readonly startedAtMs: number;
  readonly outcome: FrameOutcome | null;
}

/**
 * Takes in a report. A connection is believed even after the host has given the frame up, because
 * the page's own clock measured it; whatever else is decided stays decided.
 */
export function afterReport(load: FrameLoad | null, report: FrameReport, nowMs: number): FrameLoad {
  const known = load ?? { startedAtMs: nowMs, outcome: null };
  const soFar = outcomeOf(known, nowMs);
  if (report.state === "connected" && (soFar === null || soFar === "failed"))
    return { ...known, outcome: report.tookMs <= BRIDGE_LIMIT_MS ? "good" : "late" };
  if (report.state === "started" || report.state === "connected" || soFar !== null) return known;
  return { ...known, outcome: report.state === "left" ? "left" : "failed" };
}

/** Null while it is open. A page that fell silent has failed once the time is over. */
export function outcomeOf({ startedAtMs, outcome }: FrameLoad, nowMs: number): FrameOutcome | null {
  if (outcome !== null) return outcome;
  return nowMs - startedAtMs > BRIDGE_LIMIT_MS ? "failed" : null;
}

/** Reads a report off the wire; null where it is none. */
export function readReport(value: unknown): (FrameReport & { readonly frame: string }) | null {
  const { frame, state, tookMs } = Object(value) as Record<string, unknown>;
  if (typeof frame !== "string" || frame === "" || frame.length > 64) return null;
  if (state === "started" || state === "timed-out" || state === "left") return { frame, state };
  const isTime = typeof tookMs === "number" && Number.isFinite(tookMs) && tookMs >= 0;
  return state === "connected" && isTime ? { frame, state, tookMs } : null;
}
