import { HOUR_MS } from "../../core/time/index.ts";
import { type Limit, type LimitDecision, type Operation, productError } from "../rest/index.ts";
import type { HostResponse, Product, RestCall } from "../world/index.ts";
import {
  burstPerSecond,
  GLOBAL_POINTS_PER_HOUR,
  issueWrites,
  pointsOf,
  tenantPointsPerHour,
} from "./budgets.ts";
import {
  type LimitOddities,
  type QuotaState,
  quotaHeaders,
  refusalHeaders,
} from "./limit-headers.ts";
import { type TokenBuckets, takeToken, windowWait } from "./token-bucket.ts";

export interface LimitSettings {
  /** `global`: tier 1, one quota over all tenants; `tenant`: tier 2; `off`: nothing is refused. */
  readonly quota: "global" | "tenant" | "off";
  readonly oddities: LimitOddities;
}

const WRITE_MEMORY = Math.max(...issueWrites.map((rule) => rule.most));

/** Charges every call against quota, burst bucket and writes per issue, as the host does. */
export function hostLimits(settings: () => LimitSettings): Limit {
  const ofAllTenants = new Map<Product, Accounts>();
  const meters: Meter[] = [];
  const tariffOf = tariffs();

  return (call, operation) => {
    const { quota, oddities } = settings();
    if (quota === "off") return { refusal: null, headers: {} };
    const meter = (meters[call.tenant.index] ??= unused());
    const tariff = tariffOf(operation);
    const burstWaitMs = takeToken(meter.buckets, tariff.number, tariff.perSecond, call.nowMs);
    if (burstWaitMs > 0)
      return refuse(call, `${call.tenant.product}-burst-based`, burstWaitMs, oddities);
    const accounts =
      quota === "global" ? accountsOf(ofAllTenants, call.tenant.product) : meter.accounts;
    const state = charge(accounts, call, tariff.points, quota);
    if (state.used > state.limit)
      return refuse(
        call,
        `${call.tenant.product}-quota-${quota}-based`,
        state.resetsAtMs - call.nowMs,
        oddities,
      );
    const writeWaitMs = issueWriteWait(meter.writes, call);
    if (writeWaitMs > 0) return refuse(call, "jira-per-issue-on-write", writeWaitMs, oddities);
    return { refusal: null, headers: quotaHeaders(state, call.nowMs, oddities) };
  };
}

/** What an operation costs, on every tenant. */
interface Tariff {
  /** Of its bucket: operations are numbered as they are first called. */
  readonly number: number;
  readonly perSecond: number;
  readonly points: number;
}

function tariffs(): (operation: Operation) => Tariff {
  const known = new Map<Operation, Tariff>();
  return (called) => {
    let tariff = known.get(called);
    if (!tariff) {
      const { operation, method, path } = called;
      const perSecond = burstPerSecond(operation, method);
      tariff = { number: known.size, perSecond, points: pointsOf(method, path) };
      known.set(called, tariff);
    }
    return tariff;
  };
}

/** What one tenant has used so far. */
interface Meter {
  readonly buckets: TokenBuckets;
  readonly accounts: Accounts;
  /** When each issue was written to lately. */
  readonly writes: Map<string, readonly number[]>;
}

const unused = (): Meter => ({ buckets: [], accounts: [], writes: new Map() });

interface Account {
  readonly addonKey: string;
  hour: number;
  used: number;
}

/** One for each add-on: a few at most. */
type Accounts = Account[];

function accountsOf(ofAllTenants: Map<Product, Accounts>, product: Product): Accounts {
  let accounts = ofAllTenants.get(product);
  if (!accounts) ofAllTenants.set(product, (accounts = []));
  return accounts;
}

function accountOf(accounts: Accounts, addonKey: string, hour: number): Account {
  let account = accounts.find((other) => other.addonKey === addonKey);
  if (!account) accounts.push((account = { addonKey, hour, used: 0 }));
  if (account.hour !== hour) {
    account.hour = hour;
    account.used = 0;
  }
  return account;
}

/** Quotas start afresh at each UTC hour; what is refused costs nothing more. */
function charge(
  accounts: Accounts,
  { tenant, caller, nowMs }: RestCall,
  points: number,
  quota: "global" | "tenant",
): QuotaState {
  const hour = Math.floor(nowMs / HOUR_MS);
  const limit =
    quota === "global" ? GLOBAL_POINTS_PER_HOUR : tenantPointsPerHour(tenant.plan, tenant.users);
  const account = accountOf(accounts, caller.addonKey, hour);
  if (account.used <= limit) account.used += points;
  const policy = quota === "global" ? "global-app-quota" : "tenant-app-quota";
  return { policy, limit, used: account.used, resetsAtMs: (hour + 1) * HOUR_MS };
}

function issueWriteWait(writes: Meter["writes"], call: RestCall): number {
  const issue = call.params.issueIdOrKey;
  if (issue === undefined || call.request.method === "GET" || call.tenant.product !== "jira")
    return 0;
  const moments = writes.get(issue) ?? [];
  const waitMs = Math.max(...issueWrites.map((rule) => windowWait(moments, rule, call.nowMs)));
  if (waitMs > 0) return waitMs;
  writes.set(issue, [...moments.slice(1 - WRITE_MEMORY), call.nowMs]);
  return 0;
}

function refuse(
  call: RestCall,
  reason: string,
  waitMs: number,
  oddities: LimitOddities,
): LimitDecision {
  if (oddities.gateway429) return { refusal: gateway429, headers: {} };
  const headers = refusalHeaders(reason, waitMs, call.nowMs, oddities);
  return {
    refusal: productError(call.tenant.product, call.request.path, 429, "Rate limit exceeded"),
    headers,
  };
}

const gateway429: HostResponse = {
  status: 429,
  headers: { "content-type": "text/plain" },
  body: "Too Many Requests",
};
