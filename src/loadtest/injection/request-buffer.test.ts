import fc from "fast-check";
import { expect, test } from "vitest";
import { RequestBuffer } from "./request-buffer.ts";

test("what is added in whatever form stands there in its order, and nothing of what was before", () => {
  const part = fc.tuple(
    fc.constantFrom("bytes", "base64url", "text"),
    fc.string({ unit: "grapheme", maxLength: 900 }),
  );
  const request = new RequestBuffer();
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      request.clear();
      const expected = parts.map(([kind, text]) => added(request, kind, Buffer.from(text)));
      const written = request.room.subarray(0, request.sizeBytes);
      expect(written.equals(Buffer.concat(expected))).toBe(true);
    }),
  );
});

/** Adds a text in one of the ways there are, and answers what should stand there now. */
function added(request: RequestBuffer, kind: string, bytes: Buffer): Buffer {
  if (kind === "bytes") request.add(bytes);
  else if (kind === "text") request.addText(bytes.toString(), "utf8");
  else request.addBase64Url(bytes, 0, bytes.length);
  return kind === "base64url" ? Buffer.from(bytes.toString("base64url")) : bytes;
}

test("some of the bytes are encoded as if they were all", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(60), fc.nat(60), (bytes, a, b) => {
      const [from, to] = [Math.min(a, b, bytes.length), Math.min(Math.max(a, b), bytes.length)];
      const request = new RequestBuffer();
      request.addBase64Url(bytes, from, to);
      const written = request.room.toString("latin1", 0, request.sizeBytes);
      expect(written).toBe(Buffer.from(bytes.subarray(from, to)).toString("base64url"));
    }),
  );
});
