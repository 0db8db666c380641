import { Z_95 } from "../../core/measurement/index.ts";

/** Of a standard normal number: beyond it lie 20 %. */
const Z_80 = 0.8416212335729143;

/** Quantiles of a standard normal number. */
export const quantiles = { upper: Z_95, power: Z_80 } as const;

/**
 * A quantile of Student's t from that of a normal number, by the first three terms of Cornish and
 * Fisher's expansion; within 2 % from four degrees on.
 * Source: M. Abramowitz and I. A. Stegun, "Handbook of Mathematical Functions" (1964), 26.7.5.
 */
export function studentQuantile(z: number, degrees: number): number {
  const [z3, z5, z7] = [z ** 3, z ** 5, z ** 7];
  return (
    z +
    (z3 + z) / (4 * degrees) +
    (5 * z5 + 16 * z3 + 3 * z) / (96 * degrees ** 2) +
    (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * degrees ** 3)
  );
}
