import { createHmac, generateKeyPairSync } from "node:crypto";
import atlassianJwt from "atlassian-jwt";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ReadJwt, RefusedJwt } from "./jwt.ts";
import { installKey, installPublicKey, type JwtKey, sharedSecretKey } from "./jwt-key.ts";
import { CONTEXT_QSH } from "./qsh.ts";
import { readJwt } from "./read-jwt.ts";
import { signJwt } from "./sign-jwt.ts";
import { type ExpectedClaims, verifyJwt } from "./verify-jwt.ts";

const NOW_MS = Date.UTC(2027, 0, 1);
const NOW_S = NOW_MS / 1000;
const rsa = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
const secret = sharedSecretKey("a shared secret");
const claims = { iss: "tenant-1", iat: NOW_S, exp: NOW_S + 180, qsh: "abc", aud: ["roadmaps"] };

const segment = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const hmac = (signedPart: string, key: string) =>
  `${signedPart}.${createHmac("sha256", key).update(signedPart).digest("base64url")}`;

function judge(token: string, key: JwtKey = secret, expected: Partial<ExpectedClaims> = {}) {
  const read = readJwt(token);
  return read.kind === "refused" ? read : verifyJwt(read, key, { nowMs: NOW_MS, ...expected });
}

describe("a token", () => {
  test("signed with the shared secret is believed", () => {
    const expected = { iss: "tenant-1", aud: "roadmaps", qsh: "abc" };
    expect(judge(signJwt(claims, secret), secret, expected)).toEqual({ kind: "verified", claims });
  });

  test("signed with an installation key is believed and names the key", () => {
    const token = signJwt(claims, installKey(rsa.privateKey, "key-7"));
    expect((readJwt(token) as ReadJwt).header).toEqual({ alg: "RS256", kid: "key-7" });
    expect(judge(token, installPublicKey(rsa.publicKey)!).kind).toBe("verified");
  });

  test("is taken apart only where its segments are base64url, with which Buffer is lenient", () => {
    const characters = [..."AZaz09-_+/= \n.é€\0"];
    const text = fc.string({ unit: fc.constantFrom(...characters), maxLength: 12 });
    fc.assert(
      fc.property(text, (last) => {
        const isBase64Url = /^[\w-]*$/.test(last) && last.length % 4 !== 1;
        const read = readJwt(`${segment({ alg: "HS256" })}.${segment(claims)}.${last}`);
        expect(read.kind).toBe(isBase64Url ? "read" : "refused");
        expect(readJwt(`${segment({ alg: "HS256" })}.${last}.`).kind).toBe("refused");
      }),
    );
  });

  test("of ours is believed by atlassian-jwt, and theirs by us", () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: "binary" }),
        fc.dictionary(fc.string(), fc.string()),
        (shared, context) => {
          const key = sharedSecretKey(shared);
          const said = JSON.parse(JSON.stringify({ ...claims, context }));
          const { HS256 } = atlassianJwt.SymmetricAlgorithm;
          expect(atlassianJwt.decodeSymmetric(signJwt(said, key), shared, HS256)).toEqual(said);
          expect(judge(atlassianJwt.encodeSymmetric(said, shared), key)).toEqual({
            kind: "verified",
            claims: said,
          });
        },
      ),
    );
  });

  test("signed with an installation key is believed by atlassian-jwt", () => {
    const token = signJwt(claims, installKey(rsa.privateKey, "key-7"));
    const { RS256 } = atlassianJwt.AsymmetricAlgorithm;
    expect(atlassianJwt.decodeAsymmetric(token, rsa.publicKey, RS256 as never)).toEqual(claims);
    expect(atlassianJwt.getKeyId(token)).toBe("key-7");
  });
});

