import type { CostFinding } from "../model/index.ts";
import { figure } from "./figure.ts";

/** Less than this is nothing that anybody would notice, and its digits would only distract. */
const LEAST = 0.001;

/** What one request costs, in its unit: `4.21 ms`, `1.2 kB`, `0.35`. */
export function costWords(value: number, unit: CostFinding["unit"]): string {
  if (unit === "bytes" && value >= 1000) return `${figure(value / 1000)} kB`;
  const shown = value > 0 && value < LEAST ? `< ${LEAST}` : figure(value);
  return unit === "calls" ? shown : `${shown} ${unit}`;
}

/** The 95 % interval of the same; a single figure where both ends read alike. */
export function costIntervalWords({ low, high, unit }: CostFinding): string {
  const [from, to] = [costWords(low, unit), costWords(high, unit)];
  return from === to ? from : `${from} to ${to}`;
}
