/** What is measured. `availability` is a check of the whole; the others are requests of one kind. */
export type Indicator = "availability" | "ui" | "service" | "install" | "webhook" | "iframe";

/** Who measured it. `run` is a performance test and never counts as production. */
export type Source = "probe" | "edge" | "agent" | "browser" | "run";

/** Where measurements of one kind add up: indicator + source + scope, for one add-on. "" is "not told". */
export interface Stream {
  /** The add-on's key, from its contract. */
  readonly addon: string;
  /** The installation measured; "" for a measurement that belongs to none, such as a probe check. */
  readonly tenant: string;
  readonly indicator: Indicator;
  readonly source: Source;
  readonly release: string;
  readonly region: string;
}
