import { exactDuration, exactPercent } from "../../format/index.ts";
import type { Addon, ProbePlan } from "../contract.ts";
import type { Finding } from "../problem.ts";
import { reachOf } from "../reach-of.ts";
import { sayAbout } from "../say.ts";
import { allowedDownMs, sayAllowed } from "./allowed-down.ts";
import { type Rule, rule } from "./rule.ts";
import { source } from "./sources.ts";

const HOST_TIMEOUT_MS = 3000;
const MINUTE_MS = 60_000;

/** The only place from which anybody probes so far. */
const LOCAL = "local";

const hostOf = (address: string): string => new URL(address).hostname;

/** On one machine, servers are told apart by their ports. */
const isSameServer = (one: string, other: string): boolean =>
  hostOf(one) === hostOf(other) &&
  (reachOf(one) !== "loopback" || new URL(one).port === new URL(other).port);

/** The host's status page tells it, or no network lies between. */
function isToldOtherwise({ baseUrl, host }: Addon): boolean {
  const reach = reachOf(baseUrl);
  return reach === "loopback" || (reach === "public" && host !== "plain");
}

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
    asks: "A check of every probed path in each minute that uptime counts.",
    source: source.formula,
    needs: ["uptime", "probes"],
    check: ({ uptime, probes }) =>
      uptime &&
      eachProbe(probes, "every", ({ everyMs }) =>
        everyMs <= MINUTE_MS
          ? null
          : {
              message: `Uptime counts minutes; with a check every ${exactDuration(everyMs)}, ${exactPercent(Math.floor((1 - MINUTE_MS / everyMs) * 100) / 100)} of them stay unknown where there are no requests.`,
              hint: "Write every: 60s or less.",
            },
      ),
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
              message: `${sayAllowed(uptime, period)}; a check every ${exactDuration(everyMs)} may not see an outage that breaks the promise.`,
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
              message: `A check waits up to ${exactDuration(timeoutMs)}, but the next one begins after ${exactDuration(everyMs)}.`,
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
              hint: `Write agree: ${placesOf(probe)} or less.`,
            },
      ),
  }),
  rule({
    id: "probe-hangs-over-minutes",
    severity: "warning",
    asks: "A check in every minute even while the add-on does not answer.",
    source: source.formula,
    needs: ["uptime", "probes"],
    check: ({ uptime, probes }) =>
      uptime &&
      eachProbe(probes, "timeout", ({ everyMs, timeoutMs }) => {
        const longestMs = 2 * timeoutMs;
        const apartMs = Math.ceil(longestMs / everyMs) * everyMs;
        return everyMs > MINUTE_MS || apartMs <= MINUTE_MS
          ? null
          : {
              message: `A check that fails is asked again at once, so it may wait ${exactDuration(longestMs)}: while the add-on hangs, there is one in ${exactDuration(apartMs)}, and the minutes between are unknown.`,
              hint: "Write a shorter timeout.",
            };
      }),
  }),
  rule({
    id: "probe-place-silent",
    severity: "warning",
    asks: "Places from which somebody probes: so far the machine that Plimsoll runs on, local.",
    source: source.formula,
    needs: ["probes"],
    check: ({ probes }) =>
      eachProbe(probes, "from", ({ from, agree }) => {
        const silent = from.filter((place) => place !== LOCAL);
        if (silent.length === 0) return null;
        const seen = from.includes(LOCAL);
        const who = `Nobody checks from ${silent.join(", ")} yet`;
        const so = seen ? `${agree} places never agree` : "nobody sees this path";
        return {
          message:
            seen && agree === 1
              ? `${who}: ${LOCAL} alone decides.`
              : `${who}: ${so}, and every minute without requests stays unknown or is down by another path.`,
          hint: "Write from: [local] and agree: 1.",
        };
      }),
  }),
  rule({
    id: "network-unchecked",
    severity: "warning",
    asks: "An address apart from the add-on that tells whether the network of whoever probes works.",
    source: source.formula,
    needs: ["addon", "probes", "connectivity"],
    check: ({ addon, probes, connectivity }) =>
      probes.length === 0 || connectivity !== null || isToldOtherwise(addon)
        ? null
        : {
            path: ["operations", "probes"],
            message:
              "Nothing tells a failure of the add-on from one of the network that it is checked over.",
            hint: "Write operations.connectivity: [https://example.org/], with an address that does not depend on the add-on; or [] to count every failure.",
          },
  }),
  rule({
    id: "network-not-independent",
    severity: "error",
    asks: "Addresses of connectivity on other hosts than the add-on's.",
    source: source.arithmetic,
    needs: ["addon", "connectivity"],
    check: ({ addon, connectivity }) =>
      (connectivity ?? []).flatMap((address, index) =>
        hostOf(address) === hostOf(addon.baseUrl)
          ? {
              path: ["operations", "connectivity", index],
              message: `${hostOf(address)} is the add-on's own host: were it down, its failure would look like one of the network, and no minute would ever be down.`,
              hint: "Name an address that does not depend on the add-on.",
            }
          : [],
      ),
  }),
  rule({
    id: "host-probe-not-independent",
    severity: "error",
    asks: "An address of the host, not of the add-on, by which outages of the host are seen.",
    source: source.arithmetic,
    needs: ["addon", "hostStatus"],
    check: ({ addon, hostStatus }) =>
      (["page", "probe"] as const).flatMap((key) =>
        hostStatus !== null && isSameServer(hostStatus[key], addon.baseUrl)
          ? {
              path: ["operations", "hostStatus", key],
              message: `${hostOf(addon.baseUrl)} is the add-on's own host: its own outages would be left out of its uptime.`,
              hint: "Name an address of the platform, such as https://your-site.atlassian.net/status.",
            }
          : [],
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
              message: `The host counts a health check as failed after 3 s; this one waits ${exactDuration(timeoutMs)}.`,
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
              message: `A check fails after ${exactDuration(timeoutMs)}, while the promised p95 allows ${exactDuration(promisedMs)}: an answer can keep the promise and count as downtime.`,
              hint: "Promise a shorter p95, or wait longer.",
            },
      );
    },
  }),
];
