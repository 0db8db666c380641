import { exactDuration, exactPercent } from "../../format/index.ts";
import { type Rule, rule } from "./rule.ts";
import { source } from "./sources.ts";

const ASKED = { install: 0.99, webhook: 0.99, iframe: 0.95 } as const;
const INDICATORS = ["install", "webhook", "iframe"] as const;
const BRIDGE_MS = 12_000;

export const lifecycleRules: readonly Rule[] = [
  rule({
    id: "share-of-everything",
    severity: "error",
    asks: "Shares below 100 %, so that there is a budget to spend and to watch.",
    source: source.arithmetic,
    needs: ["lifecycle"],
    check: ({ lifecycle }) =>
      INDICATORS.filter((indicator) => lifecycle[indicator]?.target === 1).map((indicator) => ({
        path: ["sla", "lifecycle", indicator],
        message: "100 % allows no failure at all: the first one breaks the promise.",
        hint: "Write 99.9% or less.",
      })),
  }),
  rule({
    id: "below-host-programme",
    severity: "warning",
    asks: "At least what the host's own programme asks: 99 %, 99 % and 95 %.",
    source: source.fortified,
    needs: ["lifecycle", "addon"],
    check: ({ lifecycle, addon }) =>
      INDICATORS.flatMap((indicator) => {
        const target = lifecycle[indicator]?.target ?? 1;
        if (addon.host === "plain" || target >= ASKED[indicator]) return [];
        return {
          path: ["sla", "lifecycle", indicator],
          message: `${exactPercent(target)} is less than the ${exactPercent(ASKED[indicator])} that the host's own programme asks.`,
          hint: `Write ${exactPercent(ASKED[indicator]).replace(" ", "")} or more.`,
        };
      }),
  }),
  rule({
    id: "iframe-beyond-bridge",
    severity: "warning",
    asks: "Frames that connect within the 12 s that the host waits.",
    source: source.bridge,
    needs: ["lifecycle", "addon"],
    check({ lifecycle: { iframe }, addon }) {
      if (!iframe || addon.host === "plain") return null;
      if (iframe.withinMs !== null && iframe.withinMs <= BRIDGE_MS) return null;
      const limit = iframe.withinMs === null ? "No limit is named" : exactDuration(iframe.withinMs);
      return {
        path: ["sla", "lifecycle", "iframe"],
        message: `${limit}, and the host shows a failed frame after 12 s.`,
        hint: "Write 95% within 12s.",
      };
    },
  }),
  rule({
    id: "lifecycle-without-host",
    severity: "warning",
    asks: "Promises about the host's calls only where there is a host.",
    source: source.arithmetic,
    needs: ["lifecycle", "addon"],
    check: ({ lifecycle, addon }) =>
      addon.host === "plain" && Object.keys(lifecycle).length > 0
        ? {
            path: ["sla", "lifecycle"],
            message:
              "A plain web service gets no installations, webhooks or frames from a host, so nothing of this is ever measured.",
            hint: "Take lifecycle out, or name the host in addon.host.",
          }
        : null,
  }),
];
