/**
 * Chances adjusted for having looked at all of them: below α they are findings, and the chance of
 * one false finding or more is α at most, however they depend on each other. In the given order.
 * Source: S. Holm, Scandinavian Journal of Statistics 6 (1979).
 */
export function holm(chances: readonly number[]): readonly number[] {
  const order = chances.map((_, at) => at).sort((a, b) => chances[a]! - chances[b]!);
  const adjusted = new Array<number>(chances.length);
  let least = 0;
  for (const [rank, at] of order.entries())
    adjusted[at] = least = Math.max(least, Math.min(1, (chances.length - rank) * chances[at]!));
  return adjusted;
}
