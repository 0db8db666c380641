import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { chain } from "./chain.ts";
import type { Entry, NewEntry } from "./entry.ts";
import { entryLine, genesis } from "./entry-line.ts";
import { exportLines } from "./export.ts";
import { publicKeyOf, seal, verifySeal } from "./seal.ts";
import { verifyLines } from "./verify.ts";

const { privateKey } = generateKeyPairSync("ed25519");
const stranger = generateKeyPairSync("ed25519").privateKey;

const happened = (n: number, data: Record<string, unknown> = { n }): NewEntry => ({
  addon: "com.example.roadmaps",
  subject: `tenant/${n % 3}`,
  type: "tenant.installed",
  at: new Date(Date.UTC(2027, 0, 1) + n).toISOString(),
  by: "plimsoll",
  data,
});

const linked = (entries: readonly NewEntry[]): Entry[] => {
  const seen = new Map<string, number>();
  let head = genesis;
  return entries.map((entry) => {
    const [next] = chain(head, [entry], (_, subject) => seen.get(subject) ?? 0);
    seen.set(entry.subject, next!.version);
    head = next!;
    return next!;
  });
};

const exported = async (entries: readonly Entry[], key = privateKey) =>
  await Array.fromAsync(exportLines([entries], key));

const ten = linked(Array.from({ length: 10 }, (_, n) => happened(n + 1)));
let lines: string[];
beforeAll(async () => {
  lines = await exported(ten);
});

describe("an exported ledger as it was written", () => {
  test("is intact, and says how far and by whom it is sealed", async () => {
    const found = await verifyLines(lines);
    expect(found).toMatchObject({ kind: "intact", entries: 10, head: { seq: 10 } });
    expect(found.kind === "intact" && found.seals.map((s) => s.seal.period)).toEqual(["export"]);
  });

  test("is intact with what was asked for, which cannot be changed", async () => {
    const asked = linked([{ ...happened(1), cause: "maintenance end x", inputHash: "y" }]);
    const written = await exported(asked);
    expect(written[0]).toContain(`"hash":"${asked[0]!.hash}","inputHash":"y","previous"`);
    expect(await verifyLines(written)).toMatchObject({ kind: "intact" });
    const changed = written.map((line) => line.replace('"inputHash":"y"', '"inputHash":"z"'));
    expect((await verifyLines(changed)).kind).not.toBe("intact");
  });

  test("without any entry is intact too", async () => {
    expect(await verifyLines(await exported([]))).toMatchObject({ kind: "intact", entries: 0 });
  });

  test("may carry seals of earlier months, which are verified as well", async () => {
    const month = seal({ period: "2027-01", head: { seq: 2, hash: ten[1]!.hash } }, privateKey);
    const found = await verifyLines(
      await exported(linked([happened(1), happened(2), happened(3, { ...month })])),
    );
    expect(found.kind === "intact" && found.seals.map((s) => s.seal.period)).toEqual([
      "2027-01",
      "export",
    ]);
  });

  test("is accepted for the key that is trusted", async () => {
    expect(await verifyLines(lines, publicKeyOf(privateKey))).toMatchObject({ kind: "intact" });
  });
});

describe("line ends that were changed on the way", () => {
  test("are named as the cause where nothing else was changed", async () => {
    expect(await verifyLines(lines.map((line) => `${line}\r`))).toEqual({
      kind: "broken",
      line: 1,
      reason: expect.stringMatching(/CR LF where LF was written.*but for the line ends/),
    });
  });

  test("do not hide what else was changed", async () => {
    const changed = lines.with(4, lines[4]!.replace('"n":5', '"n":6')).map((line) => `${line}\r`);
    expect(await verifyLines(changed)).toEqual({
      kind: "broken",
      line: 5,
      reason: "the content does not match its hash",
    });
  });

  test("are found in a single line", async () => {
    expect(await verifyLines(lines.with(4, `${lines[4]}\r`))).toMatchObject({ line: 5 });
  });
});

