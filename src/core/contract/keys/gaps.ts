/** A part of a contract that is taken, and of which less comes than its author may expect. */
export interface Gap {
  /** Where it stands: a section or a key. */
  readonly path: string;
  /** What Plimsoll does with it, and what it does not do yet, as one sentence without its end. */
  readonly says: string;
}

/** In the order of the document. */
export const gaps: readonly Gap[] = [
  {
    path: "sla.lifecycle.iframe",
    says: "load tests judge it where pages report to --beacon; in production nothing reports frames yet",
  },
  {
    path: "sla.recovery",
    says: "published, and real outages stand beside it; no drill is recorded yet, so it is never proven",
  },
  {
    path: "sla.support.levels",
    says: "published, and worked out by `plimsoll clock due`; no ticket is timed yet, so they are never proven",
  },
  { path: "sla.retirement", says: "published; nothing tells customers of an end yet" },
  { path: "sla.credits", says: "published; no credit is worked out yet" },
  {
    path: "operations.thresholds.action",
    says: "scale has people told to scale; nothing is scaled by itself yet",
  },
  {
    path: "operations.scaling",
    says: "only checked, but for `on`, which nothing reads; nothing is scaled yet",
  },
  {
    path: "operations.backups",
    says: "only checked; no backup is made, and the age of none is watched yet",
  },
  {
    path: "operations.tracker",
    says: "only its address is checked; no ticket is read or written yet",
  },
  {
    path: "operations.emergency",
    says: "only checked; nobody is called, and nothing tries the contact yet",
  },
];
