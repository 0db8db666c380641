import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DAY_MS } from "../../../core/time/index.ts";
import { descriptorDocument, descriptorWith, place, testWorld } from "../../testdata/test-world.ts";
import type { LicenceState } from "../../world/index.ts";
import { licenceOf } from "./licence.ts";
import { salesOf } from "./sale.ts";

const key = descriptorDocument.key;
const today = 20_000;

function held(
  licence: LicenceState,
  changes: { installedDay?: number; uninstalledDay?: number; isFree?: boolean } = {},
  index = 0,
) {
  const tenant = testWorld({ tenants: index + 1 }).tenants[index]!;
  tenant.licence = licence;
  const { installedDay = today - 100, uninstalledDay, isFree = false } = changes;
  const installation = place(tenant, descriptorWith({ enableLicensing: !isFree }));
  tenant.installations.set(key, {
    ...installation,
    installedAtMs: installedDay * DAY_MS,
    changedAtMs: (uninstalledDay ?? installedDay) * DAY_MS,
    state: uninstalledDay === undefined ? "enabled" : "uninstalled",
  });
  return licenceOf(1, tenant, key, today * DAY_MS);
}

describe("a licence", () => {
  test.for([
    ["of a tenant that pays", "active", {}, { type: "COMMERCIAL", status: "active" }],
    ["of a tenant that tries it", "evaluation", {}, { type: "EVALUATION", status: "active" }],
    ["that ran out", "expired", {}, { type: "COMMERCIAL", status: "inactive" }],
    ["that was never bought", "unlicensed", {}, null],
    ["of a free add-on", "unlicensed", { isFree: true }, { type: "FREE", status: "active" }],
    [
      "of a tenant that took it off",
      "active",
      { uninstalledDay: today - 5 },
      { type: "COMMERCIAL", status: "cancelled", startDay: today - 100, endDay: today - 5 },
    ],
  ] as const)("%s", ([, state, changes, expected]) => {
    const licence = held(state, changes);
    if (expected === null) expect(licence).toBeNull();
    else expect(licence).toMatchObject(expected);
  });

  test("covers today if it is active, and is over if it is not; every period is paid once", () => {
    const state = fc.constantFrom<LicenceState>("active", "evaluation", "expired");
    const day = fc.integer({ min: 0, max: 3_000 });
    fc.assert(
      fc.property(
        state,
        day,
        fc.option(day),
        fc.integer({ min: 0, max: 20 }),
        (s, ago, later, i) => {
          const installedDay = today - ago;
          const uninstalledDay = later === null ? undefined : Math.min(today, installedDay + later);
          const licence = held(
            s,
            uninstalledDay === undefined ? { installedDay } : { installedDay, uninstalledDay },
            i,
          )!;
          expect(licence.startDay).toBeLessThanOrEqual(licence.endDay);
          if (licence.status === "active") expect(licence.endDay).toBeGreaterThan(today);
          else expect(licence.endDay).toBeLessThanOrEqual(today);
          const sales = salesOf(licence, today);
          expect(sales.length > 0).toBe(licence.type === "COMMERCIAL");
          for (const [n, sale] of sales.entries()) {
            expect(sale.saleType).toBe(n === 0 ? "New" : "Renewal");
            expect(sale.saleDay).toBe(n === 0 ? licence.startDay : sales[n - 1]!.endDay);
            expect(sale.saleDay).toBeLessThanOrEqual(today);
            expect(sale.vendorAmount).toBeLessThan(sale.purchasePrice);
          }
          if (licence.status === "active" && sales.length > 0)
            expect(sales.at(-1)!.endDay).toBe(licence.endDay);
        },
      ),
    );
  });
});
