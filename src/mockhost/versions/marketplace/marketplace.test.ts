import { describe, expect, test } from "vitest";
import { bodyOf } from "../../testdata/test-world.ts";
import { basic, key, right, setUp, url } from "./testdata/scene.ts";

describe("whoever asks", () => {
  test("for anything else is passed on", async () => {
    const t = await setUp();
    expect(t.ask("/keys/x")).toBeNull();
    expect(t.ask("/rest/20/x")).toBeNull();
  });

  test("may read listings and versions without credentials", async () => {
    const t = await setUp();
    expect(t.ask(`/rest/2/addons/${key}`, {}).status).toBe(200);
    expect(t.ask(`/marketplace/rest/3/app-software/app-key/${key}`, {}).status).toBe(200);
  });

  test("is shown no report where the host was given no credentials", async () => {
    const t = await setUp({ credentials: null });
    expect(t.ask(`${t.reports}/licenses`).status).toBe(401);
    expect(t.ask(`${t.reports}/licenses`, basic(":")).status).toBe(401);
  });

  test.for([
    ["without credentials", {}],
    ["with a wrong token", basic("ops@vendor.example:other")],
    ["with a wrong address", basic("x@vendor.example:s3cret")],
    ["with a token alone", basic("s3cret")],
    ["by another scheme", { authorization: "Bearer s3cret" }],
    ["with something unreadable", { authorization: "Basic ???" }],
  ] as const)("%s is shown no report", async ([, headers]) => {
    const t = await setUp();
    for (const path of [
      `${t.reports}/licenses`,
      `${t.newer}/licenses`,
      `${t.reports}/sales/transactions/export`,
    ]) {
      const refused = t.ask(path, headers);
      expect(refused.status).toBe(401);
      expect(refused.headers).toMatchObject({
        "www-authenticate": expect.stringContaining("Basic"),
      });
    }
    expect(t.world.journal.lines({ kind: "marketplace", refusedOnly: true })).toHaveLength(3);
  });

  test.for([
    ["an unknown app", `/rest/2/addons/none`, "GET", 404],
    ["an unknown version", `/rest/2/addons/${key}/versions/name/9.9.9`, "GET", 404],
    ["an unknown vendor", "/rest/2/vendors/1/reporting/licenses", "GET", 404],
    ["an unknown address", "/rest/2/nothing", "GET", 404],
    ["a wrong method", `/rest/2/addons/${key}`, "POST", 405],
    ["a wrong cost", `/rest/2/addons/${key}/versions?cost=dear`, "GET", 400],
    ["a wrong limit", `/rest/2/addons/${key}/versions?limit=many`, "GET", 400],
    ["a version that never was", `/rest/2/addons/${key}/versions?afterVersion=8.0.0`, "GET", 400],
    ["a broken escape", "/rest/2/addons/%E0%A4%A", "GET", 404],
  ] as const)("for %s gets an error that says so", async ([, path, method, status]) => {
    const t = await setUp({ tenants: 1 });
    const refused = t.ask(path, right, method);
    expect(refused.status).toBe(status);
    expect(bodyOf(refused).errors[0].message).toMatch(/\.$/);
  });
});

describe("an add-on in API v2", () => {
  test("is shown with its vendor, its newest version and how far it reaches", async () => {
    const t = await setUp();
    expect(t.read(`/rest/2/addons/${key}`)).toMatchObject({
      key,
      name: "Roadmaps 2",
      status: "public",
      summary: "Plans on a line.",
      _embedded: {
        vendor: { vendorId: t.vendorId, name: "Example Ltd" },
        version: { name: "1.0.2", paymentModel: "atlassian" },
        distribution: { totalInstalls: 60 },
      },
    });
  });

  test("has its versions newest first, page by page", async () => {
    const t = await setUp();
    const page = t.read(`/rest/2/addons/${key}/versions?limit=2`);
    expect(page._embedded.versions).toMatchObject([
      {
        name: "1.0.2",
        buildNumber: 100_000_002,
        compatibilities: [{ application: "confluence" }, { application: "jira" }],
        text: { releaseSummary: "name changed; scopes changed" },
      },
      { name: "1.0.1" },
    ]);
    expect(page.count).toBe(3);
    const last = t.read(page._links.next.href);
    expect(last._embedded.versions).toMatchObject([{ name: "1.0.0" }]);
    expect(last._links.next).toBeUndefined();
  });

  test.for([
    ["afterVersion=1.0.0", ["1.0.2", "1.0.1"]],
    ["cost=free", []],
    ["cost=paid", ["1.0.2", "1.0.1", "1.0.0"]],
    ["hosting=server", []],
  ] as const)("narrowed by %s", async ([query, names]) => {
    const t = await setUp({ tenants: 1 });
    const { versions: found } = t.read(`/rest/2/addons/${key}/versions?${query}`)._embedded;
    expect(found.map(({ name }: { name: string }) => name)).toEqual(names);
  });

  test.for(["latest", "name/1.0.2", "build/100000002"])("finds one version by %s", async (by) => {
    const t = await setUp({ tenants: 1 });
    expect(t.read(`/rest/2/addons/${key}/versions/${by}`).name).toBe("1.0.2");
  });
});

describe("an add-on in API v3", () => {
  test("leads from its key to its versions, page by page", async () => {
    const t = await setUp();
    const [{ appSoftwareId }] = t.read(`/marketplace/rest/3/app-software/app-key/${key}`);
    let path = `/marketplace/rest/3/app-software/${appSoftwareId}/versions?limit=1`;
    const seen: string[] = [];
    while (path) {
      const page = t.read(path);
      expect(page.totalCount).toBe(3);
      seen.push(page.versions[0].versionNumber);
      path = page.links.next ? `/marketplace${page.links.next}` : "";
    }
    expect(seen).toEqual(["1.0.2", "1.0.1", "1.0.0"]);
    expect(
      t.read(`/marketplace/rest/3/app-software/${appSoftwareId}/versions/100000002`),
    ).toMatchObject({
      versionNumber: "1.0.2",
      supportedPaymentModel: "paid-via-atlassian",
      frameworkDetails: {
        frameworkId: "connect",
        attributes: { scopes: ["READ"], descriptorUrl: url },
      },
    });
    const wrong = t.ask(`/marketplace/rest/3/app-software/${appSoftwareId}/versions?cursor=zzz`);
    expect(wrong.status).toBe(400);
  });

  test("is listed in its developer space, which the vendor's number leads to", async () => {
    const t = await setUp();
    const space = t.read(`/marketplace/rest/3/product-listing/developer-space/${t.developerId}`);
    expect(space.items).toMatchObject([
      { appKey: key, appName: "Roadmaps 2", developerId: t.developerId },
    ]);
    expect(t.read(`/marketplace/rest/3/product-listing/${space.items[0].productId}`)).toEqual(
      space.items[0],
    );
    expect(t.read(`/marketplace/rest/3/developer-space/${t.developerId}`).vendorId).toBe(
      t.vendorId,
    );
  });
});
