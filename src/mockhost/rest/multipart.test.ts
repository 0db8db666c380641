import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readParts } from "./multipart.ts";

const TYPE = "multipart/form-data; boundary=mark";

const partOf = (head: string, content: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(`--mark\r\n${head}\r\n\r\n`), content, Buffer.from("\r\n")]);
const formOf = (...parts: readonly Buffer[]): Buffer =>
  Buffer.concat([...parts, Buffer.from("--mark--\r\n")]);
const file = 'Content-Disposition: form-data; name="file"; filename="a.txt"';

describe("a form", () => {
  test("gives its files and its fields", () => {
    const form = formOf(
      partOf(`${file}\r\nContent-Type: text/plain`, Buffer.from("hello")),
      partOf('Content-Disposition: form-data; name="comment"', Buffer.from("a note")),
    );
    expect(readParts(TYPE, form)).toEqual([
      { name: "file", filename: "a.txt", mimeType: "text/plain", content: Buffer.from("hello") },
      {
        name: "comment",
        filename: null,
        mimeType: "application/octet-stream",
        content: Buffer.from("a note"),
      },
    ]);
  });

  test("gives a file that has the mark in it", () => {
    const form = formOf(partOf(file, Buffer.from("a --mark b")));
    expect(readParts(TYPE, form).map(({ content }) => Buffer.from(content).toString())).toEqual([
      "a --mark b",
    ]);
  });

  test("gives every byte of a file as it was", () => {
    const bytes = fc
      .uint8Array({ maxLength: 400 })
      .filter((content) => !Buffer.from(content).includes("--mark"));
    fc.assert(
      fc.property(fc.array(bytes, { maxLength: 4 }), (contents) => {
        const form = formOf(...contents.map((content) => partOf(file, content)));
        const read = readParts(TYPE, form).map(({ content }) => [...content]);
        expect(read).toEqual(contents.map((content) => [...content]));
      }),
    );
  });

  test.each([
    ["of another type", "application/json", "{}"],
    ["without a boundary", "multipart/form-data", "--mark--"],
    ["that is empty", TYPE, ""],
    ["that breaks off", TYPE, `--mark\r\n${file}\r\n\r\nhalf`],
    ["without names", TYPE, "--mark\r\nContent-Type: text/plain\r\n\r\nx\r\n--mark--"],
  ])("%s has no parts", (_, type, body) => {
    expect(readParts(type, Buffer.from(body))).toEqual([]);
  });

  test("never fails, whatever is sent as one", () => {
    fc.assert(
      fc.property(fc.string(), fc.uint8Array(), (head, body) => {
        readParts(TYPE, Buffer.concat([Buffer.from(`--mark\r\n${head}`), body]));
      }),
    );
  });
});
