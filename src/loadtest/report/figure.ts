const DIGITS = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });

/** Three digits that matter. */
export const figure = (value: number): string =>
  Number.isFinite(value)
    ? DIGITS.format(value).replace("-", "−")
    : value > 0
      ? "∞"
      : value < 0
        ? "−∞"
        : "–";
