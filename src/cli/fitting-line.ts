const BETWEEN = " · ";

/** As many parts as a line of so many columns holds whole: half a figure is another figure. */
export function fittingLine(parts: readonly string[], columns = Number.POSITIVE_INFINITY): string {
  const fits = parts.map((_, at) => parts.slice(0, at + 1).join(BETWEEN));
  return fits.findLast((line) => line.length < columns) ?? (parts[0] ?? "").slice(0, columns - 1);
}
