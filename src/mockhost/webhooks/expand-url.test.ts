import { expect, test } from "vitest";
import { expandUrl } from "./expand-url.ts";

const payload = {
  issue: { id: "10", key: "AB-1", fields: { project: { id: "7", key: "AB" } } },
  comment: { id: 5 },
  page: { id: 99, spaceKey: "TEAM A" },
};

test.for([
  ["/hook", "/hook"],
  ["/hook/{issue.key}?id={issue.id}", "/hook/AB-1?id=10"],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the older way to write a variable.
  ["/old/${issue.key}", "/old/AB-1"],
  ["/p/{project.key}/{project.id}", "/p/AB/7"],
  ["/c/{comment.id}", "/c/5"],
  ["/s?space={space.key}", "/s?space=TEAM%20A"],
  ["/none/{version.id}/x", "/none//x"],
  ["/whole/{issue}", "/whole/"],
  ["/inherited/{issue.constructor.name}", "/inherited/"],
] as const)("%s becomes %s", ([url, expected]) => {
  expect(expandUrl(url, payload)).toBe(expected);
});
