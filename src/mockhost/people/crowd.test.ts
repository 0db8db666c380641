import { describe, expect, test } from "vitest";
import { random } from "../../core/chance/index.ts";
import { descriptorWith, place, testWorld } from "../testdata/test-world.ts";
import { crowdAt, drawTenant } from "./crowd.ts";

const NOON_IN_PARIS = Date.UTC(2027, 0, 5, 10);

function setUp(count = 200) {
  const { tenants } = testWorld({ tenants: count });
  for (const tenant of tenants) place(tenant, descriptorWith());
  return tenants;
}

function drawn(crowd: ReturnType<typeof crowdAt>, draws = 50_000) {
  const next = random(1);
  const counts = new Map<string, number>();
  for (let i = 0; i < draws; i++) {
    const { clientKey } = drawTenant(crowd, next)!;
    counts.set(clientKey, (counts.get(clientKey) ?? 0) + 1 / draws);
  }
  return counts;
}

describe("who is at work", () => {
  test("sites come by as often as they are large", () => {
    const tenants = setUp();
    const crowd = crowdAt(tenants, 0, true);
    const people = tenants.reduce((sum, { users }) => sum + users, 0);
    expect(crowd.present).toBe(people);
    const shares = drawn(crowd);
    for (const { clientKey, users } of tenants)
      expect(shares.get(clientKey) ?? 0).toBeCloseTo(users / people, 1);
  });

  test("by day in Europe it is night in the Pacific", () => {
    const tenants = setUp();
    const inZones = (zones: RegExp) => tenants.filter(({ timeZone }) => zones.test(timeZone));
    const shares = drawn(crowdAt(tenants, NOON_IN_PARIS, false));
    const share = (zones: RegExp) =>
      inZones(zones).reduce((sum, t) => sum + (shares.get(t.clientKey) ?? 0), 0) /
      inZones(zones).reduce((sum, { users }) => sum + users, 0);
    expect(share(/^Europe/)).toBeGreaterThan(10 * share(/^America\/(Los|New)|^Pacific/));
  });

  test("sites without an add-on, or with one that is disabled, are left alone", () => {
    const tenants = setUp(3);
    tenants[0]!.installations.clear();
    for (const installation of tenants[1]!.installations.values()) installation.state = "disabled";
    const crowd = crowdAt(tenants, 0, true);
    expect(crowd.tenants).toEqual([tenants[2]]);
    expect(drawTenant(crowd, random(1))).toBe(tenants[2]);
  });

  test("nobody is drawn where nobody is", () => {
    expect(drawTenant(crowdAt([], 0, true), random(1))).toBeNull();
  });
});
