import * as z from "zod";
import { parseAllowance } from "../values/allowance.ts";
import { timeOrNone } from "./figures.ts";
import { written } from "./written.ts";

export const maintenance = z
  .strictObject({
    notice: timeOrNone("How long ahead a maintenance window is announced.", "48h"),
    allowance: written(parseAllowance, {
      description: "How much announced maintenance is left out of the uptime.",
      examples: ["4h per month"],
    }),
  })
  .transform(({ notice, allowance }) => ({ noticeMs: notice, allowance }))
  .meta({ description: "Announced windows in which the add-on may be away." });
