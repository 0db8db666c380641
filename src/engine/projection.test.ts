import fc from "fast-check";
import { expect, test } from "vitest";
import { memoryStore } from "../core/store/index.ts";
import { fakeClock } from "../core/time/index.ts";
import { contractPublished, contractVersions, writeEntry } from "../entries/index.ts";
import { openProjection } from "./projection.ts";

const publication = (addon: string, hash: string) =>
  writeEntry(
    contractPublished,
    { hash, effectiveFrom: "2027-01-01", sla: "" },
    { addon, atMs: 0, by: "plimsoll" },
  );

const open = (store = memoryStore(), onError: (error: unknown) => void = () => {}) =>
  openProjection({ ledger: store.ledger, clock: fakeClock(), onError });

test("knows what was there, each add-on by itself", async () => {
  const store = memoryStore();
  await store.ledger.append([publication("a", "1"), publication("b", "2"), publication("a", "3")]);
  const projection = await open(store);
  const known = projection.known();
  expect(known.seq).toBe(3);
  expect(known.state(contractVersions, "a").map(({ hash }) => hash)).toEqual(["1", "3"]);
  expect(known.state(contractVersions, "b").map(({ hash }) => hash)).toEqual(["2"]);
  expect(known.state(contractVersions, "c")).toEqual([]);
  await projection.close();
});

test("however entries come, all are known once and in order", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.constantFrom("a", "b"), { minLength: 1, maxLength: 4 })),
      async (batches) => {
        const store = memoryStore();
        const projection = await open(store);
        const appending = batches.map((batch, i) =>
          store.ledger.append(batch.map((addon, j) => publication(addon, `${i}/${j}`))),
        );
        for (const one of appending) {
          const appended = await one;
          if (appended.kind !== "appended") continue;
          const { seq } = await projection.upTo(appended.entries.at(-1)!.seq);
          expect(seq).toBeGreaterThanOrEqual(appended.entries.at(-1)!.seq);
        }
        const known = await projection.upTo();
        for (const addon of ["a", "b"]) {
          const entries = (await Array.fromAsync(store.ledger.read({ addon }))).flat();
          expect(known.state(contractVersions, addon).map(({ hash }) => hash)).toEqual(
            entries.map(({ data }) => data.hash),
          );
        }
        await projection.close();
      },
    ),
    { numRuns: 50 },
  );
});

test("says when more is known, and what another process appended too", async () => {
  const store = memoryStore();
  const projection = await open(store);
  const heard = Promise.withResolvers<void>();
  projection.onChange(heard.resolve);
  await store.ledger.append([publication("a", "1")]);
  await heard.promise;
  expect(projection.known().seq).toBe(1);
  await projection.close();
});

test("an entry that cannot be read holds nobody up, and is reported", async () => {
  const store = memoryStore();
  const foreign = { ...publication("a", "1"), data: { hash: 7 } };
  await store.ledger.append([publication("a", "0"), foreign, publication("a", "2")]);
  const errors: unknown[] = [];
  const projection = await open(store, (error) => errors.push(error));
  expect(
    projection
      .known()
      .state(contractVersions, "a")
      .map(({ hash }) => hash),
  ).toEqual(["0", "2"]);
  expect(errors).toMatchObject([
    {
      code: "ledger.unreadable",
      message: expect.stringContaining("Entry 2 (contract.published) cannot be read: data.hash"),
    },
  ]);
  await projection.close();
});
