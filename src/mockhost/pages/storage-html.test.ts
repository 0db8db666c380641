import fc from "fast-check";
import { expect, test } from "vitest";
import { storageHtml } from "./storage-html.ts";

test.for([
  ["<p>Hello <strong>you</strong></p>", "<p>Hello <strong>you</strong></p>"],
  ['<p class="x" onclick="evil()">a</p>', "<p>a</p>"],
  [
    '<a href="https://example.com/?a=1&amp;b=2">b</a>',
    '<a href="https://example.com/?a=1&amp;b=2">b</a>',
  ],
  ['<a href="javascript:evil()">b</a>', "<a>b</a>"],
  ["<script>evil()</script>", "evil()"],
  ["<ac:structured-macro ac:name='info'><p>c</p></ac:structured-macro>", "<p>c</p>"],
  ["<![CDATA[1 < 2]]>", "1 &lt; 2"],
  ["<p", "&lt;p"],
])("%s is shown as %s", ([storage, shown]) => {
  expect(storageHtml(storage!)).toBe(shown);
});

test("nothing but plain elements comes through", () => {
  const piece = fc.constantFrom(
    "<",
    ">",
    '"',
    "img",
    "script",
    " src=x",
    "/",
    "p",
    "a href=",
    "!",
    "[CDATA[",
    "]]>",
    " on",
    "-",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      for (const [, name, more] of storageHtml(pieces.join("")).matchAll(/<\/?(\w*)([^>]*)>/g))
        expect([name, more]).toEqual([expect.stringMatching(/^(?:p|a)$/), ""]);
    }),
  );
});
