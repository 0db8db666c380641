import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readBody } from "../read-body.ts";
import { bodyIn, textOf } from "./body.ts";
import { tasksIn } from "./tasks-in-text.ts";

const document = (...content: object[]) => ({
  representation: "atlas_doc_format" as const,
  value: JSON.stringify({ type: "doc", version: 1, content }),
});
const paragraph = (text: string) => ({ type: "paragraph", content: [{ type: "text", text }] });

describe("a document becomes storage", () => {
  test.for([
    [document(paragraph("a < b")), "<p>a &lt; b</p>"],
    [document({ ...paragraph("T"), type: "heading", attrs: { level: 2 } }), "<h2>T</h2>"],
    [
      document({ type: "bulletList", content: [{ type: "listItem", content: [paragraph("x")] }] }),
      "<ul><li><p>x</p></li></ul>",
    ],
    [document({ type: "unheard", content: [paragraph("kept")] }), "<p>kept</p>"],
    [{ representation: "atlas_doc_format", value: "broken" }, ""],
  ] as const)("%j", ([body, storage]) => {
    expect(bodyIn("storage", body)).toBe(storage);
  });
});

test("the view has no macros of storage", () => {
  const value =
    '<p>a</p><ac:structured-macro ac:name="x"><ac:parameter>y</ac:parameter></ac:structured-macro>';
  expect(bodyIn("view", { representation: "storage", value })).toBe("<p>a</p>y");
});

test("text survives each change of format", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (text) => {
      const written = document(paragraph(text));
      const value = bodyIn("storage", written);
      const back = bodyIn("atlas_doc_format", { representation: "storage", value });
      return textOf({ representation: "atlas_doc_format", value: back }) === textOf(written);
    }),
  );
});

test("text without an end is read in one pass", () => {
  for (const piece of ["<p>", "<", "<ac:task>", "<ac:task-body>"])
    expect(textOf({ representation: "storage", value: `${piece.repeat(100_000)}end` })).toContain(
      "end",
    );
});

test("whatever is nested, however deep, is taken without exhausting the stack", () => {
  const levels = fc.constantFrom(1, 50, 101, 20_000);
  const tag = fc.constantFrom(
    "<p>",
    "<ac:task>",
    "<ac:task-body>",
    "<ul><li>",
    "</p>",
    "<x:y ",
    "<![CDATA[",
  );
  fc.assert(
    fc.property(levels, fc.array(tag, { minLength: 1, maxLength: 3 }), (deep, tags) => {
      const storage = {
        representation: "storage" as const,
        value: `${tags.join("").repeat(deep)}text`,
      };
      expect(() => [
        textOf(storage),
        tasksIn(storage.value),
        bodyIn("atlas_doc_format", storage),
      ]).not.toThrow();
      const list = '{"type":"bulletList","content":[';
      const value = `{"type":"doc","version":1,"content":[${list.repeat(deep)}${"]}".repeat(deep)}]}`;
      const read = readBody({ representation: "atlas_doc_format", value });
      expect(read.kind).toBe(deep <= 99 ? "body" : "refused");
      expect(() => bodyIn("storage", { representation: "atlas_doc_format", value })).not.toThrow();
    }),
  );
});
