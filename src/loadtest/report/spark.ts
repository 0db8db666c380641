const BARS = "▁▂▃▄▅▆▇█";

/** A row of bars from zero to the largest; a gap where nothing was measured. */
export function spark(values: readonly (number | null)[]): string {
  const most = Math.max(0, ...values.filter((value) => value !== null));
  return values
    .map((value) => {
      if (value === null) return " ";
      const share = most > 0 ? Math.max(0, value) / most : 0;
      return BARS[Math.min(BARS.length - 1, Math.floor(share * BARS.length))];
    })
    .join("");
}
