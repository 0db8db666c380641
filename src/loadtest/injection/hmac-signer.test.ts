import fc from "fast-check";
import { expect, test } from "vitest";
import { sharedSecretKey, signJwt } from "../../host/index.ts";
import { HmacSigner } from "./hmac-signer.ts";
import { RequestBuffer } from "./request-buffer.ts";

test("a signature from the hash alone is the one that the host gives", () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, maxLength: 200 }),
      fc.string({ unit: "grapheme" }),
      (secret, sub) => {
        const token = signJwt({ iss: "a", sub, exp: 1 }, sharedSecretKey(secret));
        const [signed, signature] = [token.slice(0, token.lastIndexOf(".")), token.split(".")[2]];
        const request = new RequestBuffer();
        request.addText(`GET /?jwt=${signed}`, "latin1");
        expect(new HmacSigner(secret).signature(request, "GET /?jwt=".length)).toBe(signature);
      },
    ),
  );
});
