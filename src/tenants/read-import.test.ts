import fc from "fast-check";
import { expect, test } from "vitest";
import { readImport } from "./read-import.ts";

const rowsOf = (text: string) => {
  const read = readImport(text);
  if (read.kind === "problems") throw new Error(JSON.stringify(read.problems));
  return read.rows;
};
const problemsOf = (text: string) => {
  const read = readImport(text);
  return read.kind === "problems"
    ? read.problems.map(({ line, path, message }) => `${line} ${path} ${message}`)
    : [];
};

test("CSV: columns in any order, empty cells say nothing, quotes and byte-order mark", () => {
  const text = '\ufeffplan,id,users,state\r\n"gold, yearly",acme,40,enabled\r\n,zeta,,\r\n';
  expect(rowsOf(text)).toEqual([
    { id: "acme", plan: "gold, yearly", users: 40, state: "enabled" },
    { id: "zeta" },
  ]);
});

test("JSON: null takes a fact back", () => {
  expect(rowsOf('[{"id":"acme","plan":null,"since":"2027-01-17T02:00:00+01:00"}]')).toEqual([
    { id: "acme", plan: null, since: "2027-01-17T02:00:00+01:00" },
  ]);
});

test.for<[string, string, readonly (string | RegExp)[]]>([
  ["an unknown column", "id,email\nacme,a@b.c\n", [/^1 .*There is no column email/]],
  ["no id", "plan\ngold\n", [/^1 .*The column id is missing/]],
  ["a column twice", "id,id\na,b\n", [/^1 .*id stands there twice/]],
  ["a tenant twice", "id\nacme\nzeta\nacme\n", [/^4 \[2\]\.id The tenant stands there twice/]],
  ["too many cells", "id\nacme,1\n", [/^2 .*2 cells, the header 1/]],
  [
    "several at once",
    "id,users,state\na,x,on\nb,-1,enabled\n",
    [/^2 \[0\]\.state/, /^2 \[0\]\.users/, /^3 \[1\]\.users/],
  ],
  ["a quote that never ends", 'id\n"acme\n', [/^\d+ .*[Qq]uote/]],
  ["nothing", "", [/names no tenant/]],
  ["a header alone", "id,plan\n", [/names no tenant/]],
  ["broken JSON", "[\n{\n", [/not JSON/]],
  ["JSON that names what there is not", '[\n{"id":"a"},\n{"id":"b","mail":"x"}\n]', [/^3 \[1\]/]],
  ["control characters", "id\na\u0007b\n", [/control characters/]],
])("%s is said with its place", ([, text, expected]) => {
  const problems = problemsOf(text);
  expect(problems).toHaveLength(expected.length);
  for (const [at, one] of expected.entries()) expect(problems[at]).toMatch(one);
});

test("whatever is given, it answers rows or problems", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      for (const given of [text, `id\n${text}`, `[${text}]`]) {
        const read = readImport(given);
        if (read.kind === "rows")
          expect(new Set(read.rows.map(({ id }) => id)).size).toBe(read.rows.length);
        else expect(read.problems.length).toBeGreaterThan(0);
      }
    }),
  );
});
