import { expect, test } from "vitest";
import { memoryStore } from "../core/store/index.ts";
import { contractPublished, contractVersions, writeEntry } from "../entries/index.ts";
import { perform, type VaultedEntry } from "./perform.ts";
import { reading } from "./reading.ts";
import { engineOn } from "./testdata/engine-on.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (content: Uint8Array | null | undefined) =>
  content ? new TextDecoder().decode(content) : null;

test("a function that looks into the vault is run until all that it asks for is at hand", async () => {
  const { vault } = memoryStore();
  const label = { kind: "letter", person: "" };
  const { id: last } = await vault.put(bytes("here"), label);
  const { id: first } = await vault.put(bytes(last), label);
  const found = await reading(vault, (kept) => {
    const next = text(kept(first));
    return next === null ? null : text(kept(next));
  });
  expect(found).toBe("here");
  await vault.erase(first);
  expect(await reading(vault, (kept) => kept(first))).toBeNull();
});

const about = { addon: "roadmaps", atMs: 0, by: "local" };
const vaulted = (content: string): VaultedEntry => ({
  content: bytes(content),
  about: { kind: "letter", person: "somebody" },
  entry: ({ id }) =>
    writeEntry(contractPublished, { hash: id, effectiveFrom: "2027-01-01", sla: "" }, about),
});

test("an entry refers to what the vault has got by then; what was put there for one that was not appended is gone", async () => {
  const store = memoryStore();
  const [engine, other] = [await engineOn(store), await engineOn(store)];
  const publish = (on: typeof engine, content: string) =>
    perform(
      on,
      (known) => ({
        kind: "decided",
        entries: [],
        vaulted: [vaulted(content)],
        expected: { contract: known.state(contractVersions, "roadmaps").length },
      }),
      null,
      { addon: "roadmaps", nowMs: 0, by: "local", cause: content },
    );
  await Promise.all([publish(engine, "one"), publish(other, "two")]);
  await publish(engine, "one");
  const ids = (await engine.projection.upTo())
    .state(contractVersions, "roadmaps")
    .map(({ hash }) => hash);
  const contents = await Promise.all(ids.map(async (id) => text(await store.vault.get(id))));
  expect(contents.sort()).toEqual(["one", "two"]);
  expect([...(await store.vault.about("somebody"))].sort()).toEqual([...ids].sort());
});
