import { createHmac, generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { installKey, qsh, sharedSecretKey, signJwt } from "../../core/host/index.ts";
import { descriptorWith, hostRequest, place, testWorld } from "../testdata/test-world.ts";
import { authorise, type ResolveBearer } from "./authorise.ts";
import type { Operation } from "./operation.ts";
import { confluenceTable, jiraTable } from "./tables.ts";

const PATH = "/rest/api/3/issue/ROAD-1";
const t = testWorld({ tenants: 2 });
const [tenant, other] = [t.tenants[0]!, t.tenants[1]!];
const nowS = t.clock.nowMs() / 1000;
const descriptor = descriptorWith({ scopes: ["WRITE"] });
place(tenant, descriptor);

const operationOf = (id: string): Operation =>
  jiraTable.routes.find(({ operation }) => operation === id)!;
const getIssue = operationOf("getIssue");

const good = {
  iss: descriptor.key,
  iat: nowS,
  exp: nowS + 180,
  qsh: qsh("GET", PATH),
};
const sign = (claims: object, secret = tenant.sharedSecret): string =>
  signJwt(claims as typeof good, sharedSecretKey(secret));

const nobody: ResolveBearer = () => null;
const withToken = (authorization: string, url = PATH, operation = getIssue) =>
  authorise(hostRequest("GET", url, { authorization }), tenant, operation, nobody, nowS * 1000);
const withJwt = (token: string, url = PATH) => withToken(`JWT ${token}`, url);

/** A token whose header and signature are made by hand. */
function forged(alg: string, signature: (part: string) => string): string {
  const segment = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const part = `${segment({ typ: "JWT", alg })}.${segment(good)}`;
  return `${part}.${signature(part)}`;
}

describe("a call is let in", () => {
  test("with a token for it, as the add-on itself", () => {
    expect(withJwt(sign(good))).toMatchObject({
      kind: "allowed",
      caller: { addonKey: descriptor.key, accountId: null },
    });
  });

  test("with the token in the query", () => {
    const url = `${PATH}?fields=summary`;
    const token = sign({ ...good, qsh: qsh("GET", url) });
    const request = hostRequest("GET", `${url}&jwt=${token}`);
    expect(authorise(request, tenant, getIssue, nobody, nowS * 1000).kind).toBe("allowed");
  });

  test("as the person whom the token names", () => {
    expect(withJwt(sign({ ...good, sub: "ada" }))).toMatchObject({ caller: { accountId: "ada" } });
  });

  test("with a bearer token that the host gave out", () => {
    const caller = { addonKey: "a", accountId: "ada", scopes: new Set(["READ"]) };
    const request = hostRequest("GET", PATH, { authorization: "Bearer b" });
    const told = authorise(
      request,
      tenant,
      getIssue,
      (token) => (token === "b" ? caller : null),
      0,
    );
    expect(told).toMatchObject({ kind: "allowed", caller });
  });

  test("on Confluence with a hash that leaves /wiki out", () => {
    const wiki = testWorld({ tenants: 1, products: ["confluence"] }).tenants[0]!;
    place(wiki, descriptor);
    const operation = confluenceTable.routes.find(({ scope }) => scope === "READ")!;
    const token = sign({ ...good, qsh: qsh("GET", "/api/v2/pages") }, wiki.sharedSecret);
    const request = hostRequest("GET", "/wiki/api/v2/pages", { authorization: `JWT ${token}` });
    expect(authorise(request, wiki, operation, nobody, nowS * 1000).kind).toBe("allowed");
  });
});

describe("a call is refused with 401", () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  const publicHmac = (part: string) =>
    createHmac("sha256", publicKey).update(part).digest("base64url");

  test.each([
    ["without a token", "", "carries no token"],
    ["with a token that is none", "JWT abc", "three base64url segments"],
    ["with a bearer token that nobody gave out", "Bearer x", "unknown or expired"],
    ["with a wrong secret", `JWT ${sign(good, "guess")}`, "[wrong-signature]"],
    ["with another tenant's secret", `JWT ${sign(good, other.sharedSecret)}`, "[wrong-signature]"],
    ["with a changed signature", `JWT ${sign(good).slice(0, -2)}AA`, "[wrong-signature]"],
    ["with a token that has expired", `JWT ${sign({ ...good, exp: nowS })}`, "[expired]"],
    ["with a token that never expires", `JWT ${sign({ ...good, exp: undefined })}`, "[missing-cl"],
    ["with no hash of the request", `JWT ${sign({ ...good, qsh: undefined })}`, "[missing-claim]"],
    ["with the hash of another", `JWT ${sign({ ...good, qsh: qsh("PUT", PATH) })}`, "[wrong-qsh]"],
    ["with a page's hash", `JWT ${sign({ ...good, qsh: "context-qsh" })}`, "[wrong-qsh]"],
    ["as an add-on that is not here", `JWT ${sign({ ...good, iss: "x" })}`, "No add-on with key x"],
    ["unsigned (alg none)", `JWT ${forged("none", () => "")}`, "[wrong-algorithm]"],
    ["signed RS256", `JWT ${signJwt(good, installKey(privateKey, "k"))}`, "[wrong-algorithm]"],
    ["with a public key as secret", `JWT ${forged("HS256", publicHmac)}`, "[wrong-signature]"],
    ["with HS256 called RS256", `JWT ${forged("RS256", publicHmac)}`, "[wrong-algorithm]"],
  ])("%s", (_, authorization, reason) => {
    expect(withToken(authorization)).toMatchObject({
      kind: "refused",
      status: 401,
      message: "Client must be authenticated to access this resource.",
      reason: expect.stringContaining(reason),
    });
  });

  test("with a query that was not signed", () => {
    const told = withJwt(sign(good), `${PATH}?fields=summary`);
    expect(told).toMatchObject({ status: 401, reason: expect.stringContaining("[wrong-qsh]") });
  });

  test("by a tenant that has uninstalled the add-on", () => {
    place(other, descriptor).state = "uninstalled";
    const request = hostRequest("GET", PATH, {
      authorization: `JWT ${sign(good, other.sharedSecret)}`,
    });
    expect(authorise(request, other, getIssue, nobody, nowS * 1000)).toMatchObject({ status: 401 });
  });

  test("and no reason gives the secret away", () => {
    const told = withJwt(sign(good, "guess"));
    expect(JSON.stringify(told)).not.toContain(tenant.sharedSecret);
  });
});

describe("the scope of the operation decides", () => {
  const scoped = (id: string) => withToken(`JWT ${sign(good)}`, PATH, operationOf(id));

  test.each([
    ["reading, which writing implies", "getIssue", "allowed"],
    ["writing", "editIssue", "allowed"],
    ["what needs none", "getFields", "allowed"],
    ["deleting", "deleteIssue", "refused"],
    ["administering a project", "createVersion", "refused"],
    ["administering the site", "createIssueLinkType", "refused"],
    ["addresses of people", "getUserEmail", "refused"],
    ["what no Connect app may use", "setBanner", "refused"],
  ])("%s", (_, id, kind) => {
    expect(scoped(id)).toMatchObject(kind === "allowed" ? { kind } : { kind, status: 403 });
  });

  test("and the host says which it is", () => {
    expect(scoped("deleteIssue")).toMatchObject({
      message: "The app is not authorised to use this resource.",
      reason: "deleteIssue needs scope DELETE; the installed release has WRITE, READ.",
    });
    expect(scoped("setBanner")).toMatchObject({
      message: "This resource is not accessible to Connect apps.",
    });
  });
});
