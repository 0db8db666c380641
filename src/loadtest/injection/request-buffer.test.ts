import fc from "fast-check";
import { expect, test } from "vitest";
import { RequestBuffer } from "./request-buffer.ts";

test("what is added in whatever form stands there in its order, and nothing of what was before", () => {
  const part = fc.tuple(
    fc.constantFrom("part" as const, "latin1" as const, "utf8" as const),
    fc.string({ unit: "grapheme", maxLength: 900 }),
  );
  const request = new RequestBuffer();
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      request.clear();
      for (const [kind, text] of parts)
        if (kind === "part")
          request.addPart(Buffer.from(`<${text}>`), 1, Buffer.byteLength(text) + 1);
        else request.addText(text, kind);
      const expected = parts.map(([kind, text]) =>
        Buffer.from(text, kind === "latin1" ? "latin1" : "utf8"),
      );
      const written = request.room.subarray(0, request.sizeBytes);
      expect(written.equals(Buffer.concat(expected))).toBe(true);
    }),
  );
});
