import * as z from "zod";
import { RESOURCES, type Resource, resourceAbout } from "../../resources/index.ts";
import { parseUrl } from "../values/address.ts";
import { parseShare } from "../values/share.ts";
import { parseThreshold } from "../values/threshold.ts";
import { time } from "./figures.ts";
import { orNull, paragraphs, written, writtenFigure } from "./written.ts";

const ofEach = <Schema extends z.ZodType>(schemaOf: (resource: Resource) => Schema) =>
  Object.fromEntries(RESOURCES.map((one) => [one, schemaOf(one)])) as Record<Resource, Schema>;

export const thresholds = z
  .strictObject({
    ...ofEach((resource) =>
      orNull(
        writtenFigure(parseThreshold, {
          description: `How much is too much, and for how long: ${resourceAbout[resource].name}, as ${resourceAbout[resource].unit}.`,
          examples: ["80% for 5m", "90%"],
        }),
      ),
    ),
    action: z
      .enum(["scale", "alert"])
      .meta({ description: "What happens then.", examples: ["scale"] })
      .default("alert"),
  })
  .meta({ description: "When there is too little room." });

const procedure = (resource: Resource) =>
  orNull(
    z
      .strictObject({
        clear: orNull(
          writtenFigure(parseShare, {
            description:
              "It is fine again once less than this is in use, for as long as it takes to cross the threshold. Left out: 5 percentage points below the threshold.",
            examples: ["70%"],
          }),
        ),
        tell: z
          .enum(["page", "ticket"])
          .default("page")
          .meta({
            description:
              "Whether whoever is on call is woken (page), or it can wait until the morning (ticket).",
            examples: ["page"],
          }),
        runbook: orNull(
          paragraphs(1000, {
            description: "What is to be done then; it is sent along.",
            examples: ["Remove exports older than a week, then grow the volume."],
          }),
        ),
      })
      .transform(({ clear, ...rest }) => ({ ...rest, clearBelow: clear }))
      .meta({
        description: `What is done when the threshold is crossed: ${resourceAbout[resource].name}.`,
      }),
  );

export const procedures = z
  .strictObject(ofEach(procedure))
  .meta({ description: "What is done when a threshold is crossed." })
  .prefault({});

export const resources = z
  .strictObject({
    scrape: z
      .array(
        written(parseUrl, {
          description:
            "Metrics as text: node_exporter, or what the add-on shows to Prometheus. What comes by OTLP need not be named.",
          examples: ["http://127.0.0.1:9100/metrics"],
        }),
      )
      .max(50)
      .default([])
      .meta({
        description: "Where it is fetched how much is in use.",
        examples: [["http://127.0.0.1:9100/metrics"]],
      }),
    every: time("How often.", "15s").prefault("15s"),
  })
  .transform(({ scrape, every }) => ({ scrape, everyMs: every }))
  .prefault({})
  .meta({ description: "From where is known how much of its resources is in use." });
