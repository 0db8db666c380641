import fc from "fast-check";
import { expect, test } from "vitest";
import { sharedSecretKey, signJwt } from "../../core/host/index.ts";
import { HmacSigner } from "./hmac-signer.ts";

test("a signature from the hash alone is the one that the host gives", () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, maxLength: 200 }),
      fc.string({ unit: "grapheme" }),
      (secret, sub) => {
        const token = signJwt({ iss: "a", sub, exp: 1 }, sharedSecretKey(secret));
        const signed = token.slice(0, token.lastIndexOf("."));
        const room = Buffer.from(`<${signed}.`.padEnd(token.length + 1));
        new HmacSigner(secret, null).sign(room, 1, 1 + signed.length);
        expect(room.toString("latin1")).toBe(`<${token}`);
      },
    ),
  );
});
