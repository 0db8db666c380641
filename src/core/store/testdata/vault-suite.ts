import { describe, expect, test } from "vitest";
import { entry } from "./samples.ts";
import type { Tested } from "./tested.ts";

export function describeVault(tested: Tested): void {
  describe("keeps the vault", () => {
    const bytes = (text: string) => new TextEncoder().encode(text);

    test("and gives back what was put in, after a restart too", async () => {
      const { id, hash } = await tested.store.vault.put(bytes("zoe@example.com"), {
        kind: "address",
        person: "p1",
      });
      await tested.reopen();
      expect(await tested.store.vault.get(id)).toEqual(bytes("zoe@example.com"));
      expect(hash).toMatch(/^[0-9a-f]{64}$/);
    });

    test("with a hash that nobody can guess the content from", async () => {
      const label = { kind: "address", person: "p1" };
      const first = await tested.store.vault.put(bytes("same"), label);
      const second = await tested.store.vault.put(bytes("same"), label);
      expect(first.hash).not.toBe(second.hash);
      expect(first.id).not.toBe(second.id);
    });

    test("and forgets a person, while the chain stays whole", async () => {
      const label = { kind: "address", person: "p1" };
      const kept = await tested.store.vault.put(bytes("stays"), { kind: "drill-log", person: "" });
      const put = [
        await tested.store.vault.put(bytes("a"), label),
        await tested.store.vault.put(bytes(""), label),
      ];
      await tested.store.ledger.append(put.map((content) => entry({ data: { content } })));
      const ids = await tested.store.vault.about("p1");
      expect([...ids].sort()).toEqual(put.map(({ id }) => id).sort());
      expect(await Promise.all(ids.map((id) => tested.store.vault.erase(id)))).toEqual([true, true]);
      expect(await tested.store.vault.get(put[0]!.id)).toBeNull();
      expect(await tested.store.vault.erase(put[0]!.id)).toBe(false);
      expect(await tested.store.vault.about("p1")).toEqual([]);
      expect(await tested.store.vault.about("")).toEqual([]);
      expect(await tested.store.vault.get(kept.id)).toEqual(bytes("stays"));
      expect(await tested.store.ledger.head()).toMatchObject({ seq: 2 });
    });
  });
}
