import { z } from "zod";
import type { Finding, Outcome } from "../model/index.ts";
import type { Judgement } from "./run-record.ts";
import { count, figure, tenantClass, text } from "./values-schema.ts";

const outcome: z.ZodType<Outcome> = z.object({
  objective: text,
  promised: text,
  tenants: tenantClass.nullable(),
  verdict: z.enum(["met", "missed", "insufficient"]),
  events: count,
  measured: figure.nullable(),
  low: figure.nullable(),
  high: figure.nullable(),
  needed: figure.nullable(),
});

const interval = z.tuple([figure, figure]);

const finding: z.ZodType<Finding> = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("knee"),
    low: figure.nullable(),
    high: figure.nullable(),
    firstToBreak: text.nullable(),
    confirmations: count,
  }),
  z.object({
    kind: z.literal("leak"),
    resource: text,
    verdict: z.enum(["leak", "none", "insufficient"]),
    slope: figure,
    low: figure,
    high: figure,
    p: figure,
    exhaustionHours: interval.nullable(),
  }),
  z.object({
    kind: z.literal("recovery"),
    verdict: z.enum(["recovered", "not-recovered", "insufficient"]),
    recoveredAfterMs: figure.nullable(),
    keptForMs: figure.nullable(),
    backlog: count,
    drainedAfterMs: figure.nullable(),
    errorsDuring: count,
  }),
  z.object({
    kind: z.literal("isolation"),
    verdict: z.enum(["isolated", "affected", "insufficient"]),
    quantile: figure,
    before: figure.nullable(),
    during: figure.nullable(),
    ratio: interval.nullable(),
  }),
  z.object({
    kind: z.literal("cost"),
    resource: text,
    unit: text,
    perRequest: figure,
    low: figure,
    high: figure,
  }),
  z.object({
    kind: z.literal("drift"),
    verdict: z.enum(["drift", "none", "insufficient"]),
    perHour: figure,
    low: figure,
    high: figure,
  }),
]);

export const judgement: z.ZodType<Judgement> = z.object({
  verdict: z.enum(["met", "missed", "insufficient", "invalid"]),
  outcomes: z.array(outcome),
  reasons: z.array(text),
  own: z
    .object({
      requests: count,
      responseMs: figure,
      hostMs: figure,
      hostCalls: figure,
      ownMs: figure,
    })
    .nullable(),
  findings: z.array(finding),
});
