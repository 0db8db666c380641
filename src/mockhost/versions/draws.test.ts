import fc from "fast-check";
import { expect, test } from "vitest";
import { testWorld } from "../testdata/test-world.ts";
import { approvalDelayMs, rolloutDelayMs } from "./draws.ts";

const { tenants } = testWorld({ tenants: 400 });
const anyTenant = fc.constantFrom(...tenants);
const anySeed = fc.integer();
const share = fc.double({ min: 0, max: 1, noNaN: true });

test("every tenant hears of a release within the roll-out", () => {
  fc.assert(
    fc.property(anySeed, anyTenant, fc.integer({ min: 1, max: 1e9 }), (seed, tenant, rolloutMs) => {
      const delayMs = rolloutDelayMs(seed, "a", "1.0.1", tenant, rolloutMs);
      expect(delayMs).toBeGreaterThanOrEqual(0);
      expect(delayMs).toBeLessThan(rolloutMs);
      expect(rolloutDelayMs(seed, "a", "1.0.1", tenant, rolloutMs)).toBe(delayMs);
    }),
  );
});

test("the roll-out is spread evenly", () => {
  const quarters = [0, 0, 0, 0];
  for (const tenant of tenants) quarters[rolloutDelayMs(1, "a", "1.0.1", tenant, 4)]!++;
  for (const count of quarters) expect(count).toBeGreaterThan(60);
});

test("whoever approves does so in time, and whoever approves at a small share does at a larger", () => {
  fc.assert(
    fc.property(anySeed, anyTenant, share, share, (seed, tenant, a, b) => {
      const delay = (part: number) =>
        approvalDelayMs(seed, "a", "1.1.0", tenant, { share: part, withinMs: 1000 });
      const [small, large] = [delay(Math.min(a, b)), delay(Math.max(a, b))];
      if (small !== null) expect(large).toBe(small);
      if (large !== null) expect(large).toBeLessThan(1000);
    }),
  );
});

test("nobody approves at share 0, everybody at share 1", () => {
  const count = (part: number) =>
    tenants.filter(
      (t) => approvalDelayMs(7, "a", "1.1.0", t, { share: part, withinMs: 1 }) !== null,
    ).length;
  expect([count(0), count(1)]).toEqual([0, 400]);
  expect(count(0.5)).toBeGreaterThan(160);
  expect(count(0.5)).toBeLessThan(240);
});
