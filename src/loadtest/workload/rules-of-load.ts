import type { Objective } from "../../core/contract/index.ts";
import { count } from "../../core/format/index.ts";
import { mostSessionsPerSecond, requestsOf, requestsUnderWay } from "./plan-figures.ts";
import { type PlanRule, source } from "./plan-rule.ts";
import { requestsPerSession } from "./steps-of.ts";

/** Weights are rounded and stages cut: so much more or less is not more or less. */
const ALLOWANCE = 0.01;

/** A stress test is there to go beyond what is expected. */
const isStress = ({ kind }: { readonly kind: string }): boolean => kind === "stress";

/** How much comes, and from whom. */
export const loadRules: readonly PlanRule[] = [
  {
    id: "rate-above-peak",
    severity: "error",
    asks: "No more requests than at the contract's peak, except of a stress test.",
    source: source.contract,
    check({ plan, contract: { operations } }) {
      const sessions = mostSessionsPerSecond(plan.model);
      if (operations.load === null || sessions === null || isStress(plan)) return null;
      const { requestsPerSecond, peak } = operations.load;
      const most = sessions * requestsPerSession(plan.workload);
      if (most <= requestsPerSecond * peak * (1 + ALLOWANCE)) return null;
      return {
        path: ["model"],
        message: `The plan sends up to ${sayRate(most)} requests a second; the contract expects ${sayRate(requestsPerSecond * peak)} at its peak.`,
        hint: "Lower the rate, raise operations.load in the contract, or run a stress test.",
      };
    },
  },
  {
    id: "rate-below-expected",
    severity: "warning",
    asks: "As many requests as the contract expects on an ordinary day.",
    source: source.contract,
    check({ plan, contract: { operations } }) {
      const sessions = mostSessionsPerSecond(plan.model);
      if (operations.load === null || sessions === null || isStress(plan)) return null;
      const most = sessions * requestsPerSession(plan.workload);
      const { requestsPerSecond } = operations.load;
      if (most >= requestsPerSecond * (1 - ALLOWANCE) || most === 0) return null;
      return {
        path: ["model"],
        message: `The plan sends at most ${sayRate(most)} requests a second; the contract expects ${sayRate(requestsPerSecond)}.`,
        hint: "Raise the rate: what holds under less may break under what is expected.",
      };
    },
  },
  {
    id: "more-tenants-than-expected",
    severity: "error",
    asks: "No more tenants than the contract expects.",
    source: source.contract,
    check({ plan, contract: { operations } }) {
      const { tenants } = plan.workload.population;
      if (operations.load === null || tenants <= operations.load.tenants) return null;
      return {
        path: ["workload", "population", "tenants"],
        message: `The plan has ${count(tenants)} tenants; the contract expects ${count(operations.load.tenants)}.`,
        hint: "Use fewer, or raise operations.load.tenants in the contract.",
      };
    },
  },
  {
    id: "closed-loop",
    severity: "warning",
    asks: "Sessions that come whatever the system does.",
    source: source.openLoop,
    check: ({ plan }) =>
      plan.model.kind === "closed"
        ? {
            path: ["model"],
            message: "A closed load asks a slow system less, so its percentiles flatter.",
            hint: "Give a rate.",
          }
        : null,
  },
  {
    id: "connections-too-few",
    severity: "warning",
    asks: "Connections for all requests that are under way while the promise is just kept.",
    source: source.little,
    check({ plan }) {
      const underWay = requestsUnderWay(plan);
      if (underWay === null || underWay <= plan.connections) return null;
      return {
        path: ["connections"],
        message: `At the promised times ${count(Math.ceil(underWay))} requests are under way at once; the plan has ${count(plan.connections)} connections, so the others would wait here.`,
        hint: `Give it ${count(Math.ceil(underWay * 2))} connections.`,
      };
    },
  },
  {
    id: "workers-without-connection",
    severity: "error",
    asks: "A connection for each worker at least.",
    source: source.arithmetic,
    check: ({ plan: { workers, connections } }) =>
      workers > connections
        ? {
            path: ["workers"],
            message: `${count(workers)} workers cannot share ${count(connections)} connections.`,
            hint: "Use fewer workers or more connections.",
          }
        : null,
  },
  {
    id: "nothing-judged",
    severity: "error",
    asks: "Requests that some promise is about.",
    source: source.arithmetic,
    check({ plan }) {
      const isJudged = ({ indicator }: Objective) =>
        indicator === "availability" || requestsOf(plan, indicator) > 0;
      if (requestsPerSession(plan.workload) === 0 || plan.objectives.some(isJudged)) return null;
      return {
        path: ["objectives"],
        message:
          "No request of the plan is one that a promise is about, so there is nothing to judge.",
        hint: "Promise something about pages, service calls or webhooks, or send some.",
      };
    },
  },
];

/** "0.5", "12", "1,200" */
export const sayRate = (rate: number): string =>
  rate < 10 ? String(Number(rate.toPrecision(2))) : count(rate);
