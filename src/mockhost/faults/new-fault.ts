import { z } from "zod";
import { DAY_MS } from "../../core/time/index.ts";
import { confluenceTable, jiraTable } from "../rest/index.ts";
import type { Fault } from "./fault.ts";

/** A fault that is to begin: times are told from now. */
export interface NewFault extends Omit<Fault, "id" | "addedMs" | "fromMs" | "untilMs"> {
  readonly afterMs: number;
  /** null: until it is removed. */
  readonly forMs: number | null;
}

const YEAR_MS = 366 * DAY_MS;
const delayMs = z.number().min(0).max(600_000);
const above0 = z.number().min(0.001).max(600_000);

const delay = z.discriminatedUnion("shape", [
  z.strictObject({ shape: z.literal("fixed"), ms: delayMs }),
  z
    .strictObject({ shape: z.literal("uniform"), fromMs: delayMs, toMs: delayMs })
    .refine(({ fromMs, toMs }) => fromMs <= toMs, {
      path: ["toMs"],
      message: "must not be below fromMs",
    }),
  z
    .strictObject({ shape: z.literal("lognormal"), medianMs: above0, p99Ms: above0 })
    .refine(({ medianMs, p99Ms }) => medianMs <= p99Ms, {
      path: ["p99Ms"],
      message: "must not be below medianMs",
    }),
  z.strictObject({
    shape: z.literal("pareto"),
    leastMs: above0,
    exponent: z.number().min(0.1).max(100),
  }),
]);

const effect = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("latency"), delay }),
  z.strictObject({
    kind: z.literal("status"),
    status: z.int().min(400).max(599),
    retryAfterS: z.int().min(0).max(86_400).optional(),
  }),
  z.strictObject({ kind: z.literal("reset") }),
  z.strictObject({ kind: z.literal("slow-body"), bytesPerSecond: z.int().min(1).max(1e9) }),
  z.strictObject({ kind: z.literal("outage") }),
  z.strictObject({
    kind: z.literal("clock-skew"),
    skewMs: z.int().min(-YEAR_MS).max(YEAR_MS),
  }),
]);

/** Whole sites are away or ahead of their time; single requests are not. */
const isOfSites = ({ kind }: Fault["effect"]): boolean =>
  kind === "outage" || kind === "clock-skew";

const operations = new Map(
  [jiraTable, confluenceTable].flatMap(({ product, routes }) =>
    routes.map(({ operation, method, path }) => [operation, { product, method, path }] as const),
  ),
);

/** What a fault may be asked for by: `operation` is the short way to name product, method and path. */
export const newFault = z
  .strictObject({
    tenants: z.array(z.string().max(100)).min(1).max(10_000).nullable().default(null),
    /** Left out: outages and clocks concern both, everything else calls to the host. */
    direction: z.enum(["to-host", "to-addon", "both"]).optional(),
    product: z.enum(["jira", "confluence"]).nullable().default(null),
    method: z
      .string()
      .regex(/^[A-Za-z]{1,10}$/, "must be a method, such as GET")
      .transform((method) => method.toUpperCase())
      .nullable()
      .default(null),
    path: z.string().startsWith("/").max(500).nullable().default(null),
    operation: z
      .string()
      .refine((id) => operations.has(id), "is no operation of the interface tables")
      .optional(),
    effect,
    share: z.number().gt(0).max(1).default(1),
    afterMs: z.number().min(0).max(YEAR_MS).default(0),
    forMs: z.number().gt(0).max(YEAR_MS).nullable().default(null),
    announced: z.boolean().default(false),
  })
  .superRefine((asked, context) => {
    const say = (path: string, message: string) =>
      void context.addIssue({ code: "custom", path: [path], message });
    if (asked.operation !== undefined && (asked.path ?? asked.method ?? asked.product) !== null)
      say("operation", "names product, method and path already; leave those out");
    const concernsSites = isOfSites(asked.effect);
    if (concernsSites && (asked.operation ?? asked.path ?? asked.method ?? null) !== null)
      say("effect", "concerns whole sites; leave method, path and operation out");
    if (concernsSites && asked.share < 1) say("share", "must be 1 where whole sites are concerned");
    if (concernsSites && (asked.direction ?? "both") !== "both")
      say("direction", "must be both where whole sites are concerned");
    if (asked.effect.kind === "slow-body" && (asked.direction ?? "to-host") !== "to-host")
      say("direction", "must be to-host: the bodies are the host's own");
    if (asked.operation !== undefined && (asked.direction ?? "to-host") !== "to-host")
      say("direction", "must be to-host: add-ons have none of these operations");
    if (asked.announced && asked.forMs === null)
      say("forMs", "must be there: what is announced has an end");
  })
  .transform(({ tenants, direction, product, method, path, operation, ...rest }): NewFault => {
    const concerned = direction ?? (isOfSites(rest.effect) ? "both" : "to-host");
    const route = operations.get(operation ?? "") ?? { product, method, path };
    const scope = { direction: concerned === "both" ? null : concerned, tenants, ...route };
    return { ...rest, scope };
  });
