import { type BadRequest, type BodyFraming, bad } from "./request-head.ts";

/** What came of the bytes read so far: a body, with what follows it; or not yet. */
type BodyStep =
  | { readonly kind: "whole"; readonly body: Uint8Array; readonly rest: Buffer }
  | { readonly kind: "more" }
  | BadRequest;

/** Takes the bytes of one body as they come. */
export type BodyReader = (bytes: Buffer) => BodyStep;

/** A line between chunks, and all trailers together, are not longer. */
const MAX_LINE_BYTES = 4_096;
const CHUNK_LINE =
  /^([\da-fA-F]{1,8})(?:;[!#$%&'*+.^_`|~\w-]+(?:=(?:[!#$%&'*+.^_`|~\w-]+|"[^"\\]*"))?)*$/;
const TRAILER_LINE = /^[!#$%&'*+.^_`|~\w-]+:[\t\x20-\x7e\x80-\xff]*$/;
const NOTHING = Buffer.alloc(0);
const MORE: BodyStep = { kind: "more" };

export function bodyReader(framing: BodyFraming, mostBytes: number): BodyReader {
  return framing === "chunked" ? chunkedReader(mostBytes) : lengthReader(framing);
}

function lengthReader(length: number): BodyReader {
  const body = growing();
  return (bytes) => {
    const missing = length - body.size();
    body.add(bytes.subarray(0, missing));
    return bytes.length < missing
      ? MORE
      : { kind: "whole", body: body.bytes(), rest: bytes.subarray(missing) };
  };
}

/** What is due next: a chunk's size line, its bytes, the line end after them, or the trailers. */
type Due = "size" | "bytes" | "end" | "trailers";

function chunkedReader(mostBytes: number): BodyReader {
  const body = growing();
  let due: Due = "size";
  let left = 0;
  let trailerBytes = 0;
  let unread: Buffer = NOTHING;

  /** The next line without its end; null: it is not all there. */
  function readLine(): string | null {
    const end = unread.indexOf("\r\n");
    if (end < 0) return null;
    const line = unread.toString("latin1", 0, end);
    unread = unread.subarray(end + 2);
    return line;
  }

  function readBytes(): BodyStep | null {
    const taken = unread.subarray(0, left);
    body.add(taken);
    unread = unread.subarray(taken.length);
    left -= taken.length;
    if (left > 0) return MORE;
    due = "end";
    return null;
  }

  function readFraming(line: string): BodyStep | null {
    if (due === "end") {
      if (line !== "") return bad(400, "A chunk is longer than it said.");
      due = "size";
      return null;
    }
    if (due === "trailers") {
      if (line === "") return { kind: "whole", body: body.bytes(), rest: unread };
      trailerBytes += line.length;
      return TRAILER_LINE.test(line) && trailerBytes <= MAX_LINE_BYTES
        ? null
        : bad(400, "A trailer cannot be read.");
    }
    const size = CHUNK_LINE.exec(line)?.[1];
    if (size === undefined) return bad(400, "The size of a chunk cannot be read.");
    left = Number.parseInt(size, 16);
    if (body.size() + left > mostBytes) return bad(413, "The request body is too large.");
    due = left === 0 ? "trailers" : "bytes";
    return null;
  }

  return (bytes) => {
    unread = unread.length === 0 ? bytes : Buffer.concat([unread, bytes]);
    for (;;) {
      const line = due === "bytes" ? null : readLine();
      if (line === null && due !== "bytes")
        return unread.length > MAX_LINE_BYTES ? bad(400, "A line is too long.") : MORE;
      const step = line === null ? readBytes() : readFraming(line);
      if (step) return step;
    }
  };
}

/** Bytes in one piece that doubles when it is full: many tiny pieces would cost more than they hold. */
function growing() {
  let held: Buffer = NOTHING;
  let sizeBytes = 0;
  return {
    size: () => sizeBytes,
    bytes: (): Uint8Array => held.subarray(0, sizeBytes),
    add(bytes: Buffer): void {
      const needed = sizeBytes + bytes.length;
      if (needed > held.length) {
        const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * held.length));
        held.copy(larger, 0, 0, sizeBytes);
        held = larger;
      }
      bytes.copy(held, sizeBytes);
      sizeBytes = needed;
    },
  };
}
