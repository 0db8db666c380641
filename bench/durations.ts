import { random } from "../src/chance/index.ts";

/** As many durations in seconds as asked for, spread as those of requests are: median 120 ms, p99 about 1.2 s. */
export function durations(count: number): Float64Array {
  const next = random(1, "durations");
  const gauss = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return Float64Array.from({ length: count }, () => 0.12 * Math.exp(gauss()));
}
