import { askDependency } from "../adapters/dependency-probe/index.ts";
import { fetchDocument } from "../adapters/document-fetcher/index.ts";
import { systemClock } from "../adapters/system-clock/index.ts";
import { alertJob, deadmanJobs } from "../alerting/index.ts";
import type { WatchedContract } from "../contracts/index.ts";
import type { Statement } from "../core/slo/index.ts";
import type { SlotStore } from "../core/store/index.ts";
import type { Job } from "../engine/index.ts";
import type { Operations } from "./operations.ts";
import type { PersonLinks } from "./person-links.ts";

export interface AlertParts {
  readonly slots: Pick<SlotStore, "blocks">;
  readonly operations: Operations;
  readonly links: PersonLinks;
  readonly publicUrl: () => string | null;
  /** As it was computed last; null: not yet. */
  readonly statementOf: (addon: string) => Statement | null;
}

/** What wakes people about one add-on. */
export function watchAlerts(watched: WatchedContract, parts: AlertParts): readonly Job[] {
  const { slots, operations, links, publicUrl, statementOf } = parts;
  const { contract, probes } = watched;
  const { key } = contract.addon;
  const moment = (iso: string) => Date.parse(iso);
  const job = alertJob(contract, {
    slots,
    clock: systemClock,
    probes: () => probes,
    paths: () =>
      operations.checksOf(key).map(({ place, path, kind, since, causeInFull: cause }) => ({
        ...{ place, path, kind, cause },
        sinceMs: moment(since),
      })),
    current() {
      const now = operations.current(key);
      return now === null
        ? null
        : {
            kind: now.kind === "maintenance" ? "unknown" : now.kind,
            sinceMs: moment(now.since),
            cause: now.cause,
          };
    },
    budgetLeft: () =>
      new Map(
        statementOf(key)?.objectives.flatMap(({ id, budget }) =>
          budget === null ? [] : [[id, 1 - budget.share] as const],
        ),
      ),
    askDependency,
    acknowledgeUrl: (id) => links.acknowledge(key, id),
    publicUrl,
  });
  return [job, ...deadmanJobs(contract, { call, onCall: operations.onDeadman })];
}

/** What answers has heard it, whatever it answers with. */
async function call(url: string, signal: AbortSignal): Promise<string | null> {
  const answer = await fetchDocument(url, { etag: null, signal });
  return answer.kind === "failed" ? answer.reason : null;
}
