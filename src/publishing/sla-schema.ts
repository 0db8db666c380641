import { z } from "zod";
import type { Section } from "../engine/index.ts";

/** The shape of `/sla.json`. Members may be added; none is taken away or changed within format 1. */
const share = z.number().min(0).max(1);
const moment = z.iso.datetime();
const verdict = z.enum(["met", "missed", "insufficient"]);

const test = z.strictObject({
  id: z.string(),
  kind: z.string().describe("load, stress, soak, spike."),
  startedAt: moment,
  target: z.string().describe("mock: beside a mock host; live: a deployment."),
  release: z.string().nullable(),
  verdict,
  recordSha256: z.string().describe("Of the run's record, by which whoever is given it knows it."),
});

const objective = z
  .strictObject({
    addon: z.string().describe("Key of the add-on that makes the promise."),
    id: z.string().describe("The promise's word everywhere: uptime, ui.p95, webhook, rto."),
    indicator: z.string().describe("What is measured."),
    promised: z.string().describe("The promise in words."),
    promise: z.looseObject({ kind: z.string() }).describe("The same for machines; limits in ms."),
    sentence: z.string().describe("What is said of it everywhere, for people."),
    measured: z
      .number()
      .nullable()
      .describe("The figure, in `unit`; of a range the worse end; null while there is none."),
    range: z
      .strictObject({ low: z.number(), high: z.number() })
      .nullable()
      .describe("Between which figures it lies, where senders told too little for a single one."),
    unit: z.enum(["share", "ms"]),
    events: z.number().min(0).describe("How many events the figure is over."),
    since: moment.nullable().describe("First event of the period."),
    verdict,
    standing: z
      .string()
      .describe("The verdict in words: kept so far, missed, not yet proven, not yet promised …"),
    isFinal: z
      .boolean()
      .describe("False while the period runs and its rest may change the verdict."),
    formula: z.string().describe("Id of the formula; explained at `/sla#formulas`."),
    kept: z
      .strictObject({ share, most: share, low: share, high: share })
      .nullable()
      .describe(
        "Share that kept the promise, for certain and at `most`, with the 95 % interval around both; of uptime: with the unknown.",
      ),
    undecided: z
      .strictObject({ events: z.number(), cause: z.enum(["buckets", "resolution", "status"]) })
      .nullable()
      .describe("Events that may have kept the promise or not, and why that is not known."),
    needed: z
      .number()
      .nullable()
      .describe(
        "Events (of uptime: minutes that are up) that would settle an insufficient verdict.",
      ),
    budget: z
      .strictObject({
        unit: z.enum(["minutes", "events"]),
        allowed: z.number(),
        spent: z.number(),
        open: z.number().describe("What may have been spent beside that, and nobody can tell."),
        share: z.number().describe("spent ÷ allowed; above 1 when overspent."),
        mostShare: z.number().describe("(spent + open) ÷ allowed."),
      })
      .nullable(),
    tests: z.array(test).describe("Performance tests that judged the promise, latest first."),
    url: z.string().describe("Page with everything that the figure was computed from."),
  })
  .describe("One promise beside its proof.");

const uptime = z
  .strictObject({
    all: z.number(),
    excluded: z.number(),
    down: z.number(),
    up: z.number(),
    unknown: z.number(),
    share: share.nullable(),
    worst: share.nullable().describe("Were every unknown minute down."),
    best: share.nullable().describe("Were every unknown minute up."),
    windowsAsDown: share.nullable().describe("Were every excluded minute down."),
    windowsAsUp: share.nullable().describe("Were every excluded minute up."),
    disputed: z
      .strictObject({
        minutes: z.number(),
        down: z.number().describe("Of them those that count as down."),
        share: share.nullable().describe("The uptime without them."),
      })
      .optional()
      .describe("Minutes that the vendor says were measured wrongly; they count as measured."),
    formula: z.string(),
  })
  .describe("Minutes that count so far, and the uptime that each way of counting gives.");

const current = z
  .strictObject({
    kind: z
      .enum(["answering", "failing", "maintenance", "unknown"])
      .describe("unknown: whoever checks it is, or may be, cut off himself."),
    since: moment.describe("Since when it has been so."),
    checkedAt: moment,
    cause: z.string().nullable().describe("Why it is failing or unknown, as a clause."),
  })
  .describe("What the last checks found.");

const checks = z
  .strictObject({
    made: z.number().describe("Every asking counted as one, those included that ask again."),
    failed: z.number(),
    answeredAgain: z
      .number()
      .describe("Failed, and answered when asked again at once: no minute is down by it."),
    cutOff: z
      .number()
      .describe("Told nothing, because the machine that checks was or may have been cut off."),
    cutOffMinutes: z.number().describe("Unknown minutes in which there was such a check."),
  })
  .describe("The probe checks of the period.");

const addon = z
  .strictObject({
    key: z.string(),
    name: z.string(),
    vendor: z.string(),
    version: z.number().int().min(1).describe("How often the contract has been published."),
    effectiveFrom: z.iso.date(),
    sla: z.record(z.string(), z.unknown()).describe("The promise exactly as it is written."),
    hash: z
      .string()
      .regex(/^sha256:[0-9a-f]{64}$/)
      .describe("SHA-256 of the canonical JSON (RFC 8785) of `sla`."),
    period: z.strictObject({ name: z.string(), from: moment, to: moment }),
    phase: z
      .enum(["before-promise", "running", "over"])
      .describe("Before the promise nothing is judged; while it runs, verdicts are those so far."),
    counted: z
      .strictObject({ from: moment, to: moment })
      .describe("What of the period counts: since it is watched and the promise is in force."),
    since: moment.nullable().describe("When watching began."),
    computedAt: moment,
    current: current.nullable().describe("Its present state; null where nobody looked yet."),
    uptime: uptime.nullable(),
    checks,
    damaged: z
      .array(
        z.strictObject({
          day: z.iso.date(),
          indicators: z.array(z.string()).describe("Of which something is missing."),
        }),
      )
      .describe(
        "Days of which part of what was measured cannot be read any more: its minutes are unknown, and no verdict rests on its events.",
      ),
    url: z.string().describe("Status page of the add-on."),
  })
  .describe("One add-on and its promise.");

/** Of every document: each add-on has a member more for each section that capabilities show. */
export const slaSchema = (sections: readonly Section[]) =>
  z
    .strictObject({
      $schema: z.string(),
      format: z.literal("plimsoll-sla/1"),
      computedAt: moment.nullable().describe("The oldest of the add-ons' figures."),
      publicKey: z
        .string()
        .nullable()
        .describe("Ed25519, raw, base64url: what signs the ledger; for `plimsoll verify --key`."),
      addons: z.array(
        addon.extend(
          Object.fromEntries(sections.map(({ key, schema }) => [key, schema.optional()])),
        ),
      ),
      objectives: z.array(objective).describe("Every promise of every add-on above."),
    })
    .describe("Promises and proof, as Plimsoll publishes them at /sla.json.");

export type SlaDocument = Omit<z.infer<ReturnType<typeof slaSchema>>, "addons"> & {
  readonly addons: readonly z.infer<typeof addon>[];
};
export type PublishedObjective = z.infer<typeof objective>;

/** The JSON Schema (draft 2020-12) of `/sla.json`. */
export const slaJsonSchema = (sections: readonly Section[]): object =>
  z.toJSONSchema(slaSchema(sections));
