import { mean } from "./median.ts";

/**
 * MSER-5: how many values at the start belong to the warm-up. Over the means Z of batches of five,
 * the d ≤ m/2 with the least Σ_{j>d} (Z_j − Z̄_d)² ÷ (m − d)², in values; null when that lies at the
 * half, which says that the series is not steady yet, or when there are fewer than four batches.
 * Sources: K. P. White, Simulation 69 (1997); K. P. White, M. J. Cobb and S. C. Spratt,
 * Proceedings of the 2000 Winter Simulation Conference.
 */
export function warmUpCut(values: readonly number[]): number | null {
  const batches = Array.from({ length: Math.floor(values.length / BATCH) }, (_, at) =>
    mean(values.slice(at * BATCH, (at + 1) * BATCH)),
  );
  const most = Math.floor(batches.length / 2);
  if (most < 2) return null;
  const errors = errorsByCut(batches).slice(0, most + 1);
  const cut = errors.indexOf(Math.min(...errors));
  return cut === most ? null : cut * BATCH;
}

const BATCH = 5;

/** The squared standard error of the mean of what each cut leaves; summed from the end, in one pass. */
function errorsByCut(batches: readonly number[]): readonly number[] {
  const errors = new Array<number>(batches.length);
  let centre = 0;
  let squares = 0;
  for (let cut = batches.length - 1, n = 1; cut >= 0; cut--, n++) {
    const off = batches[cut]! - centre;
    centre += off / n;
    squares += off * (batches[cut]! - centre);
    errors[cut] = squares / n ** 2;
  }
  return errors;
}
