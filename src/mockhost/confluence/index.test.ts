import { expect, test } from "vitest";
import { confluenceTable } from "../rest/index.ts";
import { siteUnderTest } from "./testdata/site-under-test.ts";

test("every handler answers an operation that exists", () => {
  const { handlers, operations } = siteUnderTest();
  const known = new Set([...confluenceTable.routes, ...operations].map((row) => row.operation));
  expect(Object.keys(handlers).filter((operation) => !known.has(operation))).toEqual([]);
  expect(operations.filter(({ operation }) => !handlers[operation])).toEqual([]);
});

test("the same seed makes the same site", () => {
  const titles = () => [...siteUnderTest().site.contents.values()].map(({ title }) => title);
  expect(titles()).toEqual(titles());
  expect(titles().length).toBeGreaterThan(5);
});
