import { expect, test } from "vitest";
import type { Issue } from "./item.ts";
import type { Answer, Jira } from "./jira.ts";
import { reading } from "./reading.ts";
import { roadmaps } from "./roadmaps.ts";

type Found = Awaited<ReturnType<Jira["recentIssues"]>>;

const issue = (id: string): Issue => ({
  id,
  key: `WEB-${id}`,
  projectId: "1",
  projectKey: "WEB",
  summary: "",
  isDone: false,
  updatedMs: 0,
});
const found = (ids: readonly string[], isComplete = true): Found => ({
  kind: "answered",
  value: { issues: ids.map(issue), isComplete },
});
const silent: Answer<never> = { kind: "silent", reason: "away" };

/** A Jira that answers when it is told to, and a clock that stands still. */
function stage() {
  const asked: PromiseWithResolvers<Found>[] = [];
  const known = roadmaps();
  const time = { nowMs: 1_000_000 };
  const jiraOf = () => ({
    recentIssues() {
      asked.push(Promise.withResolvers<Found>());
      return asked.at(-1)!.promise;
    },
    createIssue: () => Promise.reject(),
    may: () => Promise.reject(),
  });
  const { freshen, forget } = reading({ jiraOf, roadmaps: known, nowMs: () => time.nowMs });
  return { asked, known, time, freshen, forget, ids: () => known.list("a").map(({ id }) => id) };
}

test("the first time somebody looks, the roadmap is read before it is shown", async () => {
  const { asked, freshen, ids } = stage();
  const looking = freshen("a", 10_000);
  asked[0]!.resolve(found(["1", "2"]));
  expect(await looking).toBeNull();
  expect(ids()).toEqual(["1", "2"]);
});

test("a Jira that takes too long is not waited for, and what it says is taken in later", async () => {
  const { asked, freshen, ids } = stage();
  expect(await freshen("a", 0)).toContain("Jira has not answered yet");
  asked[0]!.resolve(found(["1"]));
  expect(await freshen("a", 10_000)).toBeNull();
  expect(ids()).toEqual(["1"]);
  expect(asked).toHaveLength(1);
});

test("a reading stays good for ten minutes; then one look starts another and does not wait", async () => {
  const { asked, time, freshen } = stage();
  const first = freshen("a", 10_000);
  asked[0]!.resolve(found([]));
  await first;
  time.nowMs += 9 * 60_000;
  await freshen("a", 10_000);
  expect(asked).toHaveLength(1);
  time.nowMs += 60_000;
  await Promise.all([freshen("a", 10_000), freshen("a", 10_000)]);
  expect(asked).toHaveLength(2);
});

test("a Jira that is away is left alone for a minute, and the reader is told", async () => {
  const { asked, time, freshen } = stage();
  const first = freshen("a", 10_000);
  asked[0]!.resolve(silent);
  expect(await first).toContain("Jira did not answer");
  time.nowMs += 59_000;
  await freshen("a", 10_000);
  expect(asked).toHaveLength(1);
  time.nowMs += 1000;
  const again = freshen("a", 0);
  asked[1]!.reject(new Error("not what was expected"));
  expect(await again).toContain("Jira did not answer");
});

test("what a complete reading does not name is gone, but not what was heard of meanwhile", async () => {
  const { asked, known, freshen, ids } = stage();
  known.keep("a", issue("gone"));
  const looking = freshen("a", 10_000);
  known.keep("a", issue("heard"));
  asked[0]!.resolve(found(["read"]));
  await looking;
  expect(ids().toSorted()).toEqual(["heard", "read"]);
});

test("a reading that is cut off removes nothing", async () => {
  const { asked, known, freshen, ids } = stage();
  known.keep("a", issue("kept"));
  const looking = freshen("a", 10_000);
  asked[0]!.resolve(found(["read"], false));
  await looking;
  expect(ids().toSorted()).toEqual(["kept", "read"]);
});

test("a tenant that leaves while it is read leaves nothing behind", async () => {
  const { asked, freshen, forget, ids } = stage();
  const looking = freshen("a", 10_000);
  forget("a");
  asked[0]!.resolve(found(["1"]));
  await looking;
  expect(ids()).toEqual([]);
});
