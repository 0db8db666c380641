import type { NetworkWitness, OwnNetwork } from "./own-network.ts";
import type { ConnectionCause, ObserverCause, ProbeRequest, Prober } from "./ports.ts";

/** One scheduled check of one address, judged. */
export type Check =
  | {
      readonly kind: "good";
      readonly durationMs: number;
      /** Why it failed at first, where it took asking again; else null. */
      readonly firstFailure: Failure | null;
    }
  /** Failed, and failed again when asked again at once. */
  | ({ readonly kind: "bad" } & Failure)
  /** Nothing was learnt about the add-on; the minute stays unknown. */
  | { readonly kind: "unknown"; readonly cause: ObserverCause; readonly reason: string };

/** Why an add-on did not answer with status 200 in time. A time-out counts at the time-out value. */
interface Failure {
  readonly cause: FailureCause;
  /** In words: "status 503 instead of 200". */
  readonly reason: string;
  readonly durationMs: number;
}

export type FailureCause = ConnectionCause | "status" | "timeout";

type Asked = Exclude<Check, { kind: "good" }> | { kind: "good"; durationMs: number };

/**
 * Checks an address. One that fails is asked again at once; it is bad only if that fails too and,
 * where there was no answer at all, the prober's own network works.
 */
export async function check(
  prober: Prober,
  request: ProbeRequest,
  witness: Pick<NetworkWitness, "ask">,
): Promise<Check> {
  const first = await ask(prober, request);
  if (first.kind === "good") return { ...first, firstFailure: null };
  if (request.signal.aborted) return first;
  const second = await ask(prober, request);
  if (second.kind === "good")
    return { ...second, firstFailure: first.kind === "bad" ? failureOf(first) : null };
  if (first.kind === "unknown") return first;
  if (second.kind === "unknown" || second.cause === "status") return second;
  return blame(second, await witness.ask());
}

/** Whose fault it is that nothing was answered. */
function blame(failure: { readonly kind: "bad" } & Failure, network: OwnNetwork): Check {
  const { cause, reason } = failure;
  if (network.kind === "away")
    return { kind: "unknown", cause: "offline", reason: `${reason}; nor ${network.reason}` };
  // That there is no such name, or no way to it, may be the fault of either side.
  const isNamed = network.kind === "works" && network.names;
  const isOpen = (cause === "dns" && !isNamed) || (cause === "route" && network.kind === "untold");
  return isOpen ? { kind: "unknown", cause: "untold", reason } : failure;
}

/** Good is status 200 within the time-out, as the host's own availability check has it. */
async function ask(prober: Prober, request: ProbeRequest): Promise<Asked> {
  const { timeoutMs } = request;
  const answer = await prober.ask(request);
  if (answer.kind === "offline") return { ...answer, kind: "unknown" };
  if (answer.kind === "unreachable") return { ...answer, kind: "bad" };
  if (answer.kind === "timed-out" || answer.durationMs > timeoutMs) {
    const reason = `no answer within ${timeoutMs} ms`;
    return { kind: "bad", cause: "timeout", reason, durationMs: timeoutMs };
  }
  const { status, durationMs } = answer;
  if (status === 200) return { kind: "good", durationMs };
  return { kind: "bad", cause: "status", reason: `status ${status} instead of 200`, durationMs };
}

const failureOf = ({ cause, reason, durationMs }: Failure): Failure => ({
  cause,
  reason,
  durationMs,
});
