import type { RefusedMetrics } from "../monitoring/index.ts";

export type BodyRead = { readonly kind: "body"; readonly body: Uint8Array } | RefusedMetrics;

/** Reads a request's body whole, but never more of it than `mostBytes`. */
export async function readBody(request: Request, mostBytes: number): Promise<BodyRead> {
  if (Number(request.headers.get("content-length")) > mostBytes) return tooLarge(mostBytes);
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  try {
    for await (const chunk of request.body ?? []) {
      sizeBytes += chunk.length;
      if (sizeBytes > mostBytes) return tooLarge(mostBytes);
      chunks.push(chunk);
    }
  } catch {
    return { kind: "malformed", message: "The body broke off." };
  }
  return { kind: "body", body: Buffer.concat(chunks) };
}

export const tooLarge = (mostBytes: number): RefusedMetrics => ({
  kind: "too-large",
  message: `The body is larger than ${mostBytes >> 20} MiB; send smaller batches.`,
});
