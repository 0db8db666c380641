import { complain, type Parse, quote, read } from "./reading.ts";

const PERCENT = /^(\d{1,3}(?:\.\d{1,9})?)\s*%$/;
const BARE = /^(\d{1,9}(?:\.\d{1,11})?|\.\d{1,11})$/;
const EXAMPLES = "Write a percentage such as 99.9%, or a share such as 0.999.";

/** `99.9%` or `0.999` → a share from 0 to 1. */
export const parseShare: Parse<number> = (text) => {
  const trimmed = text.trim();
  const percent = PERCENT.exec(trimmed)?.[1];
  if (percent !== undefined) return withinOne(text, Number(`${percent}e-2`));
  if (!BARE.test(trimmed)) return complain(`${quote(text)} is not a percentage.`, EXAMPLES);
  return fromBare(text, Number(trimmed));
};

function fromBare(text: string, value: number) {
  const trimmed = text.trim();
  if (value === 1)
    return complain(`${quote(text)} may mean 1 % or all of it.`, "Write 1% or 100%.");
  if (value > 1 && value <= 100)
    return complain(
      `${quote(text)} is neither a percentage nor a share.`,
      `Write ${trimmed}% or ${plain(value / 100)}.`,
    );
  return withinOne(text, value);
}

const withinOne = (text: string, share: number) =>
  share <= 1 ? read(share) : complain(`${quote(text)} is more than all of it.`, EXAMPLES);

/** `99.9%`, as short as reads back the same. */
export const printShare = (share: number): string => `${percentFigure(share)}%`;

/** The figure of a percentage without its sign: 0.999 → "99.9". */
const percentFigure = (share: number): string => plain(share * 100);

/** Nine decimals hide the last bit of binary fractions; no exponent, no trailing zeros. */
const plain = (value: number): string => value.toFixed(9).replace(/\.?0+$/, "");
