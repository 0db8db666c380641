import { z } from "zod";

const BEYOND_JSON = ["Infinity", "-Infinity", "NaN"] as const;

/** Any number. What JSON has no number for is written as the word that JavaScript has for it. */
export const figure = z.codec(
  z.union([z.number(), z.enum(BEYOND_JSON)]),
  z.custom<number>((value) => typeof value === "number"),
  {
    encode: (value) =>
      Number.isFinite(value) ? value : (String(value) as (typeof BEYOND_JSON)[number]),
    decode: Number,
  },
);

/** How many; a whole number. */
export const count = z.int().nonnegative();

/** Well formed, so that every reader sees the same text. */
export const text = z.string().overwrite((value) => value.toWellFormed());

export const counts = z.record(text, count);

export const tenantClass = z.enum(["largest", "middle", "small"]);
export const indicator = z.enum(["availability", "ui", "service", "install", "webhook", "iframe"]);
