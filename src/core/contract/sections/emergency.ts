import * as z from "zod";
import { parseEmail, parsePhone } from "../values/address.ts";
import { interval } from "./figures.ts";
import { orNull, written } from "./written.ts";

export const emergency = z
  .strictObject({
    email: orNull(
      written(parseEmail, {
        description: "Where an emergency reaches a person.",
        examples: ["oncall@example.com"],
      }),
    ),
    phone: orNull(
      written(parsePhone, {
        description: "The number to call at any hour, with country code, in quotation marks.",
        examples: ["+33 1 00 00 00 00"],
      }),
    ),
    tested: orNull(interval("How often somebody tries that it works.", "every 30d")),
  })
  .transform(({ tested, ...contact }) => ({ ...contact, testedEveryMs: tested }))
  .meta({ description: "Who is reached around the clock." });
