import { performance } from "node:perf_hooks";

/** Milliseconds of the machine's monotonic clock, the same in every thread. */
const offsetMs = Number(process.hrtime.bigint() / 1000n) / 1000 - performance.now();

export const monotonicMs = (): number => performance.now() + offsetMs;
