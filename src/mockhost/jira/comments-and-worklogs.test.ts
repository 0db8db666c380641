import { expect, test } from "vitest";
import { bodyOf } from "../testdata/test-world.ts";
import { scene } from "./testdata/scene.ts";

test("comments and worklogs are found by their ids, whatever issue they are on", () => {
  const { act, create } = scene();
  const ids = [create(), create()].map(
    ({ key }) => bodyOf(act("addComment", { issueIdOrKey: key }, { json: { body: key } })).id,
  );
  const found = bodyOf(act("getCommentsByIds", {}, { json: { ids: [...ids, 9] } }));
  expect(found.values.map(({ id }: { id: string }) => id)).toEqual(ids);
  expect(act("getCommentsByIds", {}, { json: { ids: [] } }).status).toBe(400);
  const { key } = create();
  const logged = act("addWorklog", { issueIdOrKey: key }, { json: { timeSpent: "1d 2h 30m" } });
  expect(bodyOf(logged).timeSpent).toBe("1d 2h 30m");
  const worklogs = bodyOf(act("getWorklogsForIds", {}, { json: { ids: [bodyOf(logged).id] } }));
  expect(worklogs).toMatchObject([{ timeSpentSeconds: 37_800 }]);
});
