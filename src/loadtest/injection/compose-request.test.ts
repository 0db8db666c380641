import { createPublicKey, generateKeyPairSync } from "node:crypto";
import * as connectJwt from "atlassian-jwt";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  installKey,
  installPublicKey,
  qsh,
  readJwt,
  sharedSecretKey,
  verifyJwt,
} from "../../core/host/index.ts";
import type { LoadTenant, Step } from "../model/index.ts";
import { RequestComposer } from "./compose-request.ts";
import { type HostKey, workloadTemplate } from "./request-template.ts";
import { sessions } from "./session.ts";
import { planOf, step, tenants, workload } from "./testdata/workloads.ts";

const EPOCH_MS = Date.UTC(2027, 0, 2);
const { target } = planOf(workload([]));

/** The request of the first step of session `arrival`, read as a server reads it. */
function composed(
  steps: readonly Step[],
  { arrival = 0, of = tenants(), path = "/", hostKey = null as HostKey | null } = {},
) {
  const below = { ...target, path };
  const template = workloadTemplate(workload(steps), below, "always", hostKey);
  const session = sessions(template, of, 1)(arrival);
  const composer = new RequestComposer(1, "run", 5000);
  // The second time, what it remembers is used.
  composer.compose(session, EPOCH_MS);
  const whole = composer.compose(session, EPOCH_MS).toString();
  const [head = "", body = ""] = whole.split("\r\n\r\n");
  const [line = "", ...fields] = head.split("\r\n");
  const [method = "", url = ""] = line.split(" ");
  const headers = new Map(fields.map((field) => field.split(/: (.*)/, 2) as [string, string]));
  return { session, method, url, headers, body };
}

const tokenOf = ({ url, headers }: ReturnType<typeof composed>): string =>
  new URL(`http://host${url}`).searchParams.get("jwt") ??
  headers.get("authorization")?.replace("JWT ", "") ??
  "";

function judged(request: ReturnType<typeof composed>, base = "") {
  const jwt = readJwt(tokenOf(request));
  if (jwt.kind === "refused") return jwt;
  return verifyJwt(jwt, sharedSecretKey(request.session.tenant.sharedSecret), {
    nowMs: EPOCH_MS,
    iss: request.session.tenant.clientKey,
    qsh: qsh(request.method, request.url, base),
    mayBeContext: request.headers.has("authorization"),
  });
}

const value = fc.string({ unit: "grapheme", maxLength: 12 });
const word = fc.stringMatching(/^[a-z]{1,6}$/);
const tenant: fc.Arbitrary<LoadTenant> = fc.record({
  clientKey: fc.string({ minLength: 1, unit: "grapheme" }),
  sharedSecret: fc.string({ minLength: 1, maxLength: 150 }),
  baseUrl: fc.webUrl(),
  values: fc.record({ a: fc.array(value, { minLength: 1, maxLength: 3 }), "b.c": fc.tuple(value) }),
});
const part = fc.oneof(
  word,
  fc.constantFrom("{a}", "{b.c}", "{baseUrl}", "{nobody}", "x{a}", "%41~", "a+b"),
);
const fuzzed: fc.Arbitrary<Step> = fc
  .record({
    method: fc.constantFrom("GET", "POST", "DELETE"),
    segments: fc.array(part, { maxLength: 4 }),
    query: fc.uniqueArray(fc.tuple(word, part), { selector: ([key]) => key, maxLength: 4 }),
    end: fc.constantFrom("", "/"),
    proof: fc.constantFrom("query", "header", "context" as const),
  })
  .map(({ method, segments, query, end, proof }) => {
    const path = `/${segments.join("/")}${segments.length > 0 ? end : ""}`;
    const parameters = query.map((pair) => pair.join("=")).join("&");
    return step({ method, proof, path: parameters === "" ? path : `${path}?${parameters}` });
  });

