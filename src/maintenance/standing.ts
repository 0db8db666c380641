import { isPublished, maintenancePromise } from "../core/contract/index.ts";
import { durationWords, momentWords } from "../core/format/index.ts";
import { excludedMinutes, months } from "../core/slo/index.ts";
import { minuteOf } from "../core/time/index.ts";
import type { Known, Refusal } from "../engine/index.ts";
import { announcedWindows, contractVersions, maintenanceWindows } from "../entries/index.ts";
import type { Occurrence } from "./recurrence.ts";
import { refuse } from "./refuse.ts";

/** What is promised of maintenance at a moment; null: nothing. */
export function promiseAt(known: Known, addon: string, atMs: number) {
  const versions = known.state(contractVersions, addon);
  return isPublished(versions) ? maintenancePromise(versions, atMs) : null;
}

/** Whether a part of a window that is announced now would count as downtime, and why; null: none. */
export function whyCounted(
  known: Known,
  addon: string,
  { startMs, endMs }: Occurrence,
  nowMs: number,
): Refusal | null {
  const promise = promiseAt(known, addon, startMs);
  if (promise === null)
    return refuse(
      "maintenance.not-promised",
      "The contract promises nothing about maintenance, so all of it counts as downtime.",
    );
  const { noticeMs, allowance } = promise;
  if (startMs - nowMs < noticeMs)
    return refuse(
      "maintenance.late",
      `Maintenance is promised to be announced ${durationWords(noticeMs)} ahead; this would be announced ${durationWords(Math.max(0, startMs - nowMs))} ahead, so it would count as downtime.`,
      `Choose a time after ${momentWords(nowMs + noticeMs)}, or add --late to announce it all the same.`,
    );
  if (endMs - startMs > allowance.ms)
    return refuse(
      "maintenance.too-long",
      `${durationWords(endMs - startMs)} is longer than the allowance of ${durationWords(allowance.ms)} a month, so a part would count as downtime.`,
    );
  const touched = months(startMs, endMs);
  const period = { name: "", fromMs: touched[0]!.fromMs, toMs: touched.at(-1)!.toMs };
  const windows = announcedWindows(known.state(maintenanceWindows, addon));
  const one = { announcedAtMs: nowMs, startMs, endMs, actualEndMs: null, cancelled: false };
  const sum = (all: typeof windows) =>
    excludedMinutes({ windows: all, hostOutages: [] }, promise, period).reduce(
      (minutes, { from, to }) => minutes + to - from,
      0,
    );
  const gained = sum([...windows, one]) - sum(windows);
  if (gained >= minuteOf(endMs) - Math.ceil(startMs / 60_000)) return null;
  return refuse(
    "maintenance.allowance-used",
    `Of the month's allowance of ${durationWords(allowance.ms)} only ${durationWords(gained * 60_000)} is left for it, so a part would count as downtime.`,
  );
}
