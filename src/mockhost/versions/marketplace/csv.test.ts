import { expect, test } from "vitest";
import { csv } from "./csv.ts";

test("a table has a column for every field, nested ones under a joined name", () => {
  const rows = [
    { key: "a", contactDetails: { company: "Ember", technicalContact: { email: "a@x.example" } } },
    {
      key: "b",
      contactDetails: { company: "Iris", billingContact: { email: "b@x.example" } },
      n: 1,
    },
  ];
  expect(csv(rows).split("\r\n")).toEqual([
    "key,company,technicalContactEmail,billingContactEmail,n",
    "a,Ember,a@x.example,,",
    "b,Iris,,b@x.example,1",
    "",
  ]);
});

test("commas, quotes and line breaks stay inside their cell", () => {
  expect(csv([{ text: 'He said "no",\nand left.' }])).toBe(
    'text\r\n"He said ""no"",\nand left."\r\n',
  );
});
