import type { Contract } from "../core/contract/index.ts";
import type { NewEntry } from "../core/ledger/index.ts";
import { isoTime } from "../core/time/index.ts";
import type { Known } from "../engine/index.ts";
import {
  type Alert,
  type Circumstances,
  incidentOpened,
  incidentResolved,
  incidents,
  incidentWithdrawn,
  writeEntry,
} from "../entries/index.ts";

interface Part {
  readonly entries: readonly NewEntry[];
  readonly expected: Readonly<Record<string, number>>;
}

/** The incident that customers are told of, as the contract has it: by people alone, after a while, or at once. */
export function incidentOf(
  known: Known,
  { addon, operations: { incidents: how } }: Contract,
  alert: Pick<Alert, "id"> & { readonly startMs: number },
  about: Circumstances,
): Part {
  const { all, entries } = known.state(incidents, about.addon);
  // Whoever opened one by hand already tells of the same.
  const isTold = all.some(({ endMs, isWithdrawn }) => endMs === null && !isWithdrawn);
  if (how.policy === "manual" || isTold) return { entries: [], expected: {} };
  const at = isoTime(about.atMs);
  const isPublic = how.policy === "automatic";
  const data = {
    id: `${at.slice(0, 10)}-${alert.id.slice(0, 8)}`,
    title: `${addon.name} does not work as it should`,
    impact: "major" as const,
    state: "investigating" as const,
    components: [],
    message: "Our checks show that something is wrong. We are looking into it.",
    startAt: isoTime(alert.startMs),
    isPublic,
    publishAt: isPublic ? null : isoTime(about.atMs + how.publishAfterMs),
    alert: alert.id,
  };
  return {
    entries: [writeEntry(incidentOpened, data, about)],
    expected: { "incident/": entries },
  };
}

/** Ends with its alert, unless a person tells of it; one that nobody saw yet was none for anybody. */
export function incidentOver(
  known: Known,
  alert: Pick<Alert, "id"> & { readonly endMs: number },
  about: Circumstances,
): Part {
  const own = known
    .state(incidents, about.addon)
    .all.find((one) => one.alertId === alert.id && one.endMs === null && !one.isWithdrawn);
  if (own === undefined || own.firstAnswerMs !== null) return { entries: [], expected: {} };
  const { id, version, isPublic } = own;
  const data = {
    id,
    message: "It works again.",
    endAt: isoTime(Math.max(alert.endMs, own.startMs)),
  };
  return {
    entries: [
      isPublic
        ? writeEntry(incidentResolved, data, about)
        : writeEntry(incidentWithdrawn, { id }, about),
    ],
    expected: { [`incident/${id}`]: version },
  };
}
