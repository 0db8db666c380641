import { performance } from "node:perf_hooks";

const WORK = 100_000;
const SLOW = 1.5;

/**
 * How evenly this machine works, as a sentence: other tenants of shared hardware slow a core down for
 * a tenth of a second at a time, by which a percentile of lateness tells more of them than of a program.
 */
export function unevenness(forMs: number): string {
  const tookMs: number[] = [];
  for (const untilMs = performance.now() + forMs; performance.now() < untilMs; )
    tookMs.push(timed());
  // The compiler has its way first.
  const settled = tookMs.slice(Math.floor(tookMs.length / 10));
  const usualMs = settled.toSorted((a, b) => a - b)[Math.floor(settled.length / 4)]!;
  const isSlow = (ms: number) => ms > SLOW * usualMs;
  const sum = (times: readonly number[]) => times.reduce((total, ms) => total + ms, 0);
  const share = sum(settled.filter(isSlow)) / sum(settled);
  const worst = Math.max(...settled) / usualMs;
  return `The same work took more than half as long again during ${Math.round(share * 100)} % of the time, ×${worst.toFixed(1)} at worst.`;
}

export let result = 1;

function timed(): number {
  const fromMs = performance.now();
  for (let n = 0; n < WORK; n++) result = result * 1.000_000_1 + 1e-9;
  return performance.now() - fromMs;
}
