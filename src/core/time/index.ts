export type { Clock } from "./clock.ts";
export { type FakeClock, fakeClock } from "./fake-clock.ts";
export { Heap } from "./heap.ts";
export * from "./minute.ts";
export { ageMs, type Moment, momentOf, presentMs } from "./moment.ts";
