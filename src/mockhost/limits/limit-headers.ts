import { isoTime } from "../../core/time/index.ts";
/** What the host says about a quota along with every answer. */
export interface QuotaState {
  readonly policy: "global-app-quota" | "tenant-app-quota";
  readonly limit: number;
  readonly used: number;
  readonly resetsAtMs: number;
}

/** Deviations from the documented grammar that have been seen in the field. */
export interface LimitOddities {
  /** No `RateLimit-Policy` once nothing is left. */
  readonly noPolicyAtZero?: boolean;
  /** `X-RateLimit-Reset` to the minute, without seconds. */
  readonly resetWithoutSeconds?: boolean;
  /** A reason that the documentation does not name. */
  readonly unknownReason?: boolean;
  /** A 429 of the gateway in front: no reason, no `Retry-After`, no JSON. */
  readonly gateway429?: boolean;
}

/** Share of a quota below which the host says that it is nearly used up. */
const NEAR = 0.2;

/** The headers of an answer that was let through. `RateLimit` carries `r` only once four fifths are used. */
export function quotaHeaders(
  state: QuotaState,
  nowMs: number,
  oddities: LimitOddities,
): Record<string, string> {
  const left = Math.max(0, state.limit - state.used);
  const resetS = Math.ceil((state.resetsAtMs - nowMs) / 1000);
  const isNear = left < state.limit * NEAR;
  const headers: Record<string, string> = {
    "x-ratelimit-limit": String(state.limit),
    "x-ratelimit-remaining": String(left),
    ratelimit: isNear ? `"${state.policy}";r=${left};t=${resetS}` : resetText(state.policy, resetS),
  };
  if (!(oddities.noPolicyAtZero && left === 0))
    headers["ratelimit-policy"] = `"${state.policy}";q=${state.limit};w=3600`;
  if (isNear) headers["x-ratelimit-nearlimit"] = "true";
  return headers;
}

let latest = { policy: "", resetS: 0, text: "" };

/** The same for all tenants within one second, so that it is written once for all. */
function resetText(policy: string, resetS: number): string {
  if (latest.resetS !== resetS || latest.policy !== policy)
    latest = { policy, resetS, text: `"${policy}";t=${resetS}` };
  return latest.text;
}

/** The headers that a 429 adds. `Retry-After` is whole seconds, at least one. */
export function refusalHeaders(
  reason: string,
  waitMs: number,
  nowMs: number,
  oddities: LimitOddities,
): Record<string, string> {
  const reset = isoTime(nowMs + waitMs);
  return {
    "retry-after": String(Math.max(1, Math.ceil(waitMs / 1000))),
    "ratelimit-reason": oddities.unknownReason ? "jira-cost-based" : reason,
    "x-ratelimit-remaining": "0",
    "x-ratelimit-reset": oddities.resetWithoutSeconds
      ? `${reset.slice(0, 16)}Z`
      : `${reset.slice(0, 19)}Z`,
  };
}
