import { describe, expect, test } from "vitest";
import type { LeaseToken } from "../index.ts";
import { entry } from "./samples.ts";
import type { Tested } from "./tested.ts";

export function describeLeases(tested: Tested): void {
  describe("gives out leases", () => {
    const take = (holder: string, nowMs: number) =>
      tested.store.leases.take("scaling", holder, 1000, nowMs);

    test("to one holder at a time, who may renew", async () => {
      const token = await take("a", 0);
      expect(token).toEqual({ name: "scaling", holder: "a", fence: 1 });
      expect(await take("b", 999)).toBeNull();
      expect(await take("a", 999)).toEqual(token);
      expect(await take("b", 1500)).toBeNull();
      expect(await tested.store.leases.take("packing", "b", 1000, 0)).toMatchObject({ fence: 1 });
    });

    test("to exactly one of many who ask at once", async () => {
      const tokens = await Promise.all(["a", "b", "c", "d"].map((holder) => take(holder, 0)));
      expect(tokens.filter((token) => token !== null)).toHaveLength(1);
    });

    test("to the next when they run out or are given back, with a higher fence", async () => {
      const first = await take("a", 0);
      const second = (await take("b", 1000)) as LeaseToken;
      expect(second).toMatchObject({ holder: "b", fence: 2 });
      await tested.store.leases.release(first!);
      expect(await take("c", 1500)).toBeNull();
      await tested.store.leases.release(second);
      expect(await take("c", 1500)).toMatchObject({ holder: "c", fence: 3 });
    });

    test("and refuses what a holder appends who slept too long", async () => {
      const late = (await take("a", 0)) as LeaseToken;
      const next = (await take("b", 5000)) as LeaseToken;
      expect(await tested.store.ledger.append([entry()], { fence: late })).toEqual({
        kind: "fenced",
        lease: "scaling",
      });
      expect(await tested.store.ledger.append([entry()], { fence: next })).toMatchObject({
        kind: "appended",
      });
      await tested.store.leases.release(next);
      expect(await tested.store.ledger.append([entry()], { fence: next })).toMatchObject({
        kind: "fenced",
      });
      expect(await tested.store.ledger.head()).toMatchObject({ seq: 1 });
    });

    test("that outlive a restart", async () => {
      const token = (await take("a", 0)) as LeaseToken;
      await tested.reopen();
      expect(await take("b", 999)).toBeNull();
      expect(await tested.store.ledger.append([entry()], { fence: token })).toMatchObject({
        kind: "appended",
      });
    });
  });
}
