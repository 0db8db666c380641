import { describe, expect, test } from "vitest";
import type { HostResponse } from "../../exchange.ts";
import { installKeys, lifecycle } from "../../lifecycle/index.ts";
import {
  answered,
  bodyOf,
  descriptorDocument,
  hostRequest,
  place,
  testWorld,
} from "../../testdata/test-world.ts";
import { versions } from "../index.ts";

const credentials = { email: "ops@vendor.example", apiToken: "s3cret" };
const basic = (pair: string) => ({
  authorization: `Basic ${Buffer.from(pair).toString("base64")}`,
});
const right = basic("ops@vendor.example:s3cret");
const url = "http://127.0.0.1:7330/app/atlassian-connect.json";
const key = descriptorDocument.key;
const keys = installKeys("test");
const DAY_MS = 86_400_000;

/** An add-on with three versions, the newest of which is on sixty tenants. */
async function setUp(options: { credentials?: typeof credentials | null; tenants?: number } = {}) {
  const t = testWorld({ tenants: options.tenants ?? 60, products: ["jira", "confluence"] });
  let document: Record<string, unknown> = descriptorDocument;
  t.answerWith((call) => answered(200, call.method === "GET" ? JSON.stringify(document) : ""));
  const hosted = lifecycle(t.world, keys);
  const room = versions(t.world, hosted, {
    marketplace: {
      credentials: options.credentials === undefined ? credentials : options.credentials,
      exportMs: 2_000,
    },
  });
  await room.watch(url);
  for (const changes of [
    { description: "Plans on a line." },
    { scopes: ["READ"], name: "Roadmaps 2" },
  ]) {
    document = { ...document, ...changes };
    await room.poll();
  }
  const newest = room.apps()[0]!.releases.at(-1)!;
  for (const tenant of t.tenants) place(tenant, newest.descriptor, newest.release, t.clock.nowMs());
  const ask = (path: string, headers: Record<string, string> = right, method = "GET") =>
    room.marketplaceRoutes(hostRequest(method, path, headers), t.clock.nowMs()) as HostResponse;
  const read = (path: string) => bodyOf(ask(path));
  const { vendorId } = read(`/rest/2/addons/${key}`)._embedded.vendor;
  const space = ask(`/marketplace/rest/3/developer-space/vendor/${vendorId}`);
  const developerId = space.status === 200 ? bodyOf(space).developerId : "";
  const reports = `/rest/2/vendors/${vendorId}/reporting`;
  const newer = `/marketplace/rest/3/reporting/developer-space/${developerId}`;
  return { ...t, hosted, room, ask, read, vendorId, developerId, reports, newer };
}

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

