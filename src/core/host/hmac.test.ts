import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { hmac, hmacKey } from "./hmac.ts";

const ascii = fc.string({ unit: "binary-ascii", maxLength: 5_000 });

test("every secret signs every text as the library does", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary", minLength: 1, maxLength: 100 }),
      ascii,
      (secret, text) => {
        const right = createHmac("sha256", secret).update(text).digest("base64url");
        expect(hmac(hmacKey(secret), text)).toBe(right);
      },
    ),
  );
});

test.for([1, 63, 64, 65, 200])("a secret of %i bytes signs as the library does", (length) => {
  const secret = "k".repeat(length);
  const right = createHmac("sha256", secret).update("text").digest("base64url");
  expect(hmac(hmacKey(secret), "text")).toBe(right);
});

test.for([0, 55, 56, 4_096, 4_097])(
  "a text of %i bytes is signed as the library does",
  (length) => {
    const text = "t".repeat(length);
    const right = createHmac("sha256", "secret").update(text).digest("base64url");
    expect(hmac(hmacKey("secret"), text)).toBe(right);
  },
);
