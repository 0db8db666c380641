import { describe, expect, test } from "vitest";
import type { Entry } from "../../ledger/index.ts";
import { ADDON, entry } from "./samples.ts";
import type { Tested } from "./tested.ts";

export function describeLedger(tested: Tested): void {
  const entries = async (options?: { after?: number; addon?: string }): Promise<Entry[]> =>
    (await Array.fromAsync(tested.store.ledger.read(options))).flat();

  describe("keeps the ledger", () => {
    test("in order, as one chain, after a restart too", async () => {
      await tested.store.ledger.append([entry(), entry({ type: "window.started" })]);
      await tested.store.ledger.append([entry({ subject: "contract" })]);
      await tested.reopen();
      const read = await entries();
      expect(read.map((e) => [e.seq, e.version, e.subject])).toEqual([
        [1, 1, "window/1"],
        [2, 2, "window/1"],
        [3, 1, "contract"],
      ]);
      expect(read.map((e) => e.previous).slice(1)).toEqual(read.map((e) => e.hash).slice(0, -1));
      expect(read[0]!.data).toEqual(entry().data);
      expect(await tested.store.ledger.head()).toEqual({ seq: 3, hash: read[2]!.hash });
    });

    test("and answers what it appended", async () => {
      const appended = await tested.store.ledger.append([entry()]);
      expect(appended).toEqual({ kind: "appended", entries: await entries() });
    });

    test("empty at first", async () => {
      expect(await entries()).toEqual([]);
      expect(await tested.store.ledger.head()).toEqual({ seq: 0, hash: "0".repeat(64) });
    });

    test("and reads on after an entry, or one add-on only", async () => {
      await tested.store.ledger.append([entry(), entry({ addon: "other" }), entry()]);
      expect((await entries({ after: 1 })).map((e) => e.seq)).toEqual([2, 3]);
      expect((await entries({ addon: ADDON })).map((e) => e.version)).toEqual([1, 2]);
      expect((await entries({ addon: "other", after: 1 })).map((e) => e.seq)).toEqual([2]);
      expect(await entries({ after: 3 })).toEqual([]);
    });

    test("of more entries than one batch holds", async () => {
      const many = Array.from({ length: 2500 }, (_, n) => entry({ subject: `s/${n % 10}` }));
      await tested.store.ledger.append(many);
      expect((await entries()).map((e) => e.seq)).toEqual(many.map((_, n) => n + 1));
    });

    test("and lets exactly one of two writers decide", async () => {
      const race = await Promise.all(
        ["a", "b", "c"].map((by) =>
          tested.store.ledger.append([entry({ by })], { expected: { "window/1": 0 } }),
        ),
      );
      expect(race.map((r) => r.kind).sort()).toEqual(["appended", "conflict", "conflict"]);
      expect(race.find((r) => r.kind === "conflict")).toEqual({
        kind: "conflict",
        subject: "window/1",
        expected: 0,
        actual: 1,
      });
      expect(await entries()).toHaveLength(1);
    });

    test("and appends nothing of a call that conflicts or is refused", async () => {
      const two = [entry(), entry({ subject: "contract" })];
      await tested.store.ledger.append(two, { expected: { contract: 3 } });
      await expect(
        tested.store.ledger.append([entry(), entry({ data: { big: "x".repeat(70_000) } })]),
      ).rejects.toMatchObject({ code: "ledger.entry-refused" });
      expect(await entries()).toEqual([]);
    });

    test("and lets a writer rest on all subjects below a name", async () => {
      await tested.store.ledger.append([entry(), entry({ subject: "window/2" }), entry({ subject: "windows" })]);
      const late = await tested.store.ledger.append([entry({ subject: "window/3" })], {
        expected: { "window/": 1 },
      });
      expect(late).toEqual({ kind: "conflict", subject: "window/", expected: 1, actual: 2 });
      const next = await tested.store.ledger.append([entry({ subject: "window/3" })], {
        expected: { "window/": 2 },
      });
      expect(next.kind).toBe("appended");
    });

    test("and appends what has the same cause once, also after a restart", async () => {
      const first = await tested.store.ledger.append([
        entry({ cause: "retry-1", inputHash: "h" }),
        entry({ subject: "contract", cause: "retry-1" }),
      ]);
      await tested.reopen();
      const again = await tested.store.ledger.append([entry({ cause: "retry-1", at: "2027-01-02T00:00:00.000Z" })]);
      expect(again).toEqual({ kind: "repeated", entries: first.kind === "appended" && first.entries });
      expect(await tested.store.ledger.caused(ADDON, "retry-1")).toHaveLength(2);
      expect(await tested.store.ledger.caused(ADDON, "retry-2")).toEqual([]);
      const race = await Promise.all(
        ["a", "b", "c"].map((by) => tested.store.ledger.append([entry({ by, cause: "retry-2" })])),
      );
      expect(race.map(({ kind }) => kind).sort()).toEqual(["appended", "repeated", "repeated"]);
      const others = [entry({ addon: "other", cause: "retry-1" }), entry({ type: "window.ended", cause: "retry-1" })];
      for (const other of others) expect((await tested.store.ledger.append([other])).kind).toBe("appended");
      expect(await entries()).toHaveLength(5);
      expect((await entries())[0]).toMatchObject({ cause: "retry-1", inputHash: "h" });
    });

    test("and says that it has grown", async () => {
      const heard = Promise.withResolvers<void>();
      const following = tested.store.ledger.follow(heard.resolve);
      await tested.store.ledger.append([entry()]);
      await heard.promise;
      following.close();
    });
  });
}
