import http from "node:http";
import https from "node:https";
import type { ProbeAnswer, ProbeRequest, Prober } from "../../monitoring/index.ts";
import { causeOf } from "./cause-of.ts";

/** A health check answers in a few bytes; reading on for ever is no check. */
const MAX_BODY_BYTES = 1 << 20;

/**
 * Asks over HTTP, each time on a fresh connection, so that name, TCP and TLS are tried along with
 * the answer. The clock runs from before the name is looked up to the last byte of the body.
 */
export function httpProber(): Prober {
  return {
    async ask(request) {
      const startMs = performance.now();
      const deadline = AbortSignal.timeout(request.timeoutMs);
      try {
        const status = await send(request, AbortSignal.any([deadline, request.signal]));
        return { kind: "answered", status, durationMs: performance.now() - startMs };
      } catch (error) {
        return deadline.aborted
          ? { kind: "timed-out" }
          : explain(error as NodeJS.ErrnoException, performance.now() - startMs);
      }
    },
  };
}

/** Answers the status once the body has come to its end. */
function send({ url }: ProbeRequest, signal: AbortSignal): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const options = {
    agent: false,
    signal,
    headers: { "user-agent": "plimsoll-probe", accept: "*/*", "cache-control": "no-cache" },
  };
  const { get } = url.startsWith("https:") ? https : http;
  const asked = get(url, options, (response) => {
    let sizeBytes = 0;
    response.on("data", (chunk: Buffer) => {
      sizeBytes += chunk.length;
      if (sizeBytes > MAX_BODY_BYTES) asked.destroy(new Error("the answer is larger than 1 MiB"));
    });
    response.on("end", () => resolve(response.statusCode ?? 0));
    response.on("error", reject);
  });
  asked.on("error", reject);
  return promise;
}

/** Of several addresses of one name, the first that says something about the add-on is believed. */
function explain(error: NodeJS.ErrnoException, durationMs: number): ProbeAnswer {
  const errors =
    error instanceof AggregateError ? (error.errors as NodeJS.ErrnoException[]) : [error];
  const reason = errors.map(({ message }) => message).join("; ");
  const causes = errors.map(causeOf);
  const found = causes.find(({ kind }) => kind === "unreachable") ?? causes[0]!;
  return found.kind === "unreachable" ? { ...found, reason, durationMs } : { ...found, reason };
}
