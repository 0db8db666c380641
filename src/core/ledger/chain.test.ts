import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chain, findConflict } from "./chain.ts";
import type { NewEntry } from "./entry.ts";
import { entryLine, genesis } from "./entry-line.ts";

const none = () => 0;

const entry = (over: Partial<NewEntry> = {}): NewEntry => ({
  addon: "com.example.roadmaps",
  subject: "contract",
  type: "contract.published",
  at: "2027-01-31T09:00:00.000Z",
  by: "plimsoll",
  data: { version: 1 },
  ...over,
});

describe("entries are linked to the one before", () => {
  test("numbers run on from the head, hashes over the entry before", () => {
    const [first, second] = chain(genesis, [entry(), entry()], none);
    expect(first).toMatchObject({ seq: 1, version: 1, previous: "0".repeat(64) });
    expect(second).toMatchObject({ seq: 2, version: 2, previous: first!.hash });
  });

  test("a hash is the one that sha256sum prints for the canonical JSON", () => {
    const [only] = chain(genesis, [entry()], none);
    expect(only!.hash).toBe("7ac9dc140b975519e66867e1eeee34e1447a6dc9875147a444ffb0ff2331d288");
  });

  test("versions count per subject and add-on, from what the store has", () => {
    const had: Record<string, number> = { contract: 7 };
    const linked = chain(
      { seq: 40, hash: "a".repeat(64) },
      [entry(), entry({ subject: "window/1" }), entry(), entry({ addon: "other" })],
      (addon, subject) => (addon === "other" ? 0 : (had[subject] ?? 0)),
    );
    expect(linked.map((e) => [e.seq, e.version])).toEqual([
      [41, 8],
      [42, 1],
      [43, 9],
      [44, 1],
    ]);
  });

  test("a line read back is the entry that was written", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (data) => {
        const [linked] = chain(genesis, [entry({ data: data as NewEntry["data"] })], none);
        const read = JSON.parse(entryLine(linked!));
        expect(entryLine(read)).toBe(entryLine(linked!));
        expect(read.hash).toBe(linked!.hash);
      }),
    );
  });

  test("cutting a batch in two makes no difference", () => {
    const entries = [entry(), entry({ subject: "b" }), entry({ data: { n: 3 } })];
    const whole = chain(genesis, entries, none);
    const head = chain(genesis, entries.slice(0, 1), none);
    const rest = chain({ seq: 1, hash: head[0]!.hash }, entries.slice(1), (_, subject) =>
      subject === "contract" ? 1 : 0,
    );
    expect([...head, ...rest]).toEqual(whole);
  });
});

describe("what cannot be kept for ever is refused", () => {
  test.for<[string, Partial<NewEntry>, RegExp]>([
    ["no subject", { subject: "" }, /subject must be 1 to 512 characters/],
    ["a subject with a line break", { subject: "a\nb" }, /subject must be .* on one line/],
    ["a type that is too long", { type: "x".repeat(513) }, /type must be/],
    ["a time without milliseconds", { at: "2027-01-31T09:00:00Z" }, /at must read like/],
    ["a time in another zone", { at: "2027-01-31T09:00:00.000+01:00" }, /at must read like/],
    ["a day that does not exist", { at: "2027-02-31T09:00:00.000Z" }, /at must read like/],
    ["a list for data", { data: [] as never }, /data must be an object/],
    ["a date in data", { data: { when: new Date(0) } }, /data\.when is a Date/],
    ["too much data", { data: { text: "x".repeat(65_536) } }, /65547 bytes; 65536 are allowed/],
    ["too much data in bytes, not letters", { data: { text: "€".repeat(30_000) } }, /90011 bytes/],
  ])("%s", ([, over, problem]) => {
    expect(() => chain(genesis, [entry(), entry(over)], none)).toThrow(problem);
  });

  test("data of exactly the limit is kept", () => {
    expect(chain(genesis, [entry({ data: { t: "x".repeat(65_536 - 8) } })], none)).toHaveLength(1);
  });
});

describe("a writer that decided on old knowledge is told", () => {
  const now = (_: string, subject: string) => (subject === "contract" ? 3 : 0);

  test.for<[string, Record<string, number>, unknown]>([
    ["nothing expected", {}, null],
    ["the right version", { contract: 3 }, null],
    ["a subject that is new", { contract: 3, "window/1": 0 }, null],
    [
      "an old version",
      { contract: 2 },
      { kind: "conflict", subject: "contract", expected: 2, actual: 3 },
    ],
    [
      "a subject thought to exist",
      { "window/1": 1 },
      { kind: "conflict", subject: "window/1", expected: 1, actual: 0 },
    ],
  ])("%s", ([, expected, found]) => {
    expect(findConflict([entry()], expected, now)).toEqual(found);
  });
});
