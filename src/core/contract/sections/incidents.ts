import * as z from "zod";
import { parseUrl } from "../values/address.ts";
import { time } from "./figures.ts";
import { orNull, written } from "./written.ts";

/** Long enough for a person to look, short enough that customers hear of it from their vendor. */
const PUBLISH_AFTER_MS = 10 * 60_000;

export const incidents = z
  .strictObject({
    policy: z
      .enum(["manual", "propose", "automatic"])
      .default("propose")
      .meta({
        description:
          "Who opens an incident when somebody is woken: a person; Plimsoll, for a person to publish or by itself after publishAfter; Plimsoll at once.",
        examples: ["propose"],
      }),
    publishAfter: time(
      "After how long a proposed incident is published by itself.",
      "10m",
    ).optional(),
  })
  .default({ policy: "propose" })
  .transform(({ policy, publishAfter = PUBLISH_AFTER_MS }) => ({
    policy,
    publishAfterMs: publishAfter,
  }))
  .meta({ description: "How customers are told of outages." });

export const deadman = orNull(
  written(parseUrl, {
    description:
      "An address at another service that is called every minute, so that somebody outside hears when Plimsoll itself is silent.",
    examples: ["https://hc-ping.example.com/4f1c"],
  }),
);
