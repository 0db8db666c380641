import { momentWords } from "../core/format/index.ts";
import { isoTime } from "../core/time/index.ts";
import type { Context, Decide, Decision, Known, Refusal } from "../engine/index.ts";
import {
  type MaintenanceWindow,
  maintenanceWindows,
  seriesEnded,
  windowCancelled,
  windowEnded,
  windowStarted,
  windowState,
  writeEntry,
} from "../entries/index.ts";
import { refuse } from "./refuse.ts";

export interface Named {
  readonly id: string;
}
export interface Start extends Named {
  readonly late: boolean;
}

/** A person begins, and says later when it is over; before its time only when asked for so. */
export const decideStart: Decide<Start> = (known, { id, late }, context) => {
  const { nowMs } = context;
  const window = windowOf(known, id, context);
  if ("kind" in window) return window;
  if (isOver(window, nowMs)) return over(window);
  if (window.isAttended)
    return refuse("maintenance.already-started", `Window ${id} was started already.`);
  if (nowMs < window.startMs && !late)
    return refuse(
      "maintenance.too-early",
      `Window ${id} begins at ${momentWords(window.startMs)}; what comes before counts as downtime.`,
    );
  const data = { id, at: isoTime(nowMs), attended: true };
  return decided(window, writeEntry(windowStarted, data, whenBy(context)));
};

export const decideEnd: Decide<Named> = (known, { id }, context) => {
  const { nowMs } = context;
  const window = windowOf(known, id, context);
  if ("kind" in window) return window;
  if (isOver(window, nowMs)) return over(window);
  if (windowState(window, nowMs) === "announced")
    return refuse("maintenance.not-started", `Window ${id} has not begun, so it cannot end.`);
  // A clock that was set back must not end it before it began.
  const at = isoTime(Math.max(nowMs, window.startedMs ?? window.startMs));
  return decided(window, writeEntry(windowEnded, { id, at }, whenBy(context)));
};

/** Calls off a window that has not begun, or a series with what of it has not begun. */
export const decideCancel: Decide<Named> = (known, { id }, context) => {
  const { nowMs, addon } = context;
  const { series, windows, windowEntries } = known.state(maintenanceWindows, addon);
  const one = series.find((each) => each.id === id);
  if (one?.isEnded) return refuse("maintenance.over", `Series ${id} comes no more already.`);
  if (one !== undefined) {
    const ahead = windows.filter(
      (window) => window.seriesId === id && windowState(window, nowMs) === "announced",
    );
    return {
      kind: "decided",
      entries: [
        writeEntry(seriesEnded, { id }, whenBy(context)),
        ...ahead.map((window) => writeEntry(windowCancelled, { id: window.id }, whenBy(context))),
      ],
      expected: { [`series/${id}`]: one.version, "window/": windowEntries },
    };
  }
  const window = windowOf(known, id, context);
  if ("kind" in window) return window;
  if (isOver(window, nowMs)) return over(window);
  if (windowState(window, nowMs) !== "announced")
    return refuse("maintenance.begun", `Window ${id} has begun, so it cannot be cancelled.`);
  return decided(window, writeEntry(windowCancelled, { id }, whenBy(context)));
};

function windowOf(known: Known, id: string, { addon }: Context): MaintenanceWindow | Refusal {
  const { windows } = known.state(maintenanceWindows, addon);
  const window = windows.find((one) => one.id === id);
  return window ?? refuse("maintenance.unknown", `No maintenance of ${addon} has the id ${id}.`);
}

const isOver = (window: MaintenanceWindow, nowMs: number): boolean =>
  ["ended", "cancelled"].includes(windowState(window, nowMs));

const over = ({ id, isCancelled }: MaintenanceWindow): Refusal =>
  refuse("maintenance.over", `Window ${id} ${isCancelled ? "was cancelled" : "is over"}.`);

const whenBy = ({ addon, nowMs, by }: Context) => ({ addon, atMs: nowMs, by });

const decided = (
  { id, version }: MaintenanceWindow,
  entry: Decision["entries"][number],
): Decision => ({ kind: "decided", entries: [entry], expected: { [`window/${id}`]: version } });
