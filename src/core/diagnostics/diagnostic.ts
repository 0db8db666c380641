import { HOUR_MS } from "../time/index.ts";
/**
 * Something that is wrong with watching or being watched, as one row for as long as it lasts: an
 * add-on that fails its checks, a sender whose key is refused. For the vendor, not for customers.
 */
export interface Diagnostic {
  readonly kind: DiagnosticKind;
  /** What it is about, within its kind: an add-on's key, a sender's address. "": all beyond the bound. */
  readonly subject: string;
  /** What is wrong, as one compares it: another cause is news. */
  readonly cause: string;
  /** What is wrong, as a whole sentence. */
  readonly message: string;
  /** Epoch milliseconds. */
  readonly firstAtMs: number;
  readonly lastAtMs: number;
  /** How often it was seen since `firstAtMs`. */
  readonly count: number;
  /** Epoch milliseconds; null while it lasts. */
  readonly resolvedAtMs: number | null;
}

/** What was just seen. */
export type Observation = Pick<Diagnostic, "kind" | "subject" | "cause" | "message">;

export type DiagnosticKind = keyof typeof diagnosticKinds;

export interface KindLimits {
  /** Over once it was not seen for so long; null: over when somebody says so. */
  readonly quietMs: number | null;
  /** How much of it is kept and written where strangers can bring it about; null: the contracts bound it. */
  readonly bounds: {
    readonly subjects: number;
    readonly linesPerHour: number;
    /** Said once of all subjects beyond the bound. */
    readonly others: string;
  } | null;
}

/** An exporter sends once a minute, and waits for some minutes when it is refused. */
const QUIET_MS = HOUR_MS / 4;
const untilResolved: KindLimits = { quietMs: null, bounds: null };
const byStrangers = (others: string): KindLimits => ({
  quietMs: QUIET_MS,
  bounds: { subjects: 50, linesPerHour: 20, others },
});

/** Every kind of diagnostic, which is also its label in `/metrics`. */
export const diagnosticKinds = {
  /** An add-on fails its checks. Subject: its key. */
  addon: untilResolved,
  /** Checks say nothing about the add-on. Subject: its key. */
  observer: untilResolved,
  /** A check failed and succeeded when it was made again. Subject: add-on, place and path. */
  retry: { quietMs: HOUR_MS, bounds: null },
  /** Checks are not made as the contract has them. Subject: add-on, and the place and path or what else. */
  probe: untilResolved,
  /** A descriptor cannot be had or used. Subject: the add-on's key. */
  descriptor: untilResolved,
  /** A contract is not as its vendor may think. Subject: the add-on's key, and what of it. */
  contract: untilResolved,
  /** What people have in hand wants their attention. Subject: what it is. */
  concern: untilResolved,
  /** The service outside is not reached that hears whether Plimsoll lives. Subject: the add-on's key. */
  deadman: untilResolved,
  /** Channels of the contract lead nowhere. Subject: the add-on's key. */
  channel: untilResolved,
  /** The host's status page cannot be read. Subject: the add-on's key. */
  host: untilResolved,
  /** Metrics cannot be fetched. Subject: the add-on's key and the address. */
  scrape: untilResolved,
  /** More tenants than are written down. Subject: the add-on's key. */
  tenants: untilResolved,
  /** The machine's clock was set. */
  clock: { quietMs: HOUR_MS, bounds: null },
  /** A part of Plimsoll failed. Subject: the part. */
  plimsoll: { quietMs: QUIET_MS, bounds: null },
  /** The store takes nothing, is not where it was opened, or has lost something. Subject: what of it. */
  store: untilResolved,
  /** The store's disk is full, or soon. Subject: which of both. */
  disk: untilResolved,
  /** Measurements that cannot be read any more. Subject: the stream and the day. */
  block: {
    quietMs: HOUR_MS,
    bounds: {
      subjects: 50,
      linesPerHour: 20,
      others: "Yet more measurements cannot be read; `plimsoll doctor` names them all.",
    },
  },
  /** Subject: the address that metrics came from. */
  "intake-key": byStrangers(
    "Metrics from yet more addresses are refused: the intake key is missing or wrong.",
  ),
  /** A batch, or points of one, are refused. Subject: the sender and the reason. */
  "intake-batch": byStrangers("Metrics of yet more senders, or for more reasons, are refused."),
  /** Subject: the sender and the metric that nobody reads. */
  "intake-metric": byStrangers("Yet more metrics come in that nobody reads."),
} as const satisfies Record<string, KindLimits>;
