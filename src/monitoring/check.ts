import type { ProbeRequest, Prober } from "./ports.ts";

/** One scheduled check of one address, judged. */
export type Check =
  | { readonly kind: "good"; readonly durationMs: number }
  /** A time-out counts at the time-out value. */
  | { readonly kind: "bad"; readonly durationMs: number; readonly reason: string }
  /** Nothing was learnt about the add-on; the minute stays unknown. */
  | { readonly kind: "unknown"; readonly reason: string };

/** Checks an address; one that fails is asked again at once, and only the second answer counts. */
export async function check(prober: Prober, request: ProbeRequest): Promise<Check> {
  const first = await checkOnce(prober, request);
  return first.kind === "good" || request.signal.aborted ? first : checkOnce(prober, request);
}

/** Good is status 200 within the time-out, as the host's own availability check has it. */
async function checkOnce(prober: Prober, request: ProbeRequest): Promise<Check> {
  const { timeoutMs } = request;
  const answer = await prober.ask(request);
  if (answer.kind === "offline") return { kind: "unknown", reason: answer.reason };
  if (answer.kind === "unreachable")
    return { kind: "bad", durationMs: answer.durationMs, reason: answer.reason };
  if (answer.kind === "timed-out" || answer.durationMs > timeoutMs)
    return { kind: "bad", durationMs: timeoutMs, reason: `no answer within ${timeoutMs} ms` };
  const { status, durationMs } = answer;
  return status === 200
    ? { kind: "good", durationMs }
    : { kind: "bad", durationMs, reason: `status ${status} instead of 200` };
}