describe("a composed request", () => {
  test("is what its step says, filled for its session and tenant", () => {
    const { method, url, headers, body, session } = composed([
      step({
        method: "POST",
        path: "/hook?issue={issue.key}",
        headers: [["x-site", "{baseUrl}"]],
        body: '{"key":"{issue.key}","at":{now},"session":{session},"nobody":"{nobody}"}',
        proof: "header",
      }),
    ]);
    const key = new URL(url, "http://host").searchParams.get("issue");
    expect(method).toBe("POST");
    expect(session.tenant.values["issue.key"]).toContain(key);
    expect(JSON.parse(body)).toEqual({ key, at: EPOCH_MS, session: 0, nobody: "" });
    expect(headers.get("x-site")).toBe(session.tenant.baseUrl);
    expect(headers.get("content-length")).toBe(`${Buffer.byteLength(body)}`);
  });

  test("is told again by the same seed and number, and lets no value end a header", () => {
    const bad = tenants().map((each) => ({ ...each, baseUrl: "a\r\nevil: 1" }));
    const steps = [step({ headers: [["x", "{baseUrl}"]], path: "/{issue.key}" })];
    expect(composed(steps, { of: bad })).toEqual(composed(steps, { of: bad }));
    expect(composed(steps, { of: bad }).headers.get("x")).toBe("a  evil: 1");
  });

  test("takes what its site has before what every session has", () => {
    const of = tenants().map((each) => ({ ...each, values: { now: ["noon"], baseUrl: ["home"] } }));
    const path = "/page?at={now}&in={baseUrl}";
    expect(composed([step({ path, proof: "none" })], { of }).url).toBe("/page?at=noon&in=home");
  });

  test("is about one thing: names that go together are of one row", () => {
    const of = tenants().map((each) => ({
      ...each,
      values: { "issue.id": ["1", "2", "3"], "issue.key": ["A-1", "A-2", "A-3"] },
    }));
    const path = "/page?id={issue.id}&key={issue.key}";
    const seen = Array.from({ length: 50 }, (_, arrival) => {
      const { url } = composed([step({ path, proof: "none" })], { arrival, of });
      const { id, key } = Object.fromEntries(new URL(url, "http://a").searchParams);
      expect(key).toBe(`A-${id}`);
      return id;
    });
    expect(new Set(seen).size).toBe(3);
  });

  test("has a token that host and Connect's library take for that request and no other", () => {
    fc.assert(
      fc.property(fuzzed, fc.array(tenant, { minLength: 1, maxLength: 3 }), (one, of) => {
        const request = composed([one], { of });
        expect(judged(request)).toMatchObject({ kind: "verified" });
        const { sharedSecret, clientKey } = request.session.tenant;
        const claims = connectJwt.decodeSymmetric(
          tokenOf(request),
          sharedSecret,
          connectJwt.SymmetricAlgorithm.HS256,
        );
        expect(claims.iss).toBe(clientKey);
        if (one.proof === "context") expect(claims.qsh).toBe("context-qsh");
        else {
          const asked = connectJwt.fromMethodAndUrl(request.method, request.url);
          expect(claims.qsh).toBe(connectJwt.createQueryStringHash(asked));
        }
      }),
      { numRuns: 300 },
    );
  });

  test("is signed by the host itself where it installs, for the add-on and nobody else", () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const pem = (type: "pkcs8" | "spki", key: typeof privateKey) =>
      key.export({ type, format: "pem" }).toString();
    const own = installKey(pem("pkcs8", privateKey), "key-7");
    const published = installPublicKey(pem("spki", createPublicKey(privateKey)))!;
    const audience = "http://127.0.0.1:7330/addon";
    const steps = [step({ method: "POST", path: "/installed?user_key=", proof: "install" })];
    const request = composed(steps, { path: "/addon", hostKey: { ...own, audience } });
    const jwt = readJwt(tokenOf(request));
    if (jwt.kind === "refused") throw new Error(jwt.message);
    expect(connectJwt.getKeyId(tokenOf(request))).toBe("key-7");
    const iss = request.session.tenant.clientKey;
    const expected = { nowMs: EPOCH_MS, iss, qsh: qsh("POST", request.url, "/addon") };
    expect(verifyJwt(jwt, published, { ...expected, aud: audience })).toMatchObject({
      kind: "verified",
    });
    expect(verifyJwt(jwt, published, { ...expected, aud: "http://other" })).toMatchObject({
      kind: "refused",
    });
    expect(() => composed(steps)).toThrow(/host's own key/);
  });

  test("is signed for its path below the add-on's own", () => {
    const request = composed([step()], { path: "/addon/" });
    expect(request.url).toMatch(/^\/addon\/page\?/);
    expect(judged(request, "/addon")).toMatchObject({ kind: "verified" });
  });

  test("names the person, lives three minutes beyond the longest wait, and is unique", () => {
    const [first, second] = [0, 1].map((arrival) => judged(composed([step()], { arrival })));
    const claims = first?.kind === "verified" ? first.claims : {};
    expect(claims).toMatchObject({ iat: EPOCH_MS / 1000, exp: EPOCH_MS / 1000 + 185 });
    expect(claims).toMatchObject({
      sub: expect.stringMatching(/^557058:/),
      jti: "run-000000000000-0",
    });
    expect(second).toMatchObject({ claims: { jti: "run-000000000001-0" } });
  });

  test("holds nothing of another session's, whatever was composed before it", () => {
    const of = tenants().map((each, rank) => ({
      ...each,
      values: { ...each.values, "project.id": Array.from({ length: 2 + rank }, (_, n) => `${n}`) },
    }));
    const steps = [
      step({ path: "/{issue.key}?project={project.id}", headers: [["x", "{baseUrl}"]] }),
      step({ name: "own", path: "/{issue.key}?at={now}", headers: [["x", "{session}"]] }),
      step({ name: "other", path: "/{project.id}/", headers: [["x", "{baseUrl}"]] }),
    ];
    const template = workloadTemplate(workload(steps), target, "always");
    const start = sessions(template, of, 1);
    const shared = new RequestComposer(1, "run", 5000);
    for (let n = 0; n < 400; n++) {
      const session = { ...start(n), at: n % 3 };
      const alone = new RequestComposer(1, "run", 5000).compose(session, EPOCH_MS + n).toString();
      expect(shared.compose(session, EPOCH_MS + n).toString()).toBe(alone);
    }
  });

  test("needs no token where its step has no proof", () => {
    expect(tokenOf(composed([step({ proof: "none" })]))).toBe("");
  });

  test.for(["/a?x={a}&x=1", "/a?{a}=1"])("%s cannot be signed ahead and is refused", (path) => {
    expect(() => composed([step({ path })])).toThrow(/cannot be signed ahead/);
  });
});
