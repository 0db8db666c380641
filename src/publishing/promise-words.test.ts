import { expect, test } from "vitest";
import {
  hoursWords,
  limitWords,
  maintenancePromise,
  retirementPromise,
  uptimePromise,
} from "./promise-words.ts";
import { SLA } from "./testdata/contract.ts";

const day = (weekday: number, from: number, to: number) => ({ weekday, from, to });

test.for([
  [
    "a working week",
    [1, 2, 3, 4, 5].map((d) => day(d, 540, 1020)),
    ["Monday to Friday 09:00–17:00"],
  ],
  [
    "a short Friday and a break",
    [day(1, 540, 720), day(1, 780, 1020), day(5, 540, 750)],
    ["Monday 09:00–12:00, 13:00–17:00", "Friday 09:00–12:30"],
  ],
  ["always", [1, 2, 3, 4, 5, 6, 7].map((d) => day(d, 0, 1440)), ["Monday to Sunday 00:00–24:00"]],
  ["never", [], []],
] as const)("%s", ([, weekly, lines]) => {
  expect(hoursWords({ zone: "UTC", weekly })).toEqual(lines);
});

test("limits are said in the words in which they were promised", () => {
  expect(limitWords({ kind: "business-days", days: 1 })).toBe("1 business day");
  expect(limitWords({ kind: "time", ms: 3_600_000 })).toBe("1 hour");
  expect(limitWords(null)).toBe("–");
});

test("clauses say figure and consequence", () => {
  expect(uptimePromise(SLA)[0]).toBe(
    "The add-on is up for at least 99.9 % of the minutes of each UTC calendar month.",
  );
  expect(maintenancePromise(SLA)[0]).toBe(
    "Maintenance is announced at least 48 hours ahead and takes no more than 4 hours per month.",
  );
  expect(retirementPromise({ ...SLA, retirement: { noticeMs: 62 * 24 * 3_600_000 } })).toEqual([
    "Customers are told that the add-on ends at least 62 days before it does.",
  ]);
  expect(uptimePromise({ ...SLA, uptime: null })).toEqual([]);
});
