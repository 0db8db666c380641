import { expect, test } from "vitest";
import type { Issue } from "./item.ts";
import { roadmaps } from "./roadmaps.ts";

const issue = (id: string, more: Partial<Issue> = {}): Issue => ({
  id,
  key: `WEB-${id}`,
  projectId: "1",
  projectKey: "WEB",
  summary: "",
  isDone: false,
  updatedMs: 1000,
  ...more,
});

test("new issues come later; a move stays when the issue changes", () => {
  const known = roadmaps();
  expect(known.keep("a", issue("1")).horizon).toBe("later");
  known.move("a", "1", "now");
  known.keep("a", issue("1", { summary: "Renamed", updatedMs: 2000 }));
  expect(known.find("a", "1")).toMatchObject({ summary: "Renamed", horizon: "now" });
});

test("a message that comes late does not undo a newer one", () => {
  const known = roadmaps();
  known.keep("a", issue("1", { summary: "New", updatedMs: 2000 }));
  known.keep("a", issue("1", { summary: "Old", updatedMs: 1000 }));
  expect(known.find("a", "1")?.summary).toBe("New");
});

test("a tenant sees its own items only", () => {
  const known = roadmaps();
  known.keep("a", issue("1"));
  expect(known.list("b")).toEqual([]);
  expect(known.move("b", "1", "now")).toBeNull();
  known.forget("b");
  known.remove("b", "1");
  expect(known.list("a")).toHaveLength(1);
});

test("items are listed latest change first, of one project where it is named", () => {
  const known = roadmaps();
  known.keep("a", issue("1"));
  known.keep("a", issue("2", { updatedMs: 2000 }));
  known.keep("a", issue("3", { projectKey: "APP", updatedMs: 3000 }));
  expect(known.list("a").map((item) => item.id)).toEqual(["3", "2", "1"]);
  expect(known.list("a", "WEB").map((item) => item.id)).toEqual(["2", "1"]);
});

test("a tenant cannot fill the memory: the longest unchanged items go first", () => {
  const known = roadmaps();
  for (let i = 0; i < 600; i++) known.keep("a", issue(String(i), { updatedMs: i }));
  expect(known.list("a")).toHaveLength(500);
  expect(known.find("a", "99")).toBeNull();
  expect(known.find("a", "100")).not.toBeNull();
  known.keep("a", issue("just made", { updatedMs: 0 }));
  expect(known.find("a", "just made")).not.toBeNull();
});
