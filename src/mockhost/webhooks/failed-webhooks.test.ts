import fc from "fast-check";
import { expect, test } from "vitest";
import type { Delivery } from "./delivery.ts";
import { type FailedWebhook, failedPage, failedWebhooks } from "./failed-webhooks.ts";

const failureAt = (failureTime: number, i: number): FailedWebhook => ({
  clientKey: "c",
  addonKey: "a",
  id: String(i),
  body: null,
  url: "http://127.0.0.1/hook",
  failureTime,
});

const failures = fc
  .array(fc.integer({ min: 1, max: 20 }), { maxLength: 60 })
  .map((times) => times.toSorted((a, b) => a - b).map(failureAt));

test("whoever goes on from the last failure time sees every failure once, whatever the page size", () => {
  fc.assert(
    fc.property(failures, fc.integer({ min: 1, max: 7 }), (all, most) => {
      const seen: FailedWebhook[] = [];
      for (let page = failedPage(all, 0, most); page.length > 0; ) {
        seen.push(...page);
        page = failedPage(all, page.at(-1)!.failureTime, most);
      }
      expect(seen).toEqual(all);
    }),
  );
});

test("a page is longer than asked for only where failures share a moment", () => {
  expect(failedPage([1, 2, 3].map(failureAt), 0, 2)).toHaveLength(2);
  expect(failedPage([1, 2, 2, 2, 3].map(failureAt), 0, 2)).toHaveLength(4);
});

test("over all tenants no more than ten thousand are kept, the oldest go first", () => {
  const failed = failedWebhooks();
  const tenant = { clientKey: "c" } as Delivery["tenant"];
  for (let i = 0; i < 10_050; i++)
    failed.add(
      { tenant, addonKey: "a", identifier: String(i), body: "", url: "" } as Delivery,
      i + 1,
    );
  const kept = failed.of("c", "a", 10_050);
  expect([kept.length, kept[0]?.id]).toEqual([10_000, "50"]);
  expect(failed.of("c", "other", 10_050)).toEqual([]);
});
