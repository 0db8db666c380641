import * as z from "zod";
import { parseFactor } from "../values/factor.ts";
import { parseSkew } from "../values/skew.ts";
import { written } from "./written.ts";

export const load = z
  .strictObject({
    tenants: z
      .int()
      .min(1)
      .max(1_000_000)
      .meta({ description: "How many installations there are.", examples: [2000] }),
    requestsPerSecond: z
      .number()
      .positive()
      .max(10_000_000)
      .meta({ description: "On an ordinary day, over all tenants.", examples: [50] }),
    peak: written(parseFactor, {
      description: "How many times as much at the busiest time.",
      examples: ["3x"],
    }).prefault("1x"),
    tenantSkew: written(parseSkew, {
      description: "How unevenly tenants share the load: even, or zipf with its exponent.",
      examples: ["zipf 1.1", "even"],
    }).prefault("even"),
  })
  .meta({ description: "The load that the promise must hold under." });
