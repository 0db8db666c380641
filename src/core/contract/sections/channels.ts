import * as z from "zod";
import { word } from "./written.ts";

/** By what medium a channel tells. */
const CHANNEL_KINDS = ["mail", "slack", "pagerduty", "webhook"] as const;

/** In lower case: a variable of the environment is named after it. */
const CHANNEL_NAME = /^[a-z][a-z0-9-]{0,39}$/;

export const channels = z
  .record(
    z.string().regex(CHANNEL_NAME),
    z.enum(CHANNEL_KINDS).meta({
      description:
        "By what medium: mail, slack (or what takes the same), pagerduty, webhook. Where to is never written here: PLIMSOLL_CHANNEL_NAME, or a file that PLIMSOLL_CHANNEL_NAME_FILE names, holds the address, URL or key.",
      examples: ["pagerduty"],
    }),
  )
  .default({})
  .meta({ description: "By what people are told of something, by a name of yours." });

const named = (description: string, example: string) =>
  z
    .array(word({ description: "A name of operations.channels.", examples: [example] }))
    .max(20)
    .default([])
    .meta({ description, examples: [[example]] });

export const alerts = z
  .strictObject({
    page: named("What wakes a person: the next where one does not take it.", "oncall"),
    ticket: named("What can wait until the morning: each of them is told.", "team"),
  })
  .default({ page: [], ticket: [] })
  .meta({ description: "Where alerts go." });
