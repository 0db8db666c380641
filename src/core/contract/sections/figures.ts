import { parseDuration } from "../values/duration.ts";
import { parseEvery } from "../values/every.ts";
import { andThen, complain, type Parse, quote, read } from "../values/reading.ts";
import { parseShare } from "../values/share.ts";
import { written, writtenFigure } from "./written.ts";

/** Values that several sections have in common. */

const DURATION = /^\s*\d+(\.\d+)?\s*[a-z]/;
const SHARE = /^\s*(\d+(\.\d+)?|\.\d+)\s*%?\s*$/;

const aboveZero =
  (parse: Parse<number>): Parse<number> =>
  (text) =>
    andThen(parse(text), (value) =>
      value > 0 ? read(value) : complain(`${quote(text)} is zero.`, "Write more than zero."),
    );

export const target = (description: string, example: string) =>
  writtenFigure(aboveZero(parseShare), { description, examples: [example], pattern: SHARE });

/** A length of time above zero. */
export const time = (description: string, example: string) =>
  written(aboveZero(parseDuration), { description, examples: [example], pattern: DURATION });

/** A length of time that may be zero. */
export const timeOrNone = (description: string, example: string) =>
  written(parseDuration, { description, examples: [example], pattern: DURATION });

export const interval = (description: string, example: string) =>
  written(parseEvery, { description, examples: [example], pattern: /^\s*every\s+\d/ });
