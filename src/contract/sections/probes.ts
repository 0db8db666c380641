import * as z from "zod";
import { parseUrlPath } from "../values/address.ts";
import { time } from "./figures.ts";
import { word, written } from "./written.ts";

const probe = z
  .strictObject({
    path: written(parseUrlPath, { description: "What is asked for.", examples: ["/health"] }),
    every: time("How often.", "30s"),
    timeout: time("A check that takes longer has failed.", "3s").prefault("3s"),
    from: z
      .array(word({ description: "A place that probes.", examples: ["local"] }))
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
