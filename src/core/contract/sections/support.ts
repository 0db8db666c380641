import * as z from "zod";
import { parseUrl } from "../values/address.ts";
import { parseBusinessHours } from "../values/business-hours.ts";
import { parseHolidays } from "../values/holidays.ts";
import { parseSupportDuration } from "../values/support-duration.ts";
import { line, orNull, written } from "./written.ts";

const limit = (description: string, example: string) =>
  orNull(written(parseSupportDuration, { description, examples: [example, "2 business days"] }));

const level = z.strictObject({
  meaning: line(200, {
    description: "Which tickets are of this level, in the customers' words.",
    examples: ["service down"],
  }),
  initialResponse: limit("A person answers within this time.", "1h"),
  resolution: limit("The ticket is solved within this time.", "8h"),
  clock: z
    .enum(["support-hours", "24x7"])
    .meta({ description: "Which hours count.", examples: ["24x7"] })
    .default("support-hours"),
});

export const support = z
  .strictObject({
    url: written(parseUrl, {
      description: "Where customers ask for help.",
      examples: ["https://support.example.com"],
    }),
    hours: written(parseBusinessHours, {
      description: "When people are there; in addon.timeZone unless a zone is named.",
      examples: ["Mon-Fri 09:00-17:00", "Mon-Fri 09:00-12:00, 13:00-17:00 Europe/Paris", "24x7"],
    }),
    holidays: orNull(
      written(parseHolidays, {
        description: "Country, or country and region, whose public holidays are kept.",
        examples: ["FR", "DE-BY"],
      }),
    ),
    levels: z
      .strictObject({
        L1: z.exactOptional(level.meta({ description: "The most severe level." })),
        L2: z.exactOptional(level),
        L3: z.exactOptional(level),
        L4: z.exactOptional(level.meta({ description: "The least severe level." })),
      })
      .default({})
      .meta({ description: "What is promised by how bad it is." }),
  })
  .meta({ description: "How customers are helped." });
