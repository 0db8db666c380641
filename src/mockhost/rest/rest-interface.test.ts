import { describe, expect, test } from "vitest";
import { qsh, sharedSecretKey, signJwt } from "../../core/host/index.ts";
import type { HostRequest, Tenant } from "../index.ts";
import { bodyOf, descriptorWith, hostRequest, place, testWorld } from "../testdata/test-world.ts";
import type { Handlers } from "../world/index.ts";
import { type Limit, restInterface } from "./rest-interface.ts";
import { confluenceTable, jiraTable } from "./tables.ts";

const t = testWorld({ tenants: 2, products: ["jira", "confluence"] });
const [jira, confluence] = [t.tenants[0]!, t.tenants[1]!];
const descriptor = descriptorWith({ scopes: ["ADMIN"] });
for (const tenant of t.tenants) place(tenant, descriptor);
const nowMs = t.clock.nowMs();

const handlers: Handlers = {
  createIssue: ({ json }) => ({ status: 201, body: JSON.stringify(json) }),
};
const unlimited: Limit = () => ({ refusal: null, headers: { "x-left": "1" } });
const interfaceOf = (seed: number, limit = unlimited) => ({
  jira: restInterface({ seed, table: jiraTable, handlers, resolveBearer: () => null, limit }),
  confluence: restInterface({
    seed,
    table: confluenceTable,
    handlers: {},
    resolveBearer: () => null,
    limit,
  }),
});

function signed(tenant: Tenant, method: string, url: string, body = ""): HostRequest {
  const base = tenant.product === "confluence" ? "/wiki" : "";
  const exp = nowMs / 1000 + 60;
  const claims = { iss: descriptor.key, exp, qsh: qsh(method, url, base) };
  const token = signJwt(claims, sharedSecretKey(tenant.sharedSecret));
  const headers = { authorization: `JWT ${token}`, "content-type": "application/json" };
  return { ...hostRequest(method, url, headers), body: Buffer.from(body) };
}

const ask = (tenant: Tenant, request: HostRequest, seed = 1, limit = unlimited) =>
  interfaceOf(seed, limit)[tenant.product](tenant, request, nowMs);

describe("a call of the REST interface", () => {
  test("reaches its handler with the body read, and carries the limit's headers", () => {
    const { response, ...told } = ask(
      jira,
      signed(jira, "POST", "/rest/api/3/issue", '{"fields":{}}'),
    );
    expect(response).toMatchObject({ status: 201, headers: { "x-left": "1" } });
    expect(bodyOf(response)).toEqual({ fields: {} });
    expect(told).toMatchObject({
      operation: "createIssue",
      addonKey: descriptor.key,
      reason: null,
      claims: { iss: descriptor.key },
    });
  });

  test("with a document nested without end is refused as one that cannot be read", () => {
    const levels = (n: number) => `{"fields":${'{"content":['.repeat(n)}${"]}".repeat(n)}}`;
    const posted = (n: number) =>
      ask(jira, signed(jira, "POST", "/rest/api/3/issue", levels(n))).response.status;
    expect([50, 101, 5_000, 100_000].map(posted)).toEqual([201, 400, 400, 400]);
  });

  test.each(["/rest/api/2/issue", "/rest/api/latest/issue"])("may say %s", (path) => {
    expect(ask(jira, signed(jira, "POST", path, "{}")).operation).toBe("createIssue");
  });

  test("is answered in its shape where nothing is kept, and marked so", () => {
    const { response } = ask(jira, signed(jira, "GET", "/rest/api/3/dashboard/7"));
    expect(response.status).toBe(200);
    expect(response.headers).toMatchObject({ "x-plimsoll-answer": "shaped" });
    expect(bodyOf(response)).toHaveProperty("id");
  });

  test("is answered the same by the same seed, and otherwise by another", () => {
    const request = signed(jira, "GET", "/rest/api/3/dashboard/7");
    const [one, again, other] = [1, 1, 2].map((seed) => ask(jira, request, seed).response.body);
    expect(again).toBe(one);
    expect(other).not.toBe(one);
  });

  test("every operation without a handler has an answer with the status of its success", () => {
    const wrong = [jira, confluence].flatMap((tenant) => {
      const table = tenant.product === "jira" ? jiraTable : confluenceTable;
      const answer = interfaceOf(1)[tenant.product];
      return table.routes
        .filter(({ operation, scope }) => scope === "READ" && !(operation in handlers))
        .filter(({ method, path, ok }) => {
          const request = signed(tenant, method, path.replace(/\{\w+\}/g, "1"));
          return answer(tenant, request, nowMs).response.status !== (ok ?? 204);
        })
        .map(({ operation }) => operation);
    });
    expect(wrong).toEqual([]);
  });
});

describe("what cannot be answered is told in the host's own shape", () => {
  const jiraShape = (message: string) => ({ errorMessages: [message], errors: {} });

  test("JSON that is none", () => {
    const { response, reason } = ask(jira, signed(jira, "POST", "/rest/api/3/issue", '{"fields":'));
    expect(response.status).toBe(400);
    expect(bodyOf(response)).toEqual(
      jiraShape("There was an error parsing JSON. Check that your request body is valid."),
    );
    expect(reason).toBe("createIssue answered 400.");
  });

  test("a GET with a body", () => {
    const request = signed(jira, "GET", "/rest/api/3/dashboard/7", "{}");
    const { response } = ask(jira, request);
    expect(response.status).toBe(403);
    expect(bodyOf(response)).toEqual(jiraShape("GET requests must not have a body."));
  });

  test("a path that there is not", () => {
    const { response } = ask(jira, signed(jira, "GET", "/rest/api/3/nothing"));
    expect(response.status).toBe(404);
    expect(bodyOf(response)).toEqual(jiraShape("null for uri: /rest/api/3/nothing"));
  });

  test("a method that there is not, with those that there are", () => {
    const { response } = ask(jira, signed(jira, "PATCH", "/rest/api/3/issue"));
    expect(response).toMatchObject({ status: 405, headers: { allow: "POST" } });
  });

  test("a call without a token, before its body is looked at", () => {
    const request = { ...hostRequest("POST", "/rest/api/3/issue"), body: Buffer.from("{") };
    const { response, reason } = ask(jira, request);
    expect(response.status).toBe(401);
    expect(reason).toBe("The call carries no token.");
  });

  test("a call above the limit, with the limit's headers", () => {
    const { response } = ask(jira, signed(jira, "POST", "/rest/api/3/issue", "{}"), 1, () => ({
      refusal: { status: 429, body: "{}" },
      headers: { "retry-after": "3" },
    }));
    expect(response).toMatchObject({ status: 429, headers: { "retry-after": "3" } });
  });

  test.each([
    ["version 2", "/wiki/api/v2/nothing", { errors: [expect.objectContaining({ status: 404 })] }],
    ["version 1", "/wiki/rest/api/nothing", expect.objectContaining({ statusCode: 404 })],
  ])("Confluence's %s", (_, path, shape) => {
    const { response } = ask(confluence, signed(confluence, "GET", path));
    expect(bodyOf(response)).toEqual(shape);
  });
});
