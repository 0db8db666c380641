import type { Sketch } from "../../core/measurement/index.ts";
import { histogramOf } from "./histogram.ts";

/**
 * Vargha and Delaney's Â12: how likely a request of `a` takes longer than one of `b`, equals by half.
 * 0.5 is no effect; 0.56, 0.64 and 0.71 are small, medium and large ones. Values that share a bucket
 * count as equal; null when either is empty.
 * Source: A. Vargha and H. D. Delaney, Journal of Educational and Behavioral Statistics 25 (2000).
 */
export function superiority(a: Sketch, b: Sketch): number | null {
  const left = histogramOf(a);
  const right = histogramOf(b);
  if (left.count === 0 || right.count === 0) return null;
  let wins = 0;
  let next = 0;
  let below = 0;
  for (const [at, edge] of left.edges.entries()) {
    while (next < right.edges.length && right.edges[next]! < edge) below = right.upTo[next++]!;
    const equal = right.edges[next] === edge ? right.upTo[next]! - below : 0;
    wins += (left.upTo[at]! - (left.upTo[at - 1] ?? 0)) * (below + equal / 2);
  }
  return wins / left.count / right.count;
}
