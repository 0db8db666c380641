import { exactPercent } from "../../core/format/index.ts";
import { effectWords, type Fault } from "../faults/index.ts";
import type { Product, TenantBook } from "../world/index.ts";

/** The parts of the host that its status page speaks of. */
export const components = [
  { code: "jira", name: "Jira" },
  { code: "confluence", name: "Confluence" },
  { code: "platform", name: "Platform: keys, tokens, Marketplace" },
] as const;

export type Component = (typeof components)[number]["code"];
export type Impact = "minor" | "major" | "critical" | "maintenance";
export type ComponentStatus =
  | "operational"
  | "degraded_performance"
  | "partial_outage"
  | "major_outage"
  | "under_maintenance";

/** A fault as the status page sees it: what is hit, how hard, and when. */
export interface Outage {
  readonly fault: Fault;
  readonly name: string;
  readonly impact: Impact;
  readonly hits: readonly { readonly component: Component; readonly status: ComponentStatus }[];
  readonly fromMs: number;
  readonly untilMs: number | null;
}

/** From worst to best, what a component's status means for the page as a whole. */
const impacts: Readonly<Record<Exclude<ComponentStatus, "operational">, Impact>> = {
  major_outage: "critical",
  partial_outage: "major",
  degraded_performance: "minor",
  under_maintenance: "maintenance",
};

export function outageOf(fault: Fault, tenants: TenantBook): Outage {
  const status = statusBy(fault);
  return {
    fault,
    name: nameOf(fault),
    impact: impacts[status],
    hits: hitComponents(fault, tenants).map((component) => ({ component, status })),
    fromMs: fault.fromMs,
    untilMs: fault.untilMs,
  };
}

function statusBy({ effect, scope, share, announced }: Fault) {
  if (announced) return "under_maintenance";
  if (effect.kind === "latency" || effect.kind === "slow-body" || effect.kind === "clock-skew")
    return "degraded_performance";
  const isPart = (scope.tenants ?? scope.method ?? scope.path) !== null;
  const isWhole = !isPart && share === 1 && scope.direction !== "to-addon";
  return isWhole ? "major_outage" : "partial_outage";
}

/** A fault that names sites or a product leaves the platform alone. */
function hitComponents({ scope }: Fault, tenants: TenantBook): readonly Component[] {
  if (scope.product !== null) return [scope.product];
  if (scope.tenants === null) return components.map(({ code }) => code);
  const products = scope.tenants.map((key) => tenants.byClientKey(key)?.product);
  return [...new Set(products)].filter((product): product is Product => product !== undefined);
}

const subjects: Readonly<Record<Fault["effect"]["kind"], string>> = {
  latency: "Slow answers",
  status: "Errors",
  reset: "Connections reset",
  "slow-body": "Slow transfers",
  outage: "Sites unavailable",
  "clock-skew": "Wrong time",
};

function nameOf({ effect, scope, announced }: Fault): string {
  if (announced) return "Scheduled maintenance";
  const route = [scope.method, scope.path].filter((part) => part !== null).join(" ");
  if (scope.direction === "to-addon") return `${subjects[effect.kind]} on the way to add-ons`;
  return route === "" ? subjects[effect.kind] : `${subjects[effect.kind]} on ${route}`;
}

/** What exactly is wrong, for whom: no more and no less than what was asked for. */
export function bodyOf({ fault: { effect, scope, share } }: Outage): string {
  const whom = scope.tenants === null ? "all sites" : `${scope.tenants.length} of the sites`;
  const calls = scope.direction === "to-addon" ? "call to add-ons" : "request";
  const many = calls.replace(/^(call|request)/, "$1s");
  const part = share === 1 ? `every ${calls}` : `${exactPercent(share)} of ${many}`;
  return `Injected on purpose: ${effectWords(effect)}, for ${part} on ${whom}.`;
}
