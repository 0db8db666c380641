import { expect, test } from "vitest";
import { currently } from "./current-words.ts";
import { missed } from "./testdata/addons.ts";

test("what goes on now is said with its time", () => {
  expect(currently(missed.current, missed.statement.computedAt)).toBe(
    "Failing its checks for 5 min: status 503 instead of 200; last checked at 14:03:10 UTC.",
  );
  expect(currently(null, missed.statement.computedAt)).toBeNull();
});
