import type { Random } from "../../core/chance/index.ts";
import type { Person } from "../tenants/index.ts";
import type { Handlers, RestCall, Tenant } from "../world/index.ts";
import type { Change } from "./habits.ts";

/** Somebody about to do something on a site. */
export interface Doer {
  readonly tenant: Tenant;
  readonly person: Person;
  readonly next: Random;
  readonly nowMs: number;
}

/** What people work on in a product. */
export interface Workplace {
  /** How many items a site has. */
  size(tenant: Tenant): number;
  /** What people look at, as addresses name it: the latest issues or pages. */
  latest(tenant: Tenant): readonly Readonly<Record<string, string>>[];
  /**
   * Does a change the way the product's own screens do, so that history and webhooks see a person.
   * Answers what was done; null where there was nothing to do or the product refused.
   */
  change(doer: Doer, change: Change): Change | null;
}

/** People work on what came last. */
const LATELY = 40;

/** Ids count up, so the last in a site's map are its latest. */
export const lately = <T>(all: Iterable<T>): readonly T[] => [...all].slice(-LATELY);

/** Calls an operation of a product's interface as a person: nothing is signed, nothing is limited. */
export function perform(
  handlers: Handlers,
  { tenant, person, nowMs }: Doer,
  operation: string,
  params: Readonly<Record<string, string>>,
  json?: unknown,
  query = "",
) {
  const call: RestCall = {
    tenant,
    caller: { addonKey: "", accountId: person.accountId, scopes: new Set() },
    request: {
      method: "POST",
      path: tenant.product === "jira" ? "/rest/api/3/" : "/wiki/api/v2/",
      query,
      headers: {},
      body: new Uint8Array(0),
    },
    params,
    query: new URLSearchParams(query),
    json,
    nowMs,
  };
  const { status, body } = handlers[operation]!(call);
  return { isDone: status < 300, body: String(body ?? "") };
}
