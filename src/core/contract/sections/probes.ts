import * as z from "zod";
import { parseUrl, parseUrlPath } from "../values/address.ts";
import { time } from "./figures.ts";
import { orNull, word, written } from "./written.ts";

const probe = z
  .strictObject({
    path: written(parseUrlPath, { description: "What is asked for.", examples: ["/health"] }),
    every: time("How often.", "30s"),
    timeout: time("A check that takes longer has failed.", "3s").prefault("3s"),
    from: z
      .array(
        word({
          description: "A place that probes; so far only local, the machine that Plimsoll runs on.",
          examples: ["local"],
        }),
      )
      .min(1)
      .max(50)
      .default(["local"])
      .meta({ description: "The places that probe.", examples: [["local"]] }),
    agree: z
      .int()
      .min(1)
      .default(1)
      .meta({ description: "How many places must see a failure before it counts.", examples: [1] }),
  })
  .transform(({ every, timeout, ...probe }) => ({
    ...probe,
    everyMs: every,
    timeoutMs: timeout,
  }));

export const probes = z
  .array(probe)
  .max(50)
  .default([])
  .meta({ description: "Checks from outside, by HTTP GET." });

export const connectivity = orNull(
  z
    .array(
      written(parseUrl, {
        description: "An address that does not depend on the add-on.",
        examples: ["https://example.org/"],
      }),
    )
    .max(10)
    .meta({
      description:
        "Asked when the add-on cannot be reached: while none of them answers either, whoever probes is cut off, and minutes are unknown instead of down. Left out: the status page of the add-on's host.",
      examples: [["https://example.org/"]],
    }),
);
