/** How people are to work. */
export interface WorkPlan {
  readonly seed: number;
  /**
   * How much is done: in all, by whoever is at work; or by each person who is at work, so that the
   * whole rises and falls with the hours of the day.
   */
  readonly pace: { readonly actionsPerMinute: number } | { readonly perPersonPerHour: number };
  /** Everybody is at work, whatever the hour: for demonstrations. */
  readonly isAlways?: boolean;
  /** What pages ask of their own add-on once they are open, with the token that the bridge gives. */
  readonly serviceCalls?: readonly ServiceCall[];
}

export interface ServiceCall {
  readonly addonKey: string;
  /** Only pages of this module; left out: every page. */
  readonly moduleKey?: string;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Below the add-on's base address. */
  readonly path: string;
  /** Sent as JSON; left out: nothing. */
  readonly body?: unknown;
}

/** What has been done so far. */
export interface WorkCounts {
  /** People who came and did a few things one after the other. */
  readonly sessions: number;
  readonly pagesGood: number;
  /** Pages that did not come, or not with success. */
  readonly pagesFailed: number;
  readonly serviceCallsGood: number;
  readonly serviceCallsFailed: number;
  /** Issues and contents. */
  readonly created: number;
  readonly edited: number;
  readonly moved: number;
  readonly commented: number;
  readonly deleted: number;
  /** What was not begun, because too much was under way or the site was away. */
  readonly skipped: number;
}

export type Counts = { -readonly [Name in keyof WorkCounts]: number };

export const noCounts = (): Counts => ({
  sessions: 0,
  pagesGood: 0,
  pagesFailed: 0,
  serviceCallsGood: 0,
  serviceCallsFailed: 0,
  created: 0,
  edited: 0,
  moved: 0,
  commented: 0,
  deleted: 0,
  skipped: 0,
});
