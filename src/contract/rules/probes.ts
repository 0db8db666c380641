import type { ProbePlan } from "../contract.ts";
import type { Finding } from "../problem.ts";
import { sayAbout, sayDuration, sayShare } from "../say.ts";
import { allowedDownMs, sayAllowed } from "./allowed-down.ts";
import { type Rule, rule } from "./rule.ts";
import { source } from "./sources.ts";

const HOST_TIMEOUT_MS = 3000;
const MINUTE_MS = 60_000;

const placesOf = ({ from }: ProbePlan): number => new Set(from).size;

/** Asks the same of every probe. */
const eachProbe = (
  probes: readonly ProbePlan[],
  key: string,
  check: (probe: ProbePlan) => Omit<Finding, "path"> | null,
): readonly Finding[] =>
  probes.flatMap((probe, index) => {
    const found = check(probe);
    return found ? { path: ["operations", "probes", index, key], ...found } : [];
  });

export const probeRules: readonly Rule[] = [
  rule({
    id: "uptime-without-probe",
    severity: "warning",
    asks: "A probe wherever an uptime is promised.",
    source: source.formula,
    needs: ["uptime", "probes"],
    check: ({ uptime, probes }) =>
      uptime && probes.length === 0
        ? {
            path: ["sla", "uptime"],
            message:
              "Without a probe every minute without requests is unknown, so the uptime of a quiet night is never proven.",
            hint: "Write operations.probes: [{ path: /health, every: 30s }].",
          }
        : null,
  }),
  rule({
    id: "probe-rarer-than-minute",
    severity: "warning",
    asks: "A probe check in every minute that uptime counts.",
    source: source.formula,
    needs: ["uptime", "probes"],
    check({ uptime, probes }) {
      if (!uptime || probes.some(({ everyMs }) => everyMs <= MINUTE_MS)) return null;
      return eachProbe(probes, "every", ({ everyMs }) => ({
        message: `Uptime counts minutes; with a check every ${sayDuration(everyMs)}, ${sayShare(Math.floor((1 - MINUTE_MS / everyMs) * 100) / 100)} of them stay unknown where there are no requests.`,
        hint: "Write every: 60s or less.",
      }));
    },
  }),
  rule({
    id: "probe-rarer-than-budget",
    severity: "warning",
    asks: "Probe checks closer together than the downtime that the uptime allows.",
    source: source.arithmetic,
    needs: ["uptime", "period", "probes"],
    check({ uptime, period, probes }) {
      if (!uptime || uptime.target === 1) return null;
      const allowedMs = allowedDownMs(uptime.target, period);
      return eachProbe(probes, "every", ({ everyMs }) =>
        everyMs < allowedMs
          ? null
          : {
              message: `${sayAllowed(uptime, period)}; a check every ${sayDuration(everyMs)} may not see an outage that breaks the promise.`,
              hint: `Probe every ${sayAbout(Math.min(MINUTE_MS, allowedMs / 4))} or more often.`,
            },
      );
    },
  }),
  rule({
    id: "probe-outlasts-interval",
    severity: "error",
    asks: "Checks that end before the next one begins.",
    source: source.arithmetic,
    needs: ["probes"],
    check: ({ probes }) =>
      eachProbe(probes, "timeout", ({ everyMs, timeoutMs }) =>
        timeoutMs <= everyMs
          ? null
          : {
              message: `A check waits up to ${sayDuration(timeoutMs)}, but the next one begins after ${sayDuration(everyMs)}.`,
              hint: "Write a shorter timeout or a longer interval.",
            },
      ),
  }),
  rule({
    id: "more-agree-than-probe",
    severity: "error",
    asks: "At least as many places as must agree.",
    source: source.arithmetic,
    needs: ["probes"],
    check: ({ probes }) =>
      eachProbe(probes, "agree", (probe) =>
        probe.agree <= placesOf(probe)
          ? null
          : {
              message: `${probe.agree} places must see a failure, but no more than ${placesOf(probe)} of them check: no failure would ever count.`,
              hint: `Write agree: ${placesOf(probe)} or less, or name more places.`,
            },
      ),
  }),
  rule({
    id: "one-probe-place",
    severity: "warning",
    asks: "More than one place that probes where 99.9 % or more is promised.",
    source: source.arithmetic,
    needs: ["uptime", "probes"],
    check({ uptime, probes }) {
      if (!uptime || uptime.target < 0.999) return null;
      return eachProbe(probes, "from", (probe) =>
        placesOf(probe) > 1
          ? null
          : {
              message: `Only one place (${probe.from[0]}) checks: a fault of its own network looks like downtime.`,
              hint: "Name a second place, and how many must agree.",
            },
      );
    },
  }),
  rule({
    id: "one-place-decides",
    severity: "warning",
    asks: "Two places that agree, where there are two or more.",
    source: source.arithmetic,
    needs: ["probes"],
    check: ({ probes }) =>
      eachProbe(probes, "agree", (probe) =>
        placesOf(probe) > 1 && probe.agree === 1
          ? {
              message: `Each of ${placesOf(probe)} places alone decides that a check failed, so more places mean more false alarms.`,
              hint: "Write agree: 2.",
            }
          : null,
      ),
  }),
  rule({
    id: "probe-more-patient-than-host",
    severity: "warning",
    asks: "Checks that fail after 3 s, as the host's own do.",
    source: source.fortified,
    needs: ["addon", "probes"],
    check: ({ addon, probes }) =>
      eachProbe(probes, "timeout", ({ timeoutMs }) =>
        addon.host === "plain" || timeoutMs <= HOST_TIMEOUT_MS
          ? null
          : {
              message: `The host counts a health check as failed after 3 s; this one waits ${sayDuration(timeoutMs)}.`,
              hint: "Write timeout: 3s.",
            },
      ),
  }),
  rule({
    id: "probe-less-patient-than-promise",
    severity: "warning",
    asks: "Checks that wait at least as long as the promised response time.",
    source: source.arithmetic,
    needs: ["responseTime", "probes"],
    check({ responseTime, probes }) {
      const promisedMs = Math.max(responseTime.ui?.p95Ms ?? 0, responseTime.service?.p95Ms ?? 0);
      return eachProbe(probes, "timeout", ({ timeoutMs }) =>
        timeoutMs >= promisedMs
          ? null
          : {
              message: `A check fails after ${sayDuration(timeoutMs)}, while the promised p95 allows ${sayDuration(promisedMs)}: an answer can keep the promise and count as downtime.`,
              hint: "Promise a shorter p95, or wait longer.",
            },
      );
    },
  }),
];
