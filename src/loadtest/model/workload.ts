import type { Indicator } from "../../core/measurement/index.ts";

/** Who comes and what they do; how often is the model's affair. Nothing secret is in it. */
export interface Workload {
  readonly population: Population;
  /** Chosen by weight for each arrival. */
  readonly scenarios: readonly Scenario[];
}

/** What one session does: its steps one after another, each when the one before is answered. */
export interface Scenario {
  /** Unique in a workload: "page roadmap", "webhook jira:issue_updated". */
  readonly name: string;
  /** Share of the arrivals, as its part of the sum of all weights. */
  readonly weight: number;
  readonly steps: readonly Step[];
}

/**
 * One request. Path, header values and body may hold `{name}`; names are `[A-Za-z][\w.-]*`, so that
 * the braces of JSON are none. Filled, in this order, from what earlier steps took, the values drawn
 * for the session, and what the injector itself knows: `{now}`, milliseconds since 1970, and
 * `{session}`, a number that no other session of the run has. What nobody knows becomes empty text,
 * as on the host. A value is percent-encoded in a path, escaped as in a JSON text in a body, and
 * stands as it is in a header.
 */
export interface Step {
  /** Unique in a workload; each has its figures. */
  readonly name: string;
  /** Whose promises it is judged by; null: none. */
  readonly indicator: Indicator | null;
  readonly method: string;
  /** Path and query below the add-on's base URL. */
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  /** How the host, or its page, proves who asks; each request has a token of its own. */
  readonly proof: Proof;
  /** Waited before it, in milliseconds on average; chance waits are exponential. */
  readonly think: { readonly meanMs: number; readonly spacing: "even" | "poisson" };
  /** What later steps of the session use of its answer. */
  readonly take: readonly Extraction[];
  /**
   * What must hold of the answer; one that fails any is an error. Where no status is named, those from
   * 200 to 299 are right.
   */
  readonly checks: readonly Check[];
}

/**
 * `query`: `jwt=` in the query with the request's qsh; `header`: the same as `Authorization: JWT`;
 * `context`: as a page asks its own server, `Authorization: JWT` with the fixed qsh "context-qsh";
 * `install`: as `header`, but signed with the host's own key (RS256) and addressed to the add-on.
 */
export type Proof = "none" | "query" | "header" | "context" | "install";

/** The first group of `pattern`, or where it has none all that it matched, under a name. */
export interface Extraction {
  readonly name: string;
  readonly from: "body" | "header";
  /** Of a header. */
  readonly header?: string;
  readonly pattern: string;
}

export type Check =
  | { readonly kind: "status"; readonly is: readonly number[] }
  | { readonly kind: "body"; readonly contains: string };

/** Which tenants there are and how the arrivals fall on them. */
export interface Population {
  readonly tenants: number;
  readonly skew:
    | { readonly kind: "even" }
    /** Tenant of rank k, from 1, draws a share ∝ 1/k^exponent. */
    | { readonly kind: "zipf"; readonly exponent: number };
}

/** Classes by rank: the first 1 % of the tenants (one at least), the next 19 %, the others. */
export type TenantClass = "largest" | "middle" | "small";
export const tenantClasses: readonly TenantClass[] = ["largest", "middle", "small"];

/** One installation under test. Holds its secret: never in a record, a report or a log. */
export interface LoadTenant {
  readonly clientKey: string;
  readonly sharedSecret: string;
  /** Of its site, as the host's tokens and pages name it. */
  readonly baseUrl: string;
  /**
   * Fill `{name}`. The lists run side by side: one chance for each session picks from all of them,
   * so that an `issue.key` goes with the `issue.id` of its row. `siteValues` gives what every site
   * has.
   */
  readonly values: Readonly<Record<string, readonly string[]>>;
}
