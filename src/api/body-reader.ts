import type { Clock } from "../core/time/index.ts";
import { type RefusedMetrics, tooLarge } from "../monitoring/index.ts";

export type BodyRead =
  | { readonly kind: "body"; readonly body: Uint8Array }
  | RefusedMetrics
  /** It took longer than any sender waits. */
  | { readonly kind: "slow"; readonly message: string }
  /** It was under way the longest when there were too many. */
  | { readonly kind: "crowded-out"; readonly message: string };

export interface BodyReader {
  /** Reads a request's body whole, unless it is too large, too slow, or has to make room for others. */
  read(request: Request): Promise<BodyRead>;
}

export interface BodyLimits {
  /** Of one body. */
  readonly mostBytes: number;
  /** From the first byte of a body to its last. */
  readonly deadlineMs: number;
  /** Bodies under way at the same time, and what has come of them in all. */
  readonly mostUnderWay: number;
  readonly mostBytesUnderWay: number;
}

/** As bodies come over the wire: longer than any exporter waits, more than any crowd of them needs. */
export const BODY_LIMITS: BodyLimits = {
  mostBytes: 4 << 20,
  deadlineMs: 30_000,
  mostUnderWay: 256,
  mostBytesUnderWay: 64 << 20,
};

interface UnderWay {
  bytes: number;
  readonly stop: (read: BodyRead) => void;
}

/**
 * Reads many bodies at once. Senders that stall keep nobody out: beyond the limits the body that has
 * been under way the longest makes room.
 */
export function bodyReader(clock: Clock, limits = BODY_LIMITS): BodyReader {
  const { mostBytes, deadlineMs, mostUnderWay, mostBytesUnderWay } = limits;
  /** In the order in which they began. */
  const underWay = new Set<UnderWay>();
  let bytesUnderWay = 0;

  function enter(one: UnderWay): void {
    underWay.add(one);
    makeRoom();
  }

  function count(one: UnderWay, bytes: number): void {
    if (!underWay.has(one)) return;
    one.bytes += bytes;
    bytesUnderWay += bytes;
    makeRoom();
  }

  function leave(one: UnderWay): void {
    if (underWay.delete(one)) bytesUnderWay -= one.bytes;
  }

  function makeRoom(): void {
    if (underWay.size <= mostUnderWay && bytesUnderWay <= mostBytesUnderWay) return;
    const [longest] = underWay;
    leave(longest!);
    const message = "Too many requests are under way at once; send this one again.";
    longest!.stop({ kind: "crowded-out", message });
  }

  async function collect(
    reader: ReadableStreamDefaultReader<Uint8Array>,
    one: UnderWay,
  ): Promise<BodyRead> {
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { kind: "body", body: Buffer.concat(chunks) };
      bytes += value.length;
      if (bytes > mostBytes) return tooLarge(mostBytes);
      chunks.push(value);
      count(one, value.length);
    }
  }

  return {
    async read(request) {
      if (Number(request.headers.get("content-length")) > mostBytes) return tooLarge(mostBytes);
      if (request.body === null) return { kind: "body", body: new Uint8Array() };
      const reader = request.body.getReader();
      const { promise: stopped, resolve: stop } = Promise.withResolvers<BodyRead>();
      const one: UnderWay = { bytes: 0, stop };
      const message = `The body was not there after ${deadlineMs / 1000} s.`;
      const cancel = clock.after(deadlineMs, () => stop({ kind: "slow", message }));
      enter(one);
      const broken: BodyRead = { kind: "malformed", message: "The body broke off." };
      const read = await Promise.race([stopped, collect(reader, one).catch(() => broken)]);
      cancel();
      leave(one);
      if (read.kind !== "body") void reader.cancel().catch(() => {});
      return read;
    },
  };
}
