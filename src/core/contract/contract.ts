import type { Resource } from "../resources/index.ts";

/** The contract: the document `plimsoll.yaml`, checked and with every unit resolved. Deeply frozen. */
export interface Contract {
  readonly addon: Addon;
  /** Public: published exactly as written. */
  readonly sla: Sla;
  /** Private: never leaves the vendor. */
  readonly operations: Operations;
}

export interface Addon {
  readonly key: string;
  readonly name: string;
  readonly vendor: string;
  readonly host: "connect" | "forge-remote" | "plain";
  readonly baseUrl: string;
  /** Path of the descriptor below `baseUrl`; null where there is none. */
  readonly descriptor: string | null;
  /** `paid-via-atlassian`: sold and billed by the host's marketplace. */
  readonly payment: "free" | "paid" | "paid-via-atlassian";
  /** IANA zone in which hours and dates are meant unless they name another. */
  readonly timeZone: string;
}

export interface Sla {
  /** ISO date, UTC midnight. */
  readonly effectiveFrom: string;
  readonly period: Period;
  readonly uptime: { readonly target: number; readonly downWhenFailing: number } | null;
  readonly responseTime: Readonly<Partial<Record<"ui" | "service", ResponseTime>>>;
  readonly lifecycle: Readonly<Partial<Record<"install" | "webhook" | "iframe", SharePromise>>>;
  readonly recovery: {
    readonly rtoMs: number | null;
    readonly rpoMs: number | null;
    readonly drillEveryMs: number | null;
  } | null;
  readonly maintenance: {
    readonly noticeMs: number;
    readonly allowance: { readonly ms: number; readonly per: "month" };
  } | null;
  readonly support: Support | null;
  /** How long ahead customers are told that the add-on ends. */
  readonly retirement: { readonly noticeMs: number } | null;
  /** Highest threshold first. */
  readonly credits: readonly { readonly below: number; readonly credit: number }[];
}

/** A UTC calendar month, or a number of days that rolls. */
export type Period =
  | { readonly kind: "month" }
  | { readonly kind: "rolling"; readonly days: number };

/** Limits in milliseconds; a left-out statistic is not promised. */
export interface ResponseTime {
  readonly averageMs?: number;
  readonly medianMs?: number;
  readonly p90Ms?: number;
  readonly p95Ms?: number;
  readonly p99Ms?: number;
}

/** A share of events that succeed, within a time if one is named. */
export interface SharePromise {
  readonly target: number;
  readonly withinMs: number | null;
}

export interface Support {
  readonly url: string;
  readonly hours: BusinessHours;
  /** Country (and region) code as holiday tables have it, such as "FR" or "DE-BY"; null: none observed. */
  readonly holidays: string | null;
  readonly levels: Readonly<Partial<Record<SupportLevel, LevelPromise>>>;
}

export type SupportLevel = "L1" | "L2" | "L3" | "L4";

export interface LevelPromise {
  readonly meaning: string;
  readonly initialResponse: SupportDuration | null;
  readonly resolution: SupportDuration | null;
  /** Which hours the clock counts: the support hours, or all of them. */
  readonly clock: "support-hours" | "24x7";
}

/** Time on the level's clock, or whole business days. */
export type SupportDuration =
  | { readonly kind: "time"; readonly ms: number }
  | { readonly kind: "business-days"; readonly days: number };

export interface BusinessHours {
  readonly zone: string;
  /** Minutes of the local day, `from` < `to` ≤ 1440; ISO weekday 1 = Monday. Sorted, without overlap. */
  readonly weekly: readonly {
    readonly weekday: number;
    readonly from: number;
    readonly to: number;
  }[];
}

export interface Operations {
  readonly run: { readonly command: string; readonly port: string; readonly ready: string } | null;
  readonly load: Load | null;
  readonly probes: readonly ProbePlan[];
  /**
   * Addresses apart from the add-on that tell whether the network of whoever probes works; null: the
   * host's own status page, where there is one.
   */
  readonly connectivity: readonly string[] | null;
  /** Where outages of the host are seen; `components`: none: each incident counts. */
  readonly hostStatus: {
    readonly page: string;
    readonly probe: string;
    readonly components: readonly string[];
  } | null;
  readonly thresholds: Thresholds | null;
  /** For each resource that has a threshold. */
  readonly procedures: Readonly<Record<Resource, Procedure | null>>;
  /** Addresses of metrics as text that are fetched for what resources are in use, and how often. */
  readonly resources: { readonly scrape: readonly string[]; readonly everyMs: number };
  readonly scaling: {
    readonly on: string;
    readonly min: number;
    readonly max: number;
    readonly target: string;
  } | null;
  readonly backups: Readonly<Record<string, BackupPlan>>;
  readonly tracker: { readonly jira: string; readonly project: string } | null;
  readonly emergency: {
    readonly email: string | null;
    readonly phone: string | null;
    readonly testedEveryMs: number | null;
  } | null;
  /** By what people are told of something. */
  readonly channels: Readonly<Record<string, ChannelKind>>;
  /** Names of channels: a page goes to the next where one does not take it, a ticket to each. */
  readonly alerts: { readonly page: readonly string[]; readonly ticket: readonly string[] };
  /** How customers are told of outages. */
  readonly incidents: {
    readonly policy: "manual" | "propose" | "automatic";
    readonly publishAfterMs: number;
  };
  /** What the add-on cannot work without. */
  readonly dependencies: Readonly<Record<string, { readonly probe: string }>>;
  /** What is called every minute as long as Plimsoll lives. */
  readonly deadman: string | null;
  /** Who may see how the add-on stands to the operations guide. */
  readonly guide: "public" | "private";
  /** How long measurements are kept by the minute, and how long their counts. */
  readonly retention: { readonly detailMs: number; readonly countsMs: number };
}

export type ChannelKind = "mail" | "slack" | "pagerduty" | "webhook";

export interface Load {
  readonly tenants: number;
  readonly requestsPerSecond: number;
  /** Factor over `requestsPerSecond`. */
  readonly peak: number;
  readonly tenantSkew:
    | { readonly kind: "zipf"; readonly exponent: number }
    | { readonly kind: "even" };
}

export interface ProbePlan {
  readonly path: string;
  readonly everyMs: number;
  readonly timeoutMs: number;
  /** Places that probe. */
  readonly from: readonly string[];
  /** How many places must agree before a failure counts. */
  readonly agree: number;
}

interface Thresholds extends Readonly<Record<Resource, Threshold | null>> {
  readonly action: "scale" | "alert";
}

/** What is to be done where a threshold is crossed. */
export interface Procedure {
  /** It is fine again below; null: five hundredths below the threshold. */
  readonly clearBelow: number | null;
  /** Whether somebody is woken, or it waits until the morning. */
  readonly tell: "page" | "ticket";
  /** How it is mended; null: what is usual for the resource. */
  readonly runbook: string | null;
}

export interface Threshold {
  readonly above: number;
  readonly forMs: number;
}

export interface BackupPlan {
  readonly engine: string;
  readonly everyMs: number;
  readonly sites: readonly string[];
  readonly keepMs: number;
}
