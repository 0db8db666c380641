import { performance } from "node:perf_hooks";
import { businessTime } from "../src/support/business-time.ts";
import { machine } from "./bench.ts";

/** When a support clock is due that ten years of a calendar lie before: laid out once, then asked. */
const PROMISED_MS = 1;
const DAY_MS = 86_400_000;
const office = {
  zone: "Europe/Paris",
  weekly: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 540, to: 1020 })),
  closedIn: () => new Set<string>(),
};
const time = businessTime([office]);
const fromMs = Date.UTC(2027, 0, 1);
const tenYearsMs = 10 * 365 * (5 / 7) * 8 * 3_600_000;
const firstMs = performance.now();
time.dueMs(fromMs, tenYearsMs);
const laidOutMs = performance.now() - firstMs;
const COUNT = 10_000;
const startMs = performance.now();
for (let at = 0; at < COUNT; at++) time.dueMs(fromMs + at * DAY_MS * 0.01, tenYearsMs);
const eachMs = (performance.now() - startMs) / COUNT;
console.log(`${machine()}
due ten years ahead: ${eachMs.toFixed(4)} ms each (promised ${PROMISED_MS}); the calendar laid out once in ${laidOutMs.toFixed(0)} ms`);
