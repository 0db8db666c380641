import { gunzip } from "node:zlib";
import { intakeKey } from "../../core/store/index.ts";
import { decodeInSteps, type OtlpEncoding } from "./decode.ts";
import { type RefusedMetrics, tooLarge } from "./decoded-metrics.ts";
import { WaitingRequest } from "./waiting-request.ts";

/** A request as it came over the wire, its body whole. */
export interface MetricsRequest {
  readonly body: Uint8Array;
  readonly encoding: OtlpEncoding;
  readonly isGzip: boolean;
}

/** What a body may unpack to. */
const MOST_UNPACKED_BYTES = 32 << 20;

/** Unpacks a request's body, elsewhere than on this thread. */
export function unpack({ body, isGzip }: MetricsRequest): Promise<Uint8Array | RefusedMetrics> {
  if (!isGzip) return Promise.resolve(body);
  return new Promise((resolve) => {
    gunzip(body, { maxOutputLength: MOST_UNPACKED_BYTES }, (error, unpacked) => {
      if (!error) resolve(unpacked);
      else if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE")
        resolve(tooLarge(MOST_UNPACKED_BYTES));
      else resolve({ kind: "malformed", message: `The body is not gzip: ${error.message}.` });
    });
  });
}

/**
 * Decodes a body so far that its points can be taken in; `pause` is awaited whenever others may
 * have waited long enough. However it was packed, the same body has the same id.
 */
export async function openRequest(
  body: Uint8Array,
  encoding: OtlpEncoding,
  pause: () => Promise<void>,
): Promise<WaitingRequest | RefusedMetrics> {
  const steps = decodeInSteps(body, encoding);
  for (;;) {
    const { done, value } = steps.next();
    if (!done) await pause();
    else return value.kind === "decoded" ? new WaitingRequest(intakeKey(body), value) : value;
  }
}
