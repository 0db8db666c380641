import * as z from "zod";
import type { ResponseTime } from "../contract.ts";
import { statistics } from "../response-time.ts";
import { time } from "./figures.ts";

const limits = z
  .strictObject({
    average: time("The average stays at or below this.", "150ms").optional(),
    median: time("Half of the requests succeed within this time.", "400ms").optional(),
    p90: time("90 % of the requests succeed within this time.", "800ms").optional(),
    p95: time("95 % of the requests succeed within this time.", "1200ms").optional(),
    p99: time("99 % of the requests succeed within this time.", "3s").optional(),
  })
  .transform((written): ResponseTime => {
    const named = statistics.filter(({ word }) => written[word] !== undefined);
    return Object.fromEntries(named.map(({ word, key }) => [key, written[word]]));
  });

export const responseTime = z
  .strictObject({
    ui: z.exactOptional(
      limits.meta({ description: "Pages and other requests that a person waits for." }),
    ),
    service: z.exactOptional(
      limits.meta({
        description: "Calls by programs: webhooks, REST, everything that is no page.",
      }),
    ),
  })
  .default({})
  .meta({ description: "How fast the add-on answers." });
