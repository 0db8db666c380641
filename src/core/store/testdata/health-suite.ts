import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Tested } from "./tested.ts";

export function describeHealth(tested: Tested): void {
  describe("health", () => {
    test("tells how much it takes on a disk, and grows with what it keeps", async () => {
      const { health, vault } = tested.store;
      const before = await health.sizeBytes();
      if (before === null) return;
      await vault.put(randomBytes(300_000), { kind: "drill", person: "" });
      expect(await health.sizeBytes()).toBeGreaterThan(before + 200_000);
    });

    test("can be touched as often as anybody likes, and is where it was opened", async () => {
      const { health } = tested.store;
      for (let n = 0; n < 5; n++) await health.touch();
      const { lost, disk } = await health.place();
      expect(lost).toBeNull();
      if (disk) expect(disk.availableBytes).toBeLessThanOrEqual(disk.sizeBytes);
    });

    test("notes its size, in the order of time, and forgets what is old", async () => {
      const sample = (atMs: number) => ({ atMs, storeBytes: 10 * atMs, availableBytes: null });
      for (const atMs of [1, 2, 3, 4]) await tested.store.health.noteUsage(sample(atMs), atMs - 2);
      await tested.reopen();
      expect(await tested.store.health.usage()).toEqual([sample(2), sample(3), sample(4)]);
    });
  });
}
