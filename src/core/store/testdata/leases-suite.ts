import { describe, expect, test } from "vitest";
import type { LeaseState, LeaseToken } from "../index.ts";
import { at, entry, MIDNIGHT, slot } from "./samples.ts";
import type { Tested } from "./tested.ts";

export function describeLeases(tested: Tested): void {
  describe("gives out leases", () => {
    const ask = (holder: string, silent: LeaseState | null = null) =>
      tested.store.leases.acquire("scaling", holder, silent);
    async function acquire(holder: string, silent: LeaseState | null = null): Promise<LeaseToken> {
      const answer = await ask(holder, silent);
      if (answer.kind !== "taken") throw new Error(`${holder} asked for a lease that is held.`);
      return answer.token;
    }
    const held = (fence: number, renewals: number) => ({
      kind: "held",
      lease: expect.objectContaining({ fence, renewals }),
    });

    test("to one holder at a time, who may renew", async () => {
      const token = await acquire("a");
      expect(token).toEqual({ name: "scaling", holder: "a", fence: 1 });
      expect(await ask("b")).toEqual(held(1, 0));
      expect(await acquire("a")).toEqual(token);
      expect(await ask("b")).toEqual(held(1, 1));
      expect(await tested.store.leases.acquire("packing", "b", null)).toMatchObject({
        kind: "taken",
        token: { fence: 1 },
      });
    });

    test("to exactly one of many who ask at once", async () => {
      const answers = await Promise.all(["a", "b", "c", "d"].map((holder) => ask(holder)));
      expect(answers.filter(({ kind }) => kind === "taken")).toHaveLength(1);
    });

    test("to the next when the holder is silent or gives it back, with a higher fence", async () => {
      const first = await acquire("a");
      const second = await acquire("b", { fence: 1, renewals: 0 });
      expect(second).toMatchObject({ holder: "b", fence: 2 });
      await tested.store.leases.release(first);
      expect(await ask("c")).toEqual(held(2, 0));
      await tested.store.leases.release(second);
      expect(await acquire("c")).toMatchObject({ holder: "c", fence: 3 });
    });

    test("to nobody else when the holder has spoken since he was seen silent", async () => {
      await acquire("a");
      await acquire("a");
      expect(await ask("b", { fence: 1, renewals: 0 })).toEqual(held(1, 1));
    });

    test("and refuses what a holder appends who slept too long", async () => {
      const late = await acquire("a");
      const next = await acquire("b", { fence: 1, renewals: 0 });
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

    test("and packs nothing for a holder who slept too long", async () => {
      const late = await acquire("a");
      const next = await acquire("b", { fence: 1, renewals: 0 });
      const { slots } = tested.store;
      for (let part = 0; part < 2; part++) await slots.add([at(0, slot(100))]);
      const before = await slots.unpacked();
      expect(await slots.pack(MIDNIGHT + 1440, { fence: late })).toBe(0);
      expect(await slots.unpacked()).toBe(before);
      expect(await slots.pack(MIDNIGHT + 1440, { fence: next })).toBe(1);
      expect(await slots.unpacked()).toBe(0);
    });

    test("that outlive a restart, unless whoever opens the store is the only one alive", async () => {
      const token = await acquire("a");
      await tested.reopen();
      if (tested.isOneProcess) {
        expect(await acquire("b")).toMatchObject({ fence: token.fence + 1 });
        return;
      }
      expect(await ask("b")).toEqual(held(1, 0));
      expect(await tested.store.ledger.append([entry()], { fence: token })).toMatchObject({
        kind: "appended",
      });
    });
  });
}
