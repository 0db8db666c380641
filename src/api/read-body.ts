import { gunzipSync } from "node:zlib";

export type BodyRead =
  | { readonly kind: "body"; readonly body: Uint8Array }
  | { readonly kind: "too-large"; readonly mostBytes: number }
  | { readonly kind: "broken"; readonly message: string };

export interface BodyLimits {
  /** As it comes over the wire. */
  readonly sentBytes: number;
  /** After it has been inflated. */
  readonly inflatedBytes: number;
}

/** Reads a request's body whole, but never more of it than the limits allow. */
export async function readBody(
  request: Request,
  isGzip: boolean,
  limits: BodyLimits,
): Promise<BodyRead> {
  const tooLarge = { kind: "too-large", mostBytes: limits.sentBytes } as const;
  if (Number(request.headers.get("content-length")) > limits.sentBytes) return tooLarge;
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  try {
    for await (const chunk of request.body ?? []) {
      sizeBytes += chunk.length;
      if (sizeBytes > limits.sentBytes) return tooLarge;
      chunks.push(chunk);
    }
  } catch {
    return { kind: "broken", message: "The body broke off." };
  }
  const sent = Buffer.concat(chunks);
  return isGzip ? inflate(sent, limits.inflatedBytes) : { kind: "body", body: sent };
}

/** Synchronous on purpose: only one body at a time is ever held inflated. */
function inflate(sent: Uint8Array, mostBytes: number): BodyRead {
  try {
    return { kind: "body", body: gunzipSync(sent, { maxOutputLength: mostBytes }) };
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE"
      ? { kind: "too-large", mostBytes }
      : { kind: "broken", message: `The body is not gzip: ${(error as Error).message}.` };
  }
}
