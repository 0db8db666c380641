import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readProfile } from "./read-profile.ts";

describe("a profile", () => {
  test.for([
    ["milliseconds", "1000\n1250.5\n1100", [0, 100, 250.5]],
    ["times", "2027-01-20T14:00:00Z\n2027-01-20T15:00:01.500+01:00", [0, 1500]],
    ["remarks and empty lines", "# Monday\n\n5\r\n 9 \n", [0, 4]],
  ] as const)("of %s is read in order, from its first moment on", ([, text, startsMs]) => {
    expect(readProfile(text)).toEqual({ kind: "profile", startsMs });
  });

  test.for([
    ["is no moment", "1\nsoon\n3", /^Line 2, "soon"/],
    ["is no day of the calendar", "2027-02-31T25:00:00Z", /^Line 1/],
    ["is missing", "# nothing\n", /no moment/],
    ["is a month later", "0\n2678400000", /longer than a week/],
  ] as const)("in which something %s is refused", ([, text, message]) => {
    expect(readProfile(text)).toMatchObject({
      kind: "problem",
      message: expect.stringMatching(message),
    });
  });

  test("keeps every distance, whatever the order of its lines", () => {
    const moments = fc.array(fc.nat({ max: 1e8 }), { minLength: 1 });
    fc.assert(
      fc.property(moments, (some) => {
        const sorted = some.toSorted((a, b) => a - b);
        const startsMs = sorted.map((moment) => moment - sorted[0]!);
        expect(readProfile(some.join("\n"))).toEqual({ kind: "profile", startsMs });
      }),
    );
  });

  test("is read or refused, whatever it is", () => {
    fc.assert(
      fc.property(fc.string(), (text) => ["profile", "problem"].includes(readProfile(text).kind)),
    );
  });
});
