import * as z from "zod";
import { target } from "./figures.ts";

const credit = z.strictObject({
  below: target("The credit is due where the uptime of a period is below this.", "99.9%"),
  credit: target("Share of the period's fee that is given back.", "10%"),
});

/** Highest threshold first, in whatever order they are written. */
export const credits = z
  .array(credit)
  .max(10)
  .transform((bands) => bands.toSorted((a, b) => b.below - a.below))
  .default([])
  .meta({ description: "What customers get back where the uptime is missed." });