describe("an add-on in the older interface", () => {
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

describe("an add-on in the newer interface", () => {
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

describe("licences", () => {
  test("are held by every tenant that ever paid or tried, with somebody to write to", async () => {
    const t = await setUp();
    const licences = t.read(`${t.reports}/licenses/export?accept=json`);
    expect(licences).toHaveLength(t.tenants.filter((one) => one.licence !== "unlicensed").length);
    for (const { contactDetails, tier, status } of licences) {
      expect(contactDetails.technicalContact.email).toMatch(/^[^@ ]+@site-\d+\.example$/);
      expect(contactDetails.country).not.toBe("Unknown");
      expect(tier).toMatch(/^(\d+ Users|Evaluation)$/);
      expect(["active", "inactive"]).toContain(status);
    }
    const withBilling = licences.filter(
      (one: { contactDetails: object }) => "billingContact" in one.contactDetails,
    );
    expect(withBilling.length).toBeGreaterThan(licences.length / 2);
    expect(withBilling.length).toBeLessThan(licences.length);
  });

  test("go by the same names as in the installation callback", async () => {
    const t = await setUp();
    const tenant = t.tenants.find(({ licence }) => licence === "active")!;
    await t.hosted.install(tenant, tenant.installations.get(key)!.descriptor, "1.0.2");
    const told = JSON.parse(t.calls.find((call) => call.url.includes("/installed"))!.body!);
    const [licence] = t.read(`${t.reports}/licenses?text=${tenant.cloudId}`).licenses;
    expect(licence).toMatchObject({
      licenseId: told.serviceEntitlementNumber,
      appEntitlementId: told.entitlementId,
      appEntitlementNumber: told.entitlementNumber,
      cloudId: tenant.cloudId,
    });
  });

  test("are paged: following `next` shows each once", async () => {
    const t = await setUp();
    const all = t.read(`${t.newer}/licenses/export?accept=json`);
    const seen: unknown[] = [];
    for (let path = `${t.newer}/licenses?limit=7`; path; ) {
      const page = t.read(path);
      seen.push(...page.licenses);
      path = page._links.next ? `/marketplace${page._links.next.href}` : "";
    }
    expect(seen).toEqual(all);
    expect(t.read(`${t.reports}/licenses?limit=999`).licenses).toHaveLength(50);
  });

  test.for([
    ["status=active", ({ status }: Licence) => status === "active"],
    ["licenseType=evaluation", ({ licenseType }: Licence) => licenseType === "EVALUATION"],
    [
      "licenseType=commercial,evaluation&status=inactive",
      ({ status }: Licence) => status === "inactive",
    ],
    [`addon=${key}`, () => true],
    ["addon=other", () => false],
    ["tier=3", ({ tier }: Licence) => tier === "3 Users"],
    ["hosting=server", () => false],
    [
      "startDate=2027-01-01&endDate=2027-01-01",
      ({ maintenanceStartDate }: Licence) => maintenanceStartDate === "2027-01-01",
    ],
    [
      "dateType=end&endDate=2026-12-31",
      ({ maintenanceEndDate }: Licence) => maintenanceEndDate <= "2026-12-31",
    ],
    ["lastUpdated=2027-02-01", () => false],
  ] as const)("narrowed by %s", async ([query, passes]) => {
    const t = await setUp();
    const all = t.read(`${t.reports}/licenses/export?accept=json`) as Licence[];
    expect(t.read(`${t.reports}/licenses/export?accept=json&${query}`)).toEqual(all.filter(passes));
  });

  test("are sorted as asked, numbers in names as numbers", async () => {
    const t = await setUp();
    const tiers = t
      .read(
        `${t.reports}/licenses/export?accept=json&licenseType=commercial&sortBy=tier&order=desc`,
      )
      .map(({ tier }: { tier: string }) => Number.parseInt(tier, 10));
    expect(tiers).toEqual(tiers.toSorted((a: number, b: number) => b - a));
  });

  test.for([
    ["status=dead", "status must be one of active, inactive, cancelled; not dead."],
    ["startDate=yesterday", "startDate must be a date such as 2027-01-31."],
    ["dateType=middle", "dateType must be one of start, end."],
    ["sortBy=mood", "sortBy must be one of addonName"],
    ["sortBy=tier&order=up", "order must be asc or desc."],
    ["offset=-1", "offset must be a whole number."],
  ] as const)("asked for with %s are refused", async ([query, message]) => {
    const t = await setUp({ tenants: 1 });
    const refused = t.ask(`${t.reports}/licenses?${query}`);
    expect(refused.status).toBe(400);
    expect(bodyOf(refused).errors[0].message).toContain(message);
  });

  test("are cancelled once the add-on was taken off", async () => {
    const t = await setUp();
    const tenant = t.tenants.find(({ licence }) => licence === "active")!;
    await t.clock.advance(10 * DAY_MS);
    await t.hosted.uninstall(tenant, key);
    expect(t.read(`${t.reports}/licenses?status=cancelled`).licenses).toMatchObject([
      { cloudId: tenant.cloudId, maintenanceEndDate: "2027-01-11" },
    ]);
  });

  test("come with more about the customer on request", async () => {
    const t = await setUp();
    const [plain] = t.read(`${t.reports}/licenses`).licenses;
    const [rich] = t.read(`${t.reports}/licenses?withDataInsights=true`).licenses;
    expect(rich).toMatchObject({ ...plain, parentProductName: expect.any(String) });
    expect(plain.parentProductName).toBeUndefined();
  });

  test("as a table", async () => {
    const t = await setUp();
    const table = t.ask(`${t.reports}/licenses/export`);
    expect(table.headers).toMatchObject({ "content-type": "text/csv;charset=UTF-8" });
    const [header, first] = String(table.body).split("\r\n");
    expect(header).toContain("licenseId,appEntitlementId");
    expect(header).toContain("technicalContactEmail");
    expect(first).toContain(key);
    expect(t.ask(`${t.reports}/licenses/export?accept=xml`).status).toBe(400);
  });
});

interface Licence {
  readonly tier: string;
  readonly status: string;
  readonly licenseType: string;
  readonly maintenanceStartDate: string;
  readonly maintenanceEndDate: string;
}

describe("transactions", () => {
  test("grow by a renewal for each period that passes", async () => {
    const t = await setUp();
    const count = (saleType: string) =>
      t.read(
        `${t.newer}/sales/transactions/export?accept=json&saleType=${saleType}&billingPeriod=monthly`,
      ).length;
    const sold = count("new");
    expect(sold).toBeGreaterThan(20);
    expect(count("renewal")).toBe(0);
    await t.clock.advance(61 * DAY_MS);
    expect(count("new")).toBe(sold);
    const active = t.read(
      `${t.newer}/licenses/export?accept=json&status=active&licenseType=commercial`,
    );
    const monthly = active.filter((one: Licence) => one.maintenanceEndDate === "2027-04-01").length;
    expect(count("renewal")).toBe(2 * monthly);
  });

  test("say who paid what, of which the vendor gets its share", async () => {
    const t = await setUp();
    const [transaction] = t.read(
      `${t.reports}/sales/transactions?sortBy=purchasePrice&order=desc`,
    ).transactions;
    expect(transaction).toMatchObject({
      transactionId: expect.stringMatching(/^AT-\d+-1$/),
      addonKey: key,
      paymentStatus: "Paid",
      customerDetails: { technicalContact: { email: expect.any(String) } },
      purchaseDetails: { saleDate: expect.any(String), saleType: "New", hosting: "Cloud" },
    });
    const { purchasePrice, vendorAmount } = transaction.purchaseDetails;
    expect(vendorAmount).toBeCloseTo(purchasePrice * 0.75, 1);
  });
});

describe("feedback", () => {
  test("is given by whoever disables or uninstalls, and narrowed by what they did", async () => {
    const t = await setUp();
    expect(t.read(`${t.reports}/feedback/details`).feedback).toEqual([]);
    await t.clock.advance(DAY_MS);
    await t.hosted.uninstall(t.tenants[3]!, key);
    await t.hosted.disable(t.tenants[4]!, key);
    const { feedback } = t.read(`${t.newer}/feedback/details?type=uninstall`);
    expect(feedback).toMatchObject([
      {
        addonKey: key,
        addonVersion: "1.0.2",
        feedbackType: "uninstall",
        date: "2027-01-02",
        reasonKey: expect.any(String),
      },
    ]);
    expect(t.read(`${t.reports}/feedback/details`).feedback).toHaveLength(2);
    expect(t.ask(`${t.reports}/feedback/details?type=rage`).status).toBe(400);
  });
});

describe("an export in the background", () => {
  test.for(["reports", "newer"] as const)(
    "(%s) is asked for, waited for, and fetched",
    async (place) => {
      const t = await setUp();
      const base = place === "reports" ? "" : "/marketplace/rest/3";
      const started = bodyOf(
        t.ask(`${t[place]}/licenses/async/export?status=active`, right, "POST"),
      );
      const status = base + started._links.status.href;
      const download = base + started._links.download.href;
      expect(t.read(status).export).toEqual({ id: started.export.id, status: "QUEUED" });
      expect(t.ask(download).status).toBe(404);
      expect(t.read(download).errors[0].message).toBe("Export is being processed.");
      await t.clock.advance(1_000);
      expect(t.read(status).export.status).toBe("IN_PROGRESS");
      await t.clock.advance(1_000);
      expect(t.read(status).export.status).toBe("COMPLETED");
      expect(t.read(download)).toEqual(
        t.read(`${t[place]}/licenses/export?accept=json&status=active`),
      );
    },
  );

  test("is the same one for the same question, another for another, and gone after an hour", async () => {
    const t = await setUp();
    const start = (query: string) =>
      bodyOf(t.ask(`${t.reports}/sales/transactions/async/export?${query}`, right, "POST")).export
        .id;
    const id = start("accept=csv");
    expect(start("accept=csv")).toBe(id);
    expect(start("accept=json")).not.toBe(id);
    await t.clock.advance(3_000);
    const path = `${t.reports}/sales/transactions/async/export/${id}`;
    expect(String(t.ask(path).body)).toMatch(/^transactionId,/);
    await t.clock.advance(3_600_001);
    expect(t.ask(path).status).toBe(404);
    expect(t.ask(`${path}/status`).status).toBe(404);
  });
});
