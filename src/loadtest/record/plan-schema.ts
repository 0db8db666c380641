import { z } from "zod";
import type { Objective } from "../../core/contract/index.ts";
import type { TestPlan } from "../model/index.ts";
import { count, figure, indicator, text } from "./values-schema.ts";

const step = z.object({
  name: text,
  indicator: indicator.nullable(),
  method: text,
  path: text,
  headers: z.array(z.tuple([text, text])),
  body: text,
  proof: z.enum(["none", "query", "header", "context", "install"]),
  think: z.object({ meanMs: figure, spacing: z.enum(["even", "poisson"]) }),
  take: z.array(
    z.object({
      name: text,
      from: z.enum(["body", "header"]),
      header: text.exactOptional(),
      pattern: text,
    }),
  ),
  checks: z.array(
    z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("status"), is: z.array(count) }),
      z.object({ kind: z.literal("body"), contains: text }),
    ]),
  ),
});

const workload = z.object({
  population: z.object({
    tenants: count,
    skew: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("even") }),
      z.object({ kind: z.literal("zipf"), exponent: figure }),
    ]),
  }),
  scenarios: z.array(z.object({ name: text, weight: figure, steps: z.array(step) })),
});

const model = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("open"),
    spacing: z.enum(["even", "poisson"]),
    stages: z.array(z.object({ from: figure, to: figure, durationMs: figure })),
  }),
  z.object({ kind: z.literal("replay"), startsMs: z.array(figure) }),
  z.object({ kind: z.literal("closed") }),
]);

const supportDuration = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("time"), ms: figure }),
  z.object({ kind: z.literal("business-days"), days: figure }),
]);

const promise = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("uptime"), target: figure, downWhenFailing: figure }),
  z.object({ kind: z.literal("quantile"), quantile: figure, limitMs: figure }),
  z.object({ kind: z.literal("average"), limitMs: figure }),
  z.object({ kind: z.literal("share"), target: figure, withinMs: figure.nullable() }),
  z.object({ kind: z.literal("recovery"), limitMs: figure }),
  z.object({
    kind: z.literal("support"),
    level: z.enum(["L1", "L2", "L3", "L4"]),
    limit: supportDuration,
  }),
]);

const objective: z.ZodType<Objective> = z.object({
  id: text,
  indicator: text,
  sentence: text,
  promise,
});

/** The plan, field by field: what is not named here is in no record. */
export const plan: z.ZodType<TestPlan> = z.object({
  kind: z.enum(["load", "stress", "soak", "spike"]),
  addon: text,
  contract: text,
  target: z.object({ kind: z.enum(["mock", "alone", "live"]), baseUrl: text }),
  workload,
  model,
  warmUpMs: figure,
  durationMs: figure,
  connections: count,
  workers: count,
  timeoutMs: figure,
  search: z.object({ precision: figure, mostMs: figure }).exactOptional(),
  seed: figure,
  objectives: z.array(objective),
});
