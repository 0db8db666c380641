import { expect, test } from "vitest";
import type { CheckAccount } from "../core/slo/index.ts";
import { checkInputs, checksSaid } from "./check-words.ts";

const none: CheckAccount = { made: 0, failed: 0, answeredAgain: 0, cutOff: 0, cutOffMinutes: 0 };

test.for<[CheckAccount, readonly string[]]>([
  [none, []],
  [{ ...none, made: 48 }, []],
  [{ ...none, made: 48, failed: 12 }, ["12 of 48 checks failed."]],
  [
    { ...none, made: 48, failed: 24, answeredAgain: 24 },
    ["24 of 48 checks failed, each of them answered when asked again at once."],
  ],
  [
    { ...none, made: 1_440, failed: 1, answeredAgain: 1 },
    ["1 of 1,440 checks failed and was answered when asked again at once."],
  ],
  [
    { ...none, made: 60, failed: 26, answeredAgain: 24 },
    ["26 of 60 checks failed; 24 of them were answered when asked again at once."],
  ],
  [
    { ...none, made: 60, failed: 3, answeredAgain: 1, cutOff: 4, cutOffMinutes: 2 },
    [
      "3 of 60 checks failed; 1 of them was answered when asked again at once.",
      "2 minutes are unknown because the machine that checks was or may have been cut off.",
    ],
  ],
  [
    { ...none, made: 2, cutOff: 2, cutOffMinutes: 1 },
    ["1 minute is unknown because the machine that checks was or may have been cut off."],
  ],
])("%o is said", ([checks, said]) => {
  expect(checksSaid(checks)).toEqual(said);
});

test("the inputs show every check once", () => {
  const shown = String(
    checkInputs({ made: 60, failed: 3, answeredAgain: 1, cutOff: 4, cutOffMinutes: 2 }),
  );
  const counts = [...shown.matchAll(/<td class="number">([^<]*)</g)].map(([, count]) =>
    Number(count),
  );
  expect(counts).toEqual([53, 1, 2, 4, 60]);
  expect(checkInputs(none)).toBe("");
});
