import { expect, test } from "vitest";
import { productOf } from "./product-of.ts";
import { descriptorWith } from "./testdata/roadmaps.ts";

const page = { key: "one", url: "/one" };
const other = { key: "two", url: "/two" };

test.for([
  ["pages that both show", "jira", { generalPages: [page] }],
  ["a macro", "confluence", { dynamicContentMacros: [page] }],
  [
    "a macro and a project's page",
    "jira",
    { dynamicContentMacros: [page], jiraProjectPages: [other] },
  ],
  ["events of pages", "confluence", { webhooks: [{ event: "page_updated", url: "/" }] }],
  [
    "events of comments, which both have",
    "jira",
    { webhooks: [{ event: "comment_created", url: "/" }] },
  ],
  ["nothing", "jira", {}],
] as const)("an add-on with %s is tested as one for %s", ([, product, modules]) => {
  expect(productOf(descriptorWith({ modules }))).toBe(product);
});
