import * as z from "zod";
import { word } from "./written.ts";

const replicas = (description: string, example: number) =>
  z
    .int()
    .min(1)
    .max(10_000)
    .meta({ description, examples: [example] });

export const scaling = z
  .strictObject({
    on: word({
      description: "What runs the replicas: process, heroku, kubernetes, aws, gcp.",
      examples: ["process"],
    }),
    min: replicas("Never fewer replicas.", 2),
    max: replicas("Never more replicas.", 8),
    target: word({
      description: "The promised figure that scaling keeps, or cpu or memory.",
      examples: ["ui.p95", "cpu"],
    }),
  })
  .meta({ description: "How the number of replicas follows the load." });
