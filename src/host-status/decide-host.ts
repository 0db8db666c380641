import { isDeepStrictEqual } from "node:util";
import { DAY_MS, isoTime } from "../core/time/index.ts";
import type { Decide } from "../engine/index.ts";
import {
  hostAnswered,
  hostFailed,
  hostHistory,
  hostIncidentPublished,
  writeEntry,
} from "../entries/index.ts";
import type { ReadIncident } from "./read-incidents.ts";

/** What is over for longer moves no figure any more: its month is sealed. */
const OLD_MS = 40 * DAY_MS;

/** Each incident that is new, or told of otherwise than before. */
export const decideIncidents: Decide<readonly ReadIncident[]> = (known, incidents, context) => {
  const { addon, nowMs: atMs, by } = context;
  const before = new Map(known.state(hostHistory, addon).incidents.map((one) => [one.id, one]));
  const changed = incidents.filter((one) => {
    const { version: _, ...told } = before.get(one.id) ?? { version: 0 };
    const isOld = one.endAt !== null && Date.parse(one.endAt) < atMs - OLD_MS;
    return !isDeepStrictEqual(told, one) && (before.has(one.id) || !isOld);
  });
  return {
    kind: "decided",
    entries: changed.map((one) => writeEntry(hostIncidentPublished, one, { addon, atMs, by })),
    expected: Object.fromEntries(
      changed.map(({ id }) => [`host-incident/${id}`, before.get(id)?.version ?? 0]),
    ),
  };
};

/** A failed check; one failure with those before it, unless nobody looked in between. */
export const decideFailed: Decide<{ readonly cause: string; readonly mostGapMs: number }> = (
  known,
  { cause, mostGapMs },
  { addon, nowMs: atMs, by },
) => {
  const { failures, version } = known.state(hostHistory, addon);
  const last = failures.at(-1);
  const isSame = last !== undefined && !last.isOver && atMs - last.untilMs <= mostGapMs;
  // A clock that was set back makes nothing shorter.
  const untilAt = isoTime(Math.max(atMs, isSame ? last.untilMs : atMs));
  const data = { fromAt: isoTime(isSame ? last.fromMs : atMs), untilAt, cause };
  return {
    kind: "decided",
    entries: [writeEntry(hostFailed, data, { addon, atMs, by })],
    expected: { host: version },
  };
};

/** A check that succeeds ends a failure; else it is no news. */
export const decideAnswered: Decide<null> = (known, _, { addon, nowMs: atMs, by }) => {
  const { failures, version } = known.state(hostHistory, addon);
  const last = failures.at(-1);
  const isNews = last !== undefined && !last.isOver;
  return {
    kind: "decided",
    entries: isNews ? [writeEntry(hostAnswered, {}, { addon, atMs, by })] : [],
    expected: { host: version },
  };
};
