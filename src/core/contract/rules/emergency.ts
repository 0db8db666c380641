import { exactDuration } from "../../format/index.ts";
import { sayAllowed } from "./allowed-down.ts";
import { type Rule, rule } from "./rule.ts";
import { source } from "./sources.ts";

const QUARTER_MS = 92 * 86_400_000;

export const emergencyRules: readonly Rule[] = [
  rule({
    id: "emergency-without-contact",
    severity: "error",
    asks: "An address or a number in the emergency contact.",
    source: source.guide,
    needs: ["emergency"],
    check: ({ emergency }) =>
      emergency?.email === null && emergency.phone === null
        ? {
            path: ["operations", "emergency"],
            message: "The emergency contact has neither an e-mail address nor a telephone number.",
            hint: "Write email:, phone: or both.",
          }
        : null,
  }),
  rule({
    id: "emergency-untested",
    severity: "warning",
    asks: "An emergency contact that is tried at least every quarter.",
    source: source.guide,
    needs: ["emergency"],
    check({ emergency }) {
      const everyMs = emergency?.testedEveryMs ?? null;
      if (!emergency || (everyMs !== null && everyMs <= QUARTER_MS)) return null;
      const how = everyMs === null ? "never" : `only every ${exactDuration(everyMs)}`;
      return {
        path: ["operations", "emergency"],
        message: `The emergency contact is ${how} tried; that it works is then found out in an emergency.`,
        hint: "Write tested: every 30d.",
      };
    },
  }),
  rule({
    id: "uptime-without-page",
    severity: "warning",
    asks: "Somebody who is woken where 99.9 % or more is promised.",
    source: source.burnRates,
    needs: ["uptime", "period", "alerts"],
    check: ({ uptime, period, alerts }) =>
      uptime && uptime.target >= 0.999 && alerts.page.length === 0
        ? {
            path: ["sla", "uptime", "target"],
            message: `${sayAllowed(uptime, period)}, and operations.alerts.page wakes nobody.`,
            hint: "Write page: [oncall] with channels: { oncall: pagerduty }, or another.",
          }
        : null,
  }),
];
