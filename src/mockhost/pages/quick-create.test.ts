import { describe, expect, test } from "vitest";
import { confluence } from "../confluence/index.ts";
import { jira } from "../jira/index.ts";
import { bodyOf, hostRequest, testWorld } from "../testdata/test-world.ts";
import type { HostResponse } from "../world/index.ts";
import { pages } from "./pages.ts";

function setUp() {
  const t = testWorld({ products: ["jira"], tenants: 1 });
  const products = { jira: jira(t.world), confluence: confluence(t.world) };
  const tenant = t.tenants[0]!;
  const [route] = pages(t.world, { ...products, readBridgeFile: () => null }).siteRoutes;
  const ask = async (method: string, body = "", type = "application/json") => {
    const url = "/secure/QuickCreateIssue.jspa";
    const request = hostRequest(method, url, { "content-type": type });
    const answer = route!(tenant, { ...request, body: Buffer.from(body) }, t.clock.nowMs());
    return (await answer) as HostResponse;
  };
  return { ...t, site: products.jira.sites(tenant), ask };
}

describe("the form for a new issue", () => {
  test("offers the projects and types of the site, and creates as the person in front", async () => {
    const { ask, site } = setUp();
    const { projects, issueTypes } = bodyOf(await ask("GET"));
    const fields = {
      project: { id: projects[0].id },
      issuetype: { id: issueTypes[0].id },
      summary: "Paint it",
    };
    const created = await ask("POST", JSON.stringify({ fields }));
    expect(created.status).toBe(201);
    const issue = site.issues.get(bodyOf(created).id)!;
    expect([issue.summary, issue.reporter]).toEqual(["Paint it", site.personAt(0).accountId]);
  });

  test.for([
    ["what lacks a summary", "POST", '{"fields":{}}', "application/json"],
    ["what is no JSON", "POST", "fields", "application/json"],
    ["what has no fields", "POST", "null", "application/json"],
    ["what a page of another site may send", "POST", '{"fields":{}}', "text/plain"],
    ["what is not posted", "PUT", '{"fields":{}}', "application/json"],
  ] as const)("refuses %s", async ([, method, body, type]) => {
    const { ask, site } = setUp();
    const before = site.issues.size;
    expect((await ask(method, body, type)).status).toBe(400);
    expect(site.issues.size).toBe(before);
  });
});
