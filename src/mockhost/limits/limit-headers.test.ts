import { describe, expect, test } from "vitest";
import { type QuotaState, quotaHeaders, refusalHeaders } from "./limit-headers.ts";

const NOW_MS = Date.UTC(2027, 0, 1, 12, 30);
const RESET_MS = Date.UTC(2027, 0, 1, 13);
const used = (points: number): QuotaState => ({
  policy: "tenant-app-quota",
  limit: 1_000,
  used: points,
  resetsAtMs: RESET_MS,
});

describe("an answer that was let through says", () => {
  test("how much is left and of what", () => {
    expect(quotaHeaders(used(100), NOW_MS, {})).toEqual({
      "x-ratelimit-limit": "1000",
      "x-ratelimit-remaining": "900",
      ratelimit: '"tenant-app-quota";t=1800',
      "ratelimit-policy": '"tenant-app-quota";q=1000;w=3600',
    });
  });

  test("that little is left once four fifths are used, not before", () => {
    expect(quotaHeaders(used(800), NOW_MS, {})).not.toHaveProperty("x-ratelimit-nearlimit");
    expect(quotaHeaders(used(801), NOW_MS, {})).toMatchObject({
      ratelimit: '"tenant-app-quota";r=199;t=1800',
      "x-ratelimit-nearlimit": "true",
    });
  });

  test("nothing below zero", () => {
    expect(quotaHeaders(used(1_001), NOW_MS, {})["x-ratelimit-remaining"]).toBe("0");
  });

  test("no policy at zero, where that oddity is on", () => {
    const odd = { noPolicyAtZero: true };
    expect(quotaHeaders(used(1_000), NOW_MS, odd)).not.toHaveProperty("ratelimit-policy");
    expect(quotaHeaders(used(999), NOW_MS, odd)).toHaveProperty("ratelimit-policy");
  });
});

describe("a refusal says", () => {
  const refusal = (waitMs: number, oddities = {}) =>
    refusalHeaders("jira-burst-based", waitMs, NOW_MS, oddities);

  test("why, for how long, and until when", () => {
    expect(refusal(90_500)).toEqual({
      "retry-after": "91",
      "ratelimit-reason": "jira-burst-based",
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset": "2027-01-01T12:31:30Z",
    });
  });

  test("a second at least", () => {
    expect(refusal(3)["retry-after"]).toBe("1");
  });

  test.each([
    ["a moment without seconds", { resetWithoutSeconds: true }, "x-ratelimit-reset", /T12:31Z$/],
    ["an unknown reason", { unknownReason: true }, "ratelimit-reason", /^jira-cost-based$/],
  ])("%s, where that oddity is on", (_, oddities, header, form) => {
    expect(refusal(90_500, oddities)[header]).toMatch(form);
  });
});
