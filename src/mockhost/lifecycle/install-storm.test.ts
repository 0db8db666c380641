import { describe, expect, test } from "vitest";
import { testWorld } from "../testdata/test-world.ts";
import { installStorm } from "./install-storm.ts";

describe("a storm of installations", () => {
  test("tells every tenant once, at the chosen rate", async () => {
    const { clock, tenants } = testWorld({ tenants: 20 });
    const toldMs: number[] = [];
    const storm = installStorm(clock, tenants, 10, async () => {
      toldMs.push(clock.monotonicMs());
      return true;
    });
    await clock.advance(10_000);
    expect(await storm).toEqual({ accepted: 20, refused: 0 });
    expect(toldMs).toEqual(Array.from({ length: 20 }, (_, i) => i * 100));
  });

  test("does not wait for who is slow, and counts them when they answer", async () => {
    const { clock, tenants } = testWorld({ tenants: 5 });
    let told = 0;
    const storm = installStorm(clock, tenants, 1_000, (tenant) => {
      told++;
      return new Promise((resolve) => clock.after(5_000, () => resolve(tenant.index % 2 === 0)));
    });
    await clock.advance(100);
    expect(told).toBe(5);
    await clock.advance(5_000);
    expect(await storm).toEqual({ accepted: 3, refused: 2 });
  });

  test("over nobody is over at once", async () => {
    const { clock } = testWorld();
    expect(await installStorm(clock, [], 10, async () => true)).toEqual({
      accepted: 0,
      refused: 0,
    });
  });
});
