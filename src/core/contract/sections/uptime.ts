import * as z from "zod";
import { parseDownWhen } from "../values/down-when.ts";
import { target } from "./figures.ts";
import { written } from "./written.ts";

export const uptime = z
  .strictObject({
    target: target("Share of the minutes of a period in which the add-on is up.", "99.9%"),
    downWhen: written(parseDownWhen, {
      description: "A minute is down when more than this share of its requests fail.",
      examples: ["5% of requests fail"],
    }).prefault("5% of requests fail"),
  })
  .transform(({ target, downWhen }) => ({ target, downWhenFailing: downWhen }))
  .meta({ description: "How much of the time the add-on works." });