describe("a token is refused", () => {
  const body = segment(claims);
  const good = signJwt(claims, secret);
  test.for([
    ["that is no token", "hello", "malformed"],
    ["of two segments", good.slice(0, good.lastIndexOf(".")), "malformed"],
    ["of four segments", `${good}.x`, "malformed"],
    ["longer than 32 KiB", `${"a".repeat(40_000)}.b.c`, "malformed"],
    ["with padding in it", `${good}=`, "malformed"],
    [
      "whose claims are a list",
      hmac(`${secret.header}.${segment([1])}`, "a shared secret"),
      "malformed",
    ],
    ["whose header is not JSON", `AAAA.${body}.AAAA`, "malformed"],
    [
      "that asks for an unknown extension",
      hmac(`${segment({ alg: "HS256", crit: ["x"] })}.${body}`, "a shared secret"),
      "malformed",
    ],
    ["with algorithm none", `${segment({ alg: "none" })}.${body}.`, "wrong-algorithm"],
    [
      "with another algorithm",
      hmac(`${segment({ alg: "HS512" })}.${body}`, "a shared secret"),
      "wrong-algorithm",
    ],
    ["with a missing signature", `${secret.header}.${body}.`, "wrong-signature"],
    ["signed with another secret", signJwt(claims, sharedSecretKey("other")), "wrong-signature"],
    [
      "whose claims were changed",
      good.replace(body, segment({ ...claims, iss: "x" })),
      "wrong-signature",
    ],
    ["without an issuer", signJwt({ exp: NOW_S + 1 } as never, secret), "missing-claim"],
    ["that never expires", signJwt({ iss: "x" } as never, secret), "missing-claim"],
    ["that expires now", signJwt({ ...claims, exp: NOW_S }, secret), "expired"],
    ["that is not valid yet", signJwt({ ...claims, nbf: NOW_S + 1 }, secret), "not-yet-valid"],
  ] as const)("%s", ([, token, reason]) => {
    expect(judge(token)).toMatchObject({ kind: "refused", reason });
  });

  test.for([
    ["issued by somebody else", claims, { iss: "tenant-2" }, "wrong-issuer"],
    ["meant for somebody else", claims, { aud: "planner" }, "wrong-audience"],
    ["meant for nobody", { ...claims, aud: undefined }, { aud: "roadmaps" }, "wrong-audience"],
    ["for another request", claims, { qsh: "def" }, "wrong-qsh"],
    ["for no request", { ...claims, qsh: undefined }, { qsh: "abc" }, "missing-claim"],
    [
      "for a whole page where a request is asked for",
      { ...claims, qsh: CONTEXT_QSH },
      { qsh: "abc" },
      "wrong-qsh",
    ],
  ] as const)("%s", ([, said, expected, reason]) => {
    const token = signJwt(JSON.parse(JSON.stringify(said)), secret);
    expect(judge(token, secret, expected)).toMatchObject({ kind: "refused", reason });
  });

  test("that was signed with a public key as if it were a secret", () => {
    const forged = hmac(`${segment({ alg: "HS256" })}.${body}`, rsa.publicKey);
    expect(judge(forged, installPublicKey(rsa.publicKey)!)).toMatchObject({
      reason: "wrong-algorithm",
    });
  });

  test("that was signed by another installation key", () => {
    const other = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const pem = other.privateKey.export({ type: "pkcs8", format: "pem" }) as string;
    const token = signJwt(claims, installKey(pem, "key-7"));
    expect(judge(token, installPublicKey(rsa.publicKey)!)).toMatchObject({
      reason: "wrong-signature",
    });
  });

  test("whichever single character of it is changed", () => {
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.constantFrom(..."AQgw_-09.="), (at, character) => {
        fc.pre(good[at] !== character);
        const damaged = good.slice(0, at) + character + good.slice(at + 1);
        expect((judge(damaged) as RefusedJwt).kind).toBe("refused");
      }),
    );
  });

  test("without ever throwing, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (token) => {
        expect(judge(token).kind).toBe("refused");
      }),
    );
  });
});

describe("what a token may be given", () => {
  test("a page's token where that is allowed", () => {
    const token = signJwt({ ...claims, qsh: CONTEXT_QSH }, secret);
    expect(judge(token, secret, { qsh: "abc", mayBeContext: true }).kind).toBe("verified");
  });

  test("some leeway for the sender's clock", () => {
    const token = signJwt({ ...claims, exp: NOW_S - 5 }, secret);
    expect(judge(token, secret, { leewayMs: 10_000 }).kind).toBe("verified");
  });

  test.for([
    ["text that is no key", "hello"],
    ["a key on an elliptic curve", ellipticKey()],
    ["a key that is too short", shortKey()],
  ] as const)("but no installation key made of %s", ([, pem]) => {
    expect(installPublicKey(pem)).toBeNull();
  });

  test("and no empty secret", () => {
    expect(() => sharedSecretKey("")).toThrow("must not be empty");
  });
});

function ellipticKey(): string {
  const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return publicKey.export({ type: "spki", format: "pem" }) as string;
}

function shortKey(): string {
  const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 1024 });
  return publicKey.export({ type: "spki", format: "pem" }) as string;
}
