/** Requests of one window, and how many of them took longer than the value in question. */
export interface Batch {
  readonly count: number;
  readonly above: number;
}

/**
 * How many independent requests would tell as much as these, which came in clusters: n ÷ D, with
 * D = Var(share over batches) ÷ (p(1−p) ÷ n) the design effect; never more than there are.
 * Windows are joined to thirty batches or fewer, so that what lasts a few windows stays in one.
 * Sources: batch means as in A. M. Law, "Simulation Modeling and Analysis" (2015), section 9.5;
 * L. Kish, "Survey Sampling" (1965), sections 5.4 and 8.2.
 */
export function effectiveCount(windows: readonly Batch[]): number {
  const batches = joined(windows);
  const m = batches.length;
  const n = batches.reduce((sum, { count }) => sum + count, 0);
  const share = batches.reduce((sum, { above }) => sum + above, 0) / n;
  if (m < 2 || !(share > 0 && share < 1)) return n;
  const squares = batches.reduce((sum, b) => sum + (b.above - share * b.count) ** 2, 0);
  const variance = (squares * m) / (m - 1) / n ** 2;
  return Math.floor(n / Math.max(1, (variance * n) / (share * (1 - share))));
}

const MOST_BATCHES = 30;

function joined(windows: readonly Batch[]): readonly Batch[] {
  const size = Math.ceil(windows.length / MOST_BATCHES);
  const batches: Batch[] = [];
  for (let from = 0; from < windows.length; from += size) {
    const group = windows.slice(from, from + size);
    batches.push({
      count: group.reduce((sum, { count }) => sum + count, 0),
      above: group.reduce((sum, { above }) => sum + above, 0),
    });
  }
  return batches;
}
