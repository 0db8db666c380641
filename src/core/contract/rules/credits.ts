import { exactPercent } from "../../format/index.ts";
import { type Rule, rule } from "./rule.ts";
import { source } from "./sources.ts";

export const creditRules: readonly Rule[] = [
  rule({
    id: "credits-without-uptime",
    severity: "error",
    asks: "A promised uptime wherever credits are due below one.",
    source: source.arithmetic,
    needs: ["credits", "uptime"],
    check: ({ credits, uptime }) =>
      credits.length > 0 && uptime === null
        ? {
            path: ["sla", "credits"],
            message: "Credits are due below an uptime, but no uptime is promised.",
            hint: "Write sla.uptime, or take credits out.",
          }
        : null,
  }),
  rule({
    id: "credits-not-growing",
    severity: "error",
    asks: "Credits that grow as the uptime falls.",
    source: source.hostSla,
    needs: ["credits"],
    check: ({ credits }) =>
      credits.flatMap(({ below, credit }, index) => {
        const higher = credits[index - 1];
        if (!higher || (higher.below > below && higher.credit < credit)) return [];
        return {
          path: ["sla", "credits"],
          message:
            higher.below === below
              ? `Two credits are due below ${exactPercent(below)}.`
              : `Below ${exactPercent(below)} the credit is ${exactPercent(credit)}, no more than the ${exactPercent(higher.credit)} below ${exactPercent(higher.below)}.`,
          hint: "Name each uptime once, with more credit the lower it is.",
        };
      }),
  }),
  rule({
    id: "credit-while-kept",
    severity: "warning",
    asks: "Credits only where the promise is missed.",
    source: source.arithmetic,
    needs: ["credits", "uptime"],
    check({ credits, uptime }) {
      const [first] = credits;
      if (!first || !uptime || first.below <= uptime.target) return null;
      return {
        path: ["sla", "credits"],
        message: `A credit is due below ${exactPercent(first.below)} although ${exactPercent(uptime.target)} keeps the promise.`,
        hint: `Begin the credits at ${exactPercent(uptime.target).replace(" ", "")}.`,
      };
    },
  }),
  rule({
    id: "miss-without-credit",
    severity: "warning",
    asks: "A credit from the first miss on, where there are credits.",
    source: source.hostSla,
    needs: ["credits", "uptime"],
    check({ credits, uptime }) {
      const [first] = credits;
      if (!first || !uptime || first.below >= uptime.target) return null;
      return {
        path: ["sla", "credits"],
        message: `Between ${exactPercent(first.below)} and ${exactPercent(uptime.target)} the promise is missed and no credit is due.`,
        hint: `Begin the credits at ${exactPercent(uptime.target).replace(" ", "")}.`,
      };
    },
  }),
];
