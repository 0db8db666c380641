import { generateKeyPairSync } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { chain, exportLines, genesis } from "../core/ledger/index.ts";
import { type FakeTerminal, fakeTerminal } from "./fake-terminal.ts";
import type { CliDeps, Records } from "./ports.ts";
import { run } from "./run.ts";

const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const key = publicKey.export({ format: "jwk" }).x!;
const happened = ["contract.published", "tenant.installed"].map((type) => ({
  addon: "com.example.roadmaps",
  subject: type.split(".")[0]!,
  type,
  at: "2027-01-01T00:00:00.000Z",
  by: "plimsoll",
  data: { note: type },
}));

/** A store with two entries and three pieces about one person. */
function fakeRecords() {
  const kept = new Map([["person-7", 3]]);
  let opened: string | null = null;
  let isClosed = false;
  const records: Records = {
    ledgerLines: () => exportLines([chain(genesis, happened, () => 0)], privateKey),
    countAbout: async (person) => kept.get(person) ?? 0,
    async erase(person) {
      const count = kept.get(person) ?? 0;
      kept.delete(person);
      return count;
    },
    close: async () => void (isClosed = true),
  };
  const deps = async () =>
    ({
      async openRecords({ dataFolder }) {
        opened = dataFolder;
        return records;
      },
    }) as Partial<CliDeps> as CliDeps;
  return { deps, kept, folder: () => opened, isClosed: () => isClosed };
}

let store: ReturnType<typeof fakeRecords>;
let terminal: FakeTerminal;
beforeEach(() => {
  store = fakeRecords();
  terminal = fakeTerminal();
});
const ask = (line: string, on = terminal) => run(line.split(" "), on, store.deps);

describe("export ledger", () => {
  test("writes every entry and the seal into a file, and closes the store", async () => {
    expect(await ask("export ledger --out l.jsonl --data there")).toBe(0);
    expect(terminal.files["l.jsonl"]!.split("\n")).toHaveLength(4);
    expect(terminal.said.out).toBe("Wrote 2 entries and a seal to l.jsonl.\n");
    expect([store.folder(), store.isClosed()]).toEqual(["there", true]);
  });

  test("onto standard output writes the lines and nothing else", async () => {
    expect(await ask("export ledger --json")).toBe(0);
    expect(
      terminal.said.out
        .trimEnd()
        .split("\n")
        .map((line) => typeof JSON.parse(line)),
    ).toEqual(["object", "object", "object"]);
  });

  test("answers a program that asked for a file", async () => {
    await ask("export ledger --out l.jsonl --json");
    expect(JSON.parse(terminal.said.out)).toEqual({ ok: true, file: "l.jsonl", entries: 2 });
  });

  test("leaves a file that exists as it is, and closes the store all the same", async () => {
    terminal.files["l.jsonl"] = "mine";
    expect(await ask("export ledger --out l.jsonl")).toBe(5);
    expect([terminal.files["l.jsonl"], store.isClosed()]).toEqual(["mine", true]);
    expect(await ask("export ledger --out l.jsonl --force")).toBe(0);
  });

  test("refuses two stores at once", async () => {
    const both = fakeTerminal({ env: { PLIMSOLL_STORE: "postgres://localhost/plimsoll" } });
    expect(await ask("export ledger --data there", both)).toBe(2);
    expect(both.said.err).toContain("--data and PLIMSOLL_STORE name two different stores.");
  });
});

describe("verify", () => {
  beforeEach(() => ask("export ledger --out l.jsonl"));
  const answer = () => terminal.said.out.split("\n").at(-2);

  test("finds an exported ledger intact", async () => {
    expect(await ask("verify l.jsonl")).toBe(0);
    expect(answer()).toBe(
      `Intact: 2 entries, each as it was written. It is sealed with the key ${key}; \`--key\` with the one that its owner shows at /sla proves whose that is.`,
    );
    expect(await ask(`verify l.jsonl --key ${key}`)).toBe(0);
    expect(answer()).toMatch(/It is sealed with the key that you named\.$/);
  });

  test("names the line of which one byte was changed", async () => {
    terminal.files["l.jsonl"] = terminal.files["l.jsonl"]!.replace("installed", "instalied");
    expect(await ask("verify l.jsonl")).toBe(1);
    expect(answer()).toBe("l.jsonl:2: broken: the content does not match its hash.");
  });

  test("answers a program in both cases", async () => {
    await ask("verify l.jsonl --json");
    expect(JSON.parse(answer()!)).toEqual({
      ok: true,
      entries: 2,
      head: { seq: 2, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      publicKey: key,
      seals: 1,
    });
    await ask("verify l.jsonl --json --key someone-elses");
    expect(JSON.parse(answer()!)).toEqual({
      ok: false,
      line: 3,
      reason: "the seal is signed with another key",
    });
  });

  test("says that a file is missing", async () => {
    expect(await ask("verify none.jsonl")).toBe(2);
    expect(terminal.said.err).toContain("none.jsonl cannot be read: there is no such file.");
  });
});

describe("erase", () => {
  test("only says how much there is until it is told twice", async () => {
    expect(await ask("erase person-7")).toBe(5);
    expect(terminal.said.err).toBe(
      "error: 3 pieces about person-7 would be erased for good. [unconfirmed]\n  hint: Add --yes to do it.\n",
    );
    expect(store.kept.get("person-7")).toBe(3);
  });

  test("forgets for good with --yes", async () => {
    expect(await ask("erase person-7 --yes --json")).toBe(0);
    expect(JSON.parse(terminal.said.out)).toEqual({ ok: true, person: "person-7", erased: 3 });
    expect([store.kept.size, store.isClosed()]).toEqual([0, true]);
  });

  test("says when there is nothing", async () => {
    expect(await ask("erase nobody")).toBe(0);
    expect(terminal.said.out).toBe("Nothing is kept about nobody.\n");
  });
});
