import { exactPercent, list } from "../../format/index.ts";
import { RESOURCES, type Resource, resourceAbout } from "../../resources/index.ts";
import { statistics } from "../response-time.ts";
import { sayAllowed } from "./allowed-down.ts";
import { type Rule, rule } from "./rule.ts";
import { source } from "./sources.ts";

/** What the host's guide has watched at least. */
const LEAST = ["cpu", "memory", "disk"] as const;

const nameOf = (resource: Resource): string => resourceAbout[resource].name;

const SCRAPE_EVERY_MS = { least: 5_000, most: 60_000 };

export const capacityRules: readonly Rule[] = [
  rule({
    id: "scaling-upside-down",
    severity: "error",
    asks: "At least as many replicas at most as at least.",
    source: source.arithmetic,
    needs: ["scaling"],
    check: ({ scaling }) =>
      scaling && scaling.max < scaling.min
        ? {
            path: ["operations", "scaling", "max"],
            message: `At most ${scaling.max} and at least ${scaling.min} replicas cannot both hold.`,
            hint: "Exchange the two.",
          }
        : null,
  }),
  rule({
    id: "scaling-without-room",
    severity: "warning",
    asks: "Room between the fewest and the most replicas.",
    source: source.arithmetic,
    needs: ["scaling"],
    check: ({ scaling }) =>
      scaling && scaling.max === scaling.min
        ? {
            path: ["operations", "scaling", "max"],
            message: `With ${scaling.min} replicas at least and at most, nothing can be scaled.`,
            hint: "Write a greater max.",
          }
        : null,
  }),
  rule({
    id: "scaling-target-unknown",
    severity: "error",
    asks: "Scaling by a promised response time, cpu or memory.",
    source: source.arithmetic,
    needs: ["scaling", "responseTime"],
    check({ scaling, responseTime }) {
      const promised = (["ui", "service"] as const).flatMap((indicator) =>
        statistics
          .filter(({ key }) => responseTime[indicator]?.[key] !== undefined)
          .map(({ word }) => `${indicator}.${word}`),
      );
      const known = [...promised, "cpu", "memory"];
      if (!scaling || known.includes(scaling.target)) return null;
      return {
        path: ["operations", "scaling", "target"],
        message: `${scaling.target} is neither a promised response time nor cpu or memory, so scaling has nothing to follow.`,
        hint: `Write ${known.join(", ")}.`,
      };
    },
  }),
  rule({
    id: "one-replica",
    severity: "warning",
    asks: "Two replicas where 99.9 % or more is promised.",
    source: source.guide,
    needs: ["scaling", "uptime"],
    check: ({ scaling, uptime }) =>
      scaling?.min === 1 && uptime && uptime.target >= 0.999
        ? {
            path: ["operations", "scaling", "min"],
            message: `With one replica every restart is downtime, of which ${exactPercent(uptime.target)} leaves little.`,
            hint: "Write min: 2.",
          }
        : null,
  }),
  rule({
    id: "no-scaling",
    severity: "warning",
    isAboutOmission: true,
    asks: "A way to scale, where 99.9 % or more is promised.",
    source: source.guide,
    needs: ["scaling", "uptime", "period"],
    check: ({ scaling, uptime, period }) =>
      scaling === null && uptime && uptime.target >= 0.999
        ? {
            path: ["operations"],
            message: `${sayAllowed(uptime, period)}, and operations.scaling does not say that more than one replica ever runs.`,
            hint: "Write scaling: { on: process, min: 2, max: 8, target: ui.p95 }.",
          }
        : null,
  }),
  rule({
    id: "scale-without-scaling",
    severity: "error",
    asks: "A way to scale wherever thresholds shall scale.",
    source: source.arithmetic,
    needs: ["thresholds", "scaling"],
    check: ({ thresholds, scaling }) =>
      thresholds?.action === "scale" && scaling === null
        ? {
            path: ["operations", "thresholds", "action"],
            message: "Thresholds shall scale, but operations.scaling is not described.",
            hint: "Describe it, or write action: alert.",
          }
        : null,
  }),
  rule({
    id: "resources-unwatched",
    severity: "warning",
    isAboutOmission: true,
    asks: "Thresholds of CPU, memory and disk.",
    source: source.guide,
    needs: ["thresholds"],
    check({ thresholds }) {
      const unwatched = LEAST.filter((resource) => thresholds?.[resource] == null);
      if (unwatched.length === 0) return null;
      return {
        path: thresholds === null ? ["operations"] : ["operations", "thresholds"],
        message: `No threshold says how much ${list(unwatched.map(nameOf))} in use is too much; CPU, memory and disk are the least that the host's guide watches.`,
        hint: "Write thresholds: { cpu: 80% for 5m, memory: 85% for 5m, disk: 90% }.",
      };
    },
  }),
  rule({
    id: "alert-without-channel",
    severity: "warning",
    asks: "Somebody who is told wherever thresholds shall alert.",
    source: source.arithmetic,
    needs: ["thresholds", "alerts"],
    check({ thresholds, alerts }) {
      const set = RESOURCES.filter((resource) => thresholds?.[resource] != null);
      const isNamed = alerts.page.length > 0 || alerts.ticket.length > 0;
      if (thresholds?.action !== "alert" || set.length === 0 || isNamed) return null;
      return {
        path: ["operations", "thresholds"],
        message: `The ${set.length === 1 ? "threshold" : "thresholds"} of ${list(set.map(nameOf))} shall alert, but operations.alerts names nobody who is told.`,
        hint: "Write channels: { team: mail } and alerts: { ticket: [team] }.",
      };
    },
  }),
  rule({
    id: "threshold-never-crossed",
    severity: "warning",
    asks: "Thresholds that can be crossed.",
    source: source.arithmetic,
    needs: ["thresholds"],
    check: ({ thresholds }) =>
      RESOURCES.filter((resource) => thresholds?.[resource]?.above === 1).map((resource) => ({
        path: ["operations", "thresholds", resource],
        message: `There is never more than 100 % of ${nameOf(resource)} in use.`,
        hint: "Write 90% or less.",
      })),
  }),
  rule({
    id: "threshold-of-a-moment",
    severity: "warning",
    asks: "Thresholds of CPU that hold for a while before anything happens.",
    source: source.guide,
    needs: ["thresholds"],
    check: ({ thresholds }) =>
      thresholds?.cpu?.forMs === 0
        ? {
            path: ["operations", "thresholds", "cpu"],
            message: `A single moment above ${exactPercent(thresholds.cpu.above)} of CPU is enough.`,
            hint: `Write ${exactPercent(thresholds.cpu.above).replace(" ", "")} for 5m.`,
          }
        : null,
  }),
  rule({
    id: "procedure-without-threshold",
    severity: "error",
    asks: "A threshold wherever it is said what is done when it is crossed.",
    source: source.arithmetic,
    needs: ["thresholds", "procedures"],
    check: ({ thresholds, procedures }) =>
      RESOURCES.filter(
        (resource) => procedures[resource] !== null && thresholds?.[resource] == null,
      ).map((resource) => ({
        path: ["operations", "procedures", resource],
        message: `There is no threshold of ${nameOf(resource)}, so this is never done.`,
        hint: `Write thresholds: { ${resource}: 80% for 5m }.`,
      })),
  }),
  rule({
    id: "clear-above-threshold",
    severity: "error",
    asks: "Thresholds that are crossed before they are fine again.",
    source: source.arithmetic,
    needs: ["thresholds", "procedures"],
    check: ({ thresholds, procedures }) =>
      RESOURCES.flatMap((resource) => {
        const [above, clear] = [thresholds?.[resource]?.above, procedures[resource]?.clearBelow];
        if (above === undefined || clear == null || clear < above) return [];
        return {
          path: ["operations", "procedures", resource, "clear"],
          message: `More than ${exactPercent(above)} of ${nameOf(resource)} is too much, and less than ${exactPercent(clear)} is fine: between the two it would be both.`,
          hint: `Write clear: ${exactPercent(above * 0.9).replace(" ", "")}, or anything below the threshold.`,
        };
      }),
  }),
  rule({
    id: "scrape-out-of-step",
    severity: "error",
    asks: "Metrics that are fetched every 5 to 60 seconds.",
    source: source.formula,
    needs: ["resources"],
    check: ({ resources: { everyMs } }) =>
      everyMs >= SCRAPE_EVERY_MS.least && everyMs <= SCRAPE_EVERY_MS.most
        ? null
        : {
            path: ["operations", "resources", "every"],
            message:
              "Thresholds are judged by the minute: each needs a figure, and more than twelve tell nothing more.",
            hint: "Write every: 15s.",
          },
  }),
];
