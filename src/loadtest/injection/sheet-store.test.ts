import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NOT_FOUND } from "./session.ts";
import type { SheetText } from "./sheet.ts";
import { SheetStore } from "./sheet-store.ts";

/** The parts of the sheet that was opened or made last. */
function parts({ bytes, from, tokenAt, differsAt, signedTo, to }: SheetStore): SheetText {
  const text = (start: number, end: number) => bytes.toString("utf8", start, end);
  const before = text(from, tokenAt);
  if (signedTo === tokenAt)
    return { before, token: null, after: text(tokenAt, to), signatureCharacters: 0 };
  const token = { start: text(tokenAt, differsAt), rest: text(differsAt, signedTo) };
  const signature = /^\.( *)/.exec(text(signedTo, to))![1]!;
  const after = text(signedTo + 1 + signature.length, to);
  return { before, token, after, signatureCharacters: signature.length };
}

const [before, after] = [fc.string({ unit: "grapheme" }), fc.stringMatching(/^[^ ]*$/)];
const texts: fc.Arbitrary<SheetText> = fc.oneof(
  fc.record({
    ...{ before, after, signatureCharacters: fc.nat(400) },
    token: fc.record({
      start: fc.stringMatching(/^[\w-]{1,40}$/),
      rest: fc.stringMatching(/^[\w-]{0,40}$/),
    }),
  }),
  fc.record({ before, after, token: fc.constant(null), signatureCharacters: fc.constant(0) }),
);
const nothing: SheetText = { before: "", token: null, after: "", signatureCharacters: 0 };
const places = fc.tuple(
  fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  fc.integer({ min: 0, max: 2 ** 31 - 1 }),
);

test("a sheet is found again as it was made, and no other is", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(places, texts), { selector: ([place]) => place.join() }),
      places,
      (sheets, other) => {
        const store = new SheetStore();
        for (const [[page, row], text] of sheets) {
          expect(store.find(page, row)).toBe(NOT_FOUND);
          store.make(text);
          expect(parts(store)).toEqual(text);
          store.keep(page, row, null);
        }
        for (const [[page, row], text] of sheets) {
          const at = store.find(page, row);
          store.bringNear(at);
          store.open(at);
          expect(parts(store)).toEqual(text);
        }
        const isThere = sheets.some(([place]) => place.join() === other.join());
        expect(store.find(...other) !== NOT_FOUND).toBe(isThere);
      },
    ),
    { examples: [[[[[1, 0], nothing]], [1, 0]]] },
  );
});

describe("what is kept is bounded", () => {
  const sheet = (row: number, bytes = 0): SheetText => ({
    ...nothing,
    before: `GET /${row} `.padEnd(bytes),
  });

  function kept(rows: number, bytes: number): number {
    const store = new SheetStore();
    for (let row = 0; row < rows; row++) {
      store.make(sheet(row, bytes));
      expect(parts(store)).toEqual(sheet(row, bytes));
      store.keep(1, row, null);
    }
    const places = Array.from({ length: rows }, (_, row) => store.find(1, row));
    return places.filter((at) => at !== NOT_FOUND).length;
  }

  test("in number: the first stay", () => {
    expect(kept(21_000, 0)).toBe(20_000);
  });

  test("in size: sixteen megabytes", () => {
    expect(kept(40, 500_000)).toBe(33);
    expect(kept(2, 17_000_000)).toBe(0);
  });
});
