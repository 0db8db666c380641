import { complain, type Parse, quote, read } from "./reading.ts";

const FACTOR = /^(\d{1,6}(?:\.\d{1,3})?)\s*[x×]$/i;

/** `3x` → 3 */
export const parseFactor: Parse<number> = (text) => {
  const figure = FACTOR.exec(text.trim())?.[1];
  if (figure === undefined)
    return complain(`${quote(text)} is not a factor.`, "Write how many times as much, such as 3x.");
  const factor = Number(figure);
  return factor >= 1
    ? read(factor)
    : complain(`${quote(text)} is less than once.`, "Write 1x or more.");
};

export const printFactor = (factor: number): string => `${factor}x`;
