import type { Random } from "../../core/chance/index.ts";
import { productError } from "../rest/index.ts";
import type { HostResponse, Interruption, OutboundResult, TransportFault } from "../world/index.ts";
import { drawDelayMs, LONGEST_DELAY_MS } from "./draw-delay.ts";
import type { Effect, Fault } from "./fault.ts";
import type { ScopedRequest } from "./in-scope.ts";

/** What faults make of one request. */
export interface Strike {
  /** Answered instead of performing the request; null: it is performed. */
  readonly instead: HostResponse | null;
  /** What the wire does to whatever is answered. */
  readonly fault: TransportFault;
  readonly because: readonly Fault[];
}

/** What comes first is answered; delays add up; the slowest body counts. */
export function strikeBy(
  struck: Iterable<{ readonly fault: Fault; readonly next: Random }>,
  scoped: ScopedRequest,
): Strike | null {
  let instead: HostResponse | null = null;
  let wire: TransportFault = {};
  const because: Fault[] = [];
  for (const { fault, next } of struck) {
    because.push(fault);
    instead ??= answerInstead(fault.effect, scoped);
    wire = worse(wire, fault.effect, next);
  }
  return because.length === 0 ? null : { instead, fault: wire, because };
}

function answerInstead(effect: Effect, scoped: ScopedRequest): HostResponse | null {
  switch (effect.kind) {
    case "status":
      return errorAnswer(scoped, effect);
    case "outage":
      return away;
    case "reset":
      return cut;
    default:
      return null;
  }
}

function worse(wire: TransportFault, effect: Effect, next: Random): TransportFault {
  switch (effect.kind) {
    case "latency": {
      const delayMs = (wire.delayMs ?? 0) + drawDelayMs(effect.delay, next);
      return { ...wire, delayMs: Math.min(LONGEST_DELAY_MS, delayMs) };
    }
    case "slow-body": {
      const slowest = Math.min(wire.bytesPerSecond ?? effect.bytesPerSecond, effect.bytesPerSecond);
      return { ...wire, bytesPerSecond: slowest };
    }
    case "reset":
      return { ...wire, reset: true };
    default:
      return wire;
  }
}

/** What faults make of a call to an add-on: nothing but them is behind such an answer or failure. */
export function interruptionBy({ fault: { delayMs = 0 }, because }: Strike): Interruption {
  const failed = (reason: "away" | "reset", detail: string): OutboundResult => ({
    kind: "failed",
    reason,
    detail,
    tookMs: delayMs,
  });
  for (const { effect } of because) {
    if (effect.kind === "outage")
      return { delayMs: 0, instead: failed("away", "the host is away") };
    if (effect.kind === "reset")
      return { delayMs, instead: failed("reset", "the connection was cut on demand") };
    if (effect.kind !== "status") continue;
    const { status } = effect;
    return {
      delayMs,
      instead: { kind: "answered", status, headers: {}, body: "", tookMs: delayMs },
    };
  }
  return { delayMs, instead: null };
}

const away: HostResponse = {
  status: 503,
  headers: { "content-type": "text/html; charset=utf-8" },
  body: "<!doctype html><title>Temporarily unavailable</title><h1>This site is temporarily unavailable</h1>\n",
};

/** Never seen: the connection is reset before anything is sent. */
const cut: HostResponse = { status: 503 };

function errorAnswer(
  { tenant, path }: ScopedRequest,
  { status, retryAfterS }: Extract<Effect, { kind: "status" }>,
): HostResponse {
  const words = "A fault on demand of the mock host.";
  const answer = productError(tenant?.product ?? "jira", path, status, words);
  return retryAfterS === undefined
    ? answer
    : { ...answer, headers: { ...answer.headers, "retry-after": String(retryAfterS) } };
}
