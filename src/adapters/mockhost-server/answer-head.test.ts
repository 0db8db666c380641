import fc from "fast-check";
import { expect, test } from "vitest";
import { answerHead } from "./answer-head.ts";

test("a header's value stays within its line, whatever an add-on sent, and is otherwise as it was", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 40 }), (value) => {
      const head = answerHead({ status: 200, headers: { "x-a": value, "x-b": "b" } }, 0, true);
      const kept = value.replace(/[^\t\x20-\x7e\x80-\xff]/g, "?");
      expect(head.startsWith(`HTTP/1.1 200 OK\r\nx-a: ${kept}\r\nx-b: b\r\n`)).toBe(true);
    }),
  );
});