describe("the first broken line is named", () => {
  const swap = (at: number, by: (line: string) => string) => lines.with(at, by(lines[at]!));

  test.for<[string, () => readonly string[], number, RegExp]>([
    [
      "a changed byte in the content",
      () => swap(4, (l) => l.replace('"n":5', '"n":6')),
      5,
      /does not match its hash/,
    ],
    [
      "a changed byte in a hash",
      () => swap(4, (l) => l.replace(/"hash":"(.)/, (_, c) => `"hash":"${c === "0" ? "1" : "0"}`)),
      5,
      /does not match its hash/,
    ],
    [
      "a changed link",
      () =>
        swap(4, (l) =>
          l.replace(/"previous":"(.)/, (_, c) => `"previous":"${c === "0" ? "1" : "0"}`),
        ),
      5,
      /does not follow/,
    ],
    [
      "a changed number",
      () => swap(4, (l) => l.replace('"seq":5', '"seq":50')),
      5,
      /seq is 50 where 5 is due/,
    ],
    ["an added space", () => swap(4, (l) => l.replace(",", ", ")), 5, /canonical/],
    ["an added field", () => swap(4, (l) => l.replace(/}$/, ',"x":1}')), 5, /canonical/],
    [
      "half a character",
      () => swap(4, (l) => l.replace("plimsoll", "\\ud800")),
      5,
      /cannot be hashed/,
    ],
    ["a line cut short", () => swap(4, (l) => l.slice(0, -1)), 5, /not JSON/],
    ["an empty line", () => lines.toSpliced(4, 0, ""), 5, /not JSON/],
    ["another thing's JSON", () => swap(4, () => '{"a":1}'), 5, /neither entry nor seal/],
    ["a missing line", () => lines.toSpliced(4, 1), 5, /missing or out of order/],
    ["a doubled line", () => lines.toSpliced(4, 0, lines[4]!), 6, /missing or out of order/],
    [
      "two lines in the other order",
      () => lines.with(4, lines[5]!).with(5, lines[4]!),
      5,
      /out of order/,
    ],
    ["a missing end", () => lines.slice(0, 7), 8, /closing seal is missing/],
    ["a missing last entry", () => lines.toSpliced(9, 1), 10, /over 10 entries, the file has 9/],
    ["a line after the end", () => [...lines, lines[10]!], 12, /after the closing seal/],
    ["nothing at all", () => [], 1, /closing seal is missing/],
  ])("%s", async ([, damaged, line, reason]) => {
    expect(await verifyLines(damaged())).toEqual({
      kind: "broken",
      line,
      reason: expect.stringMatching(reason),
    });
  });

  test("a past rewritten with fresh hashes is caught by the seal", async () => {
    const forged = linked([
      happened(1, { n: 99 }),
      ...Array.from({ length: 9 }, (_, n) => happened(n + 2)),
    ]);
    const found = await verifyLines([...forged.map(entryLine), lines[10]!]);
    expect(found).toMatchObject({
      kind: "broken",
      line: 11,
      reason: expect.stringMatching(/seal does not match/),
    });
  });

  test("a version that skips one is caught even when its hash is right", async () => {
    const [first] = chain(genesis, [happened(1)], () => 1);
    const found = await verifyLines(await exported([first!]));
    expect(found).toMatchObject({
      kind: "broken",
      line: 1,
      reason: expect.stringMatching(/version is 2 where 1 is due/),
    });
  });

  test("an earlier seal over another past is caught where it stands", async () => {
    const month = seal({ period: "2027-01", head: { seq: 1, hash: "a".repeat(64) } }, privateKey);
    const found = await verifyLines(
      await exported(linked([happened(1), happened(2, { ...month })])),
    );
    expect(found).toMatchObject({
      kind: "broken",
      line: 2,
      reason: expect.stringMatching(/seal does not match/),
    });
  });

  test("a stranger's seal is refused when a key is trusted", async () => {
    const { publicKey } = seal({ period: "x", head: genesis }, privateKey);
    const found = await verifyLines(await exported(ten, stranger), publicKey);
    expect(found).toMatchObject({
      kind: "broken",
      line: 11,
      reason: expect.stringMatching(/another key/),
    });
  });

  test("whichever byte is changed, it is noticed, on its line or the one after", async () => {
    const bytes = Buffer.from(lines.join("\n"));
    const at = fc.integer({ min: 0, max: bytes.length - 1 });
    await fc.assert(
      fc.asyncProperty(at, fc.integer({ min: 1, max: 255 }), async (where, flip) => {
        const damaged = Buffer.from(bytes);
        damaged[where]! ^= flip;
        const touched = bytes.subarray(0, where).toString().split("\n").length;
        const found = await verifyLines(damaged.toString().split("\n"));
        expect(found.kind).toBe("broken");
        expect([touched, touched + 1]).toContain(found.kind === "broken" && found.line);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("seals", () => {
  const signed = seal({ period: "2027-01", head: genesis, statement: "ab" }, privateKey);

  test("verify, and stop doing so when anything in them changes", () => {
    expect(verifySeal(signed)).toBe(true);
    expect(verifySeal({ ...signed, seal: { ...signed.seal, period: "2027-02" } })).toBe(false);
    expect(verifySeal({ ...signed, signature: withOneBitFlipped(signed.signature) })).toBe(false);
    expect(verifySeal({ ...signed, publicKey: "not a key" })).toBe(false);
  });

  test("are not signed with another sort of key", () => {
    const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
    expect(() => seal(signed.seal, rsa)).toThrow("Ed25519");
  });
});

function withOneBitFlipped(signature: string): string {
  const bytes = Buffer.from(signature, "base64url");
  bytes[0]! ^= 1;
  return bytes.toString("base64url");
}

test("a line that is nested without end is told as any other that is broken", async () => {
  for (const levels of [100, 100_000]) {
    const deep = lines[0]!.replace('"n":1', `"n":${"[".repeat(levels)}${"]".repeat(levels)}`);
    expect(await verifyLines([deep, ...lines.slice(1)])).toMatchObject({ kind: "broken", line: 1 });
  }
});
