import type { Stream } from "../measurement/index.ts";
import { compareStreams } from "./block-order.ts";

/**
 * Streams in reading order, in batches of about `size` that never part a tenant: what is read of a
 * batch only needs sorting within it.
 */
export function* tenantBatches<S extends Stream>(
  streams: readonly S[],
  size: number,
): Generator<readonly S[]> {
  let batch: S[] = [];
  for (const stream of streams.toSorted(compareStreams)) {
    if (batch.length >= size && batch.at(-1)!.tenant !== stream.tenant) {
      yield batch;
      batch = [];
    }
    batch.push(stream);
  }
  if (batch.length > 0) yield batch;
}
