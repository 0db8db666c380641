import { exactDuration, exactPercent } from "../../format/index.ts";
import { sayAbout } from "../say.ts";
import { allowedDownMs, daysOf, perPeriod, sayAllowed, sayUptimeLeft } from "./allowed-down.ts";
import { type Rule, rule } from "./rule.ts";
import { source } from "./sources.ts";

const target = ["sla", "uptime", "target"];

export const uptimeRules: readonly Rule[] = [
  rule({
    id: "no-uptime",
    severity: "warning",
    isAboutOmission: true,
    asks: "A promised uptime.",
    source: source.guide,
    needs: ["uptime", "addon"],
    check({ uptime, addon }) {
      if (uptime !== null) return null;
      const host =
        addon.host === "plain"
          ? "customers cannot tell how much downtime to expect."
          : "the host promises 99.9 % of its own, and customers cannot tell what the add-on takes from that.";
      return {
        path: ["sla"],
        message: `No uptime is promised: ${host}`,
        hint: "Write uptime: { target: 99.5% }, which allows 3 h 36 min of downtime a month.",
      };
    },
  }),
  rule({
    id: "uptime-of-everything",
    severity: "error",
    asks: "An uptime below 100 %, so that there is a budget to spend and to watch.",
    source: source.arithmetic,
    needs: ["uptime"],
    check: ({ uptime }) =>
      uptime?.target === 1
        ? {
            path: target,
            message: "100 % allows no downtime at all: the first bad minute breaks the promise.",
            hint: "Write 99.9% or less.",
          }
        : null,
  }),
  rule({
    id: "uptime-under-a-minute",
    severity: "warning",
    asks: "An uptime that allows at least one minute of downtime, the grain of the account.",
    source: source.formula,
    needs: ["uptime", "period"],
    check({ uptime, period }) {
      if (!uptime || uptime.target === 1 || allowedDownMs(uptime.target, period) >= 60_000)
        return null;
      return {
        path: target,
        message: `${sayAllowed(uptime, period)}; uptime counts whole minutes, and the period has fewer than it takes to prove that.`,
        hint: "Write 99.99% or less.",
      };
    },
  }),
  rule({
    id: "uptime-above-host",
    severity: "warning",
    asks: "An uptime below the 99.9 % that the host itself promises.",
    source: source.hostSla,
    needs: ["uptime", "addon"],
    check({ uptime, addon }) {
      if (!uptime || addon.host === "plain" || uptime.target < 0.999) return null;
      const seen = exactPercent(Math.floor(uptime.target * 0.999 * 10_000) / 10_000);
      return {
        path: target,
        message: `The host promises 99.9 % itself: with ${exactPercent(uptime.target)} behind it customers may see ${seen}.`,
        hint: "Tell customers that proven host outages are left out, or promise less, such as 99.5%.",
      };
    },
  }),
  rule({
    id: "uptime-below-alerts",
    severity: "warning",
    asks: "An uptime high enough for the fastest burn-rate alert ever to fire.",
    source: source.burnRates,
    needs: ["uptime", "period"],
    check({ uptime, period }) {
      const fastest = (14.4 * daysOf(period)) / 30;
      if (!uptime || (1 - uptime.target) * fastest < 1) return null;
      return {
        path: target,
        message: `At ${exactPercent(uptime.target)} even a total outage burns the budget less than ${Number(fastest.toFixed(2))} times too fast, so it pages nobody at once.`,
        hint: "Write 95% or more.",
      };
    },
  }),
  rule({
    id: "down-when-lenient",
    severity: "warning",
    asks: "A minute that counts as down when a tenth of its requests fail.",
    source: source.hostSla,
    needs: ["uptime"],
    check: ({ uptime }) =>
      uptime && uptime.downWhenFailing > 0.1
        ? {
            path: ["sla", "uptime", "downWhen"],
            message: `A minute in which ${exactPercent(uptime.downWhenFailing)} of the requests fail counts as up; the host counts it as down from 5 %.`,
            hint: "Write 5% of requests fail.",
          }
        : null,
  }),
  rule({
    id: "rto-outlasts-uptime",
    severity: "warning",
    asks: "A recovery time that fits into the downtime that the uptime allows.",
    source: source.arithmetic,
    needs: ["uptime", "recovery", "period"],
    check({ uptime, recovery, period }) {
      const rtoMs = recovery?.rtoMs ?? 0;
      if (!uptime || uptime.target === 1) return null;
      const allowedMs = allowedDownMs(uptime.target, period);
      if (rtoMs <= allowedMs) return null;
      const times = Number((rtoMs / allowedMs).toPrecision(2));
      return {
        path: ["sla", "recovery", "rto"],
        message: `${sayAllowed(uptime, period)}; one outage as long as the promised RTO of ${exactDuration(rtoMs)} is ${times} times that.`,
        hint: `Promise ${sayAbout(allowedMs)} or less, or an uptime of ${sayUptimeLeft(rtoMs, period)}.`,
      };
    },
  }),
  rule({
    id: "maintenance-outlasts-uptime",
    severity: "warning",
    asks: "Less announced maintenance than the downtime that the uptime allows.",
    source: source.arithmetic,
    needs: ["uptime", "maintenance", "period"],
    check({ uptime, maintenance, period }) {
      if (!uptime || !maintenance) return null;
      const { ms } = maintenance.allowance;
      const allowedMs = allowedDownMs(uptime.target, period);
      if (ms <= allowedMs) return null;
      return {
        path: ["sla", "maintenance", "allowance"],
        message: `${sayAllowed(uptime, period)}, maintenance may take ${exactDuration(ms)} more: customers may see ${sayUptimeLeft(ms + allowedMs, period)} with the promise kept.`,
        hint: `Allow less maintenance, or say plainly what customers see ${perPeriod(period)}.`,
      };
    },
  }),
];
