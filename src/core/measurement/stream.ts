/**
 * What is measured. `availability` is a check of the whole, `recheck` the second one that is made at
 * once where it failed; from `cpu` on it is how much of a resource is in use; the others are requests
 * of one kind.
 */
export type Indicator =
  | "availability"
  | "recheck"
  | "ui"
  | "service"
  | "install"
  | "webhook"
  | "iframe"
  | "cpu"
  | "memory"
  | "disk"
  | "descriptors"
  | "eventLoop"
  | "connections";

/**
 * Who measured it. `run` is a performance test and never counts as production. `sum` is what the agents
 * of all tenants counted together: for decisions within seconds, never in an account. `scrape` is what
 * metrics said that were fetched.
 */
export type Source = "probe" | "edge" | "agent" | "browser" | "run" | "sum" | "scrape";

/** Where measurements of one kind add up: indicator + source + scope, for one add-on. "" is "not given". */
export interface Stream {
  /** The add-on's key, from its contract. */
  readonly addon: string;
  /** The installation measured; "" for a measurement that belongs to none, such as a probe check. */
  readonly tenant: string;
  readonly indicator: Indicator;
  readonly source: Source;
  readonly release: string;
  readonly region: string;
  /** Of a probe check: from where it was made ("local"), and the path asked for. Of a resource: whose, and which part. */
  readonly place: string;
  readonly path: string;
}
