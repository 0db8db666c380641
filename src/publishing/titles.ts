import { plural } from "../core/format/index.ts";
import type { ObjectiveAccount } from "../core/slo/index.ts";

/** What an objective is called on screen, and under which heading it stands. */
export interface Title {
  readonly group: Group;
  readonly name: string;
  /** What is counted, in the singular: "webhook delivery" counts as "webhook deliveries". */
  readonly event: Noun;
}

export type Group = "Availability" | "Response times" | "Lifecycle" | "Recovery" | "Support";

/** The order in which the headings follow each other. */
export const GROUPS: readonly Group[] = [
  "Availability",
  "Response times",
  "Lifecycle",
  "Recovery",
  "Support",
];

export interface Noun {
  readonly one: string;
  readonly many: string;
}

const noun = (one: string, many = `${one}s`): Noun => ({ one, many });

const STATISTICS: Readonly<Record<string, string>> = {
  average: "average",
  median: "median",
  p90: "90th percentile",
  p95: "95th percentile",
  p99: "99th percentile",
};

const KINDS: Readonly<Record<string, Title>> = {
  availability: { group: "Availability", name: "Uptime", event: noun("event") },
  ui: { group: "Response times", name: "Pages", event: noun("page request") },
  service: { group: "Response times", name: "Service calls", event: noun("service call") },
  install: {
    group: "Lifecycle",
    name: "Installation",
    event: noun("installation callback"),
  },
  webhook: {
    group: "Lifecycle",
    name: "Webhook delivery",
    event: noun("webhook delivery", "webhook deliveries"),
  },
  iframe: { group: "Lifecycle", name: "Frame loading", event: noun("frame load") },
  rto: { group: "Recovery", name: "Recovery time (RTO)", event: noun("recovery", "recoveries") },
  rpo: {
    group: "Recovery",
    name: "Recovery point (RPO)",
    event: noun("recovery point check"),
  },
  "initial-response": { group: "Support", name: "Initial response", event: noun("ticket") },
  resolution: { group: "Support", name: "Resolution", event: noun("ticket") },
};

/** `ui.p95` → "Pages, 95th percentile"; `L1.initial-response` → "L1 initial response". */
export function titleOf(account: Pick<ObjectiveAccount, "id" | "indicator">): Title {
  const { id, indicator } = account;
  const last = id.slice(id.lastIndexOf(".") + 1);
  const kind = KINDS[last] ?? KINDS[indicator] ?? unnamed(id);
  const statistic = STATISTICS[last];
  if (statistic) return { ...kind, name: `${kind.name}, ${statistic}` };
  const level = /^(L\d)\./.exec(id)?.[1];
  if (level) return { ...kind, name: `${level} ${kind.name.toLowerCase()}` };
  return kind;
}

const unnamed = (id: string): Title => ({ group: "Availability", name: id, event: noun("event") });

/** "1 frame load", "12,340 frame loads" */
export const counted = (n: number, { one, many }: Noun): string => plural(n, one, many);
