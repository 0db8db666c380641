import type { Contract } from "../core/contract/index.ts";
import { MINUTE_MS } from "../core/time/index.ts";
import type { Job } from "../engine/index.ts";
import { decideAnswered, decideFailed, decideIncidents } from "./decide-host.ts";
import { readIncidents } from "./read-incidents.ts";

/** A document that is asked for again and again. */
export type FetchDocument = (
  url: string,
  known: { readonly etag: string | null; readonly signal: AbortSignal },
) => Promise<
  | { readonly kind: "document"; readonly text: string; readonly etag: string | null }
  | { readonly kind: "unchanged" }
  | { readonly kind: "failed"; readonly reason: string }
>;

/** Whether the host answers; null: it cannot be told, the fault may be ours. */
export type AskHost = (
  url: string,
  signal: AbortSignal,
) => Promise<{ readonly isAnswering: boolean; readonly cause: string } | null>;

export interface HostDeps {
  readonly fetchDocument: FetchDocument;
  readonly ask: AskHost;
  /** Called after each look at the page: what is wrong with it; null: nothing. */
  readonly onPage: (addon: string, problem: string | null) => void;
}

const EVERY_MS = MINUTE_MS;
/** So many turns are left out at most after failures. */
const MOST_LEFT_OUT = 15;
/** Checks further apart do not prove what was in between. */
const MOST_GAP_MS = 3 * EVERY_MS;

/** What follows the host of an add-on whose contract names its status page. */
export function hostJobs({ addon, operations }: Contract, deps: HostDeps): readonly Job[] {
  const { hostStatus } = operations;
  if (hostStatus === null) return [];
  return [pageJob(addon.key, hostStatus, deps), probeJob(addon.key, hostStatus.probe, deps)];
}

type HostStatus = NonNullable<Contract["operations"]["hostStatus"]>;

function pageJob(addon: string, { page, components }: HostStatus, deps: HostDeps): Job {
  const url = `${page.replace(/\/+$/, "")}/api/v2/incidents.json`;
  let etag: string | null = null;
  let failures = 0;
  let toLeaveOut = 0;

  function failed(reason: string): void {
    failures++;
    toLeaveOut = Math.min(2 ** (failures - 1) - 1, MOST_LEFT_OUT);
    deps.onPage(addon, `${url}: ${reason}`);
  }

  return {
    name: `host-status/page ${addon}`,
    about: `Reads which incidents the host of ${addon} publishes.`,
    when: { everyMs: EVERY_MS },
    async run({ nowMs, signal, perform }) {
      if (toLeaveOut > 0) {
        toLeaveOut--;
        return;
      }
      const answer = await deps.fetchDocument(url, { etag, signal });
      if (answer.kind === "failed") return signal.aborted ? undefined : failed(answer.reason);
      if (answer.kind === "document") {
        const read = readIncidents(answer.text, components);
        if (read.kind === "unreadable") return failed(read.reason);
        const cause = `host page ${nowMs}`;
        const done = await perform(decideIncidents, read.incidents, { addon, cause });
        // Only what was written down need not be read again.
        if (done.kind === "done") etag = answer.etag;
      }
      failures = 0;
      deps.onPage(addon, null);
    },
  };
}

const probeJob = (addon: string, url: string, { ask }: HostDeps): Job => ({
  name: `host-status/probe ${addon}`,
  about: `Checks whether the host of ${addon} answers.`,
  when: { everyMs: EVERY_MS },
  async run({ nowMs, signal, perform }) {
    const answer = await ask(url, signal);
    if (answer === null || signal.aborted) return;
    const about = { addon, cause: `host check ${nowMs}` };
    if (answer.isAnswering) await perform(decideAnswered, null, about);
    else await perform(decideFailed, { cause: answer.cause, mostGapMs: MOST_GAP_MS }, about);
  },
});
