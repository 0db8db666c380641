import { random } from "../src/core/chance/index.ts";

/** As many durations in seconds as asked for, spread as those of requests are: median 120 ms, p99 about 1.2 s. */
export const durations = (count: number): Float64Array => drawn(count, "durations", [[1, 0.12, 1]]);

/** As those of real requests are: answers from a cache, a database and another service, and time-outs. */
export const severalModes = (count: number): Float64Array =>
  drawn(count, "several modes", [
    [0.55, 0.004, 0.35],
    [0.3, 0.09, 0.5],
    [0.14, 0.9, 0.4],
    [0.01, 30, 0.001],
  ]);

/** Each octave from 10 µs to 1,000 s as likely as the others. */
export function wholeRange(count: number): Float64Array {
  const next = random(1, "whole range");
  return Float64Array.from({ length: count }, () => 1e-5 * 1e8 ** next());
}

type Mode = readonly [share: number, medianS: number, sigma: number];

function drawn(count: number, name: string, modes: readonly Mode[]): Float64Array {
  const next = random(1, name);
  const gauss = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const modeOf = (at: number): Mode => modes.find(([share]) => (at -= share) < 0) ?? modes[0]!;
  return Float64Array.from({ length: count }, () => {
    const [, medianS, sigma] = modes.length === 1 ? modes[0]! : modeOf(next());
    return medianS * Math.exp(sigma * gauss());
  });
}
