import { describe, expect, test } from "vitest";
import { bodyOf } from "../../testdata/test-world.ts";
import { DAY_MS, key, right, setUp } from "./testdata/scene.ts";

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
