import * as z from "zod";
import { list, momentWords } from "../core/format/index.ts";
import type { Entry } from "../core/ledger/index.ts";
import type { Command, List, Told } from "../engine/index.ts";
import {
  maintenanceWindows,
  readEntry,
  seriesAnnounced,
  windowAnnounced,
  windowState,
} from "../entries/index.ts";
import { type Announcement, decideAnnounce } from "./decide-announce.ts";
import { decideCancel, decideEnd, decideStart, type Named, type Start } from "./decide-course.ts";

const text = (description: string) => z.string().trim().min(1).max(200).meta({ description });
const late = z.boolean().default(false);
const id = text("The id that the announcement gave.");
/** The windows and series that were acted on, by what they are for and their ids. */
const said =
  (verb: string) =>
  (entries: readonly Entry[], { known, addon }: Pick<Told<object>, "known" | "addon">) => {
    const { windows, series } = known.state(maintenanceWindows, addon);
    const all = [...windows, ...series];
    const names = entries.map(({ subject }) => {
      const id = subject.slice(subject.indexOf("/") + 1);
      const reason = all.find((one) => one.id === id)?.reason;
      return reason === undefined ? id : `${reason} (${id})`;
    });
    return `${verb}: ${list(names)}.`;
  };

export const announce: Command<Announcement> = {
  name: "maintenance announce",
  about:
    "Announces maintenance on the status page; what keeps to notice and allowance is left out of the uptime.",
  scope: "operate",
  input: z.object({
    reason: text("What customers are told that it is for."),
    from: text("When it begins: now, Sun 02:00 Europe/Paris, 2027-01-17T02:00Z.").optional(),
    for: text("How long it takes: 2h.").optional(),
    every: text("Instead, for each week: Sun 02:00-03:00 Europe/Paris.").optional(),
    late: late.meta({ description: "Announce it although it counts as downtime." }),
  }),
  operands: ["reason"],
  examples: [
    {
      line: 'plimsoll maintenance announce "Database upgrade" --from "Sun 02:00 Europe/Paris" --for 2h',
      about: "Once",
    },
    {
      line: 'plimsoll maintenance announce "Updates" --every "Sun 02:00-03:00 Europe/Paris"',
      about: "Every week",
    },
  ],
  decide: decideAnnounce,
  say([entry]) {
    const one = entry === undefined ? null : readEntry(windowAnnounced, entry);
    if (one !== null)
      return `Announced as ${one.id}: ${momentWords(one.startAt)} to ${momentWords(one.endAt)}. ${one.late ? "It counts as downtime, in part at least." : "It is left out of the uptime."}`;
    const series = entry === undefined ? null : readEntry(seriesAnnounced, entry);
    return series === null
      ? "Nothing was announced."
      : `Announced as ${series.id}: ${series.every}. Each window is announced by itself, ahead of its time.`;
  },
};

export const start: Command<Start> = {
  name: "maintenance start",
  about:
    "Takes announced maintenance in hand: it goes on until somebody ends it. Otherwise it begins and ends by itself.",
  scope: "operate",
  input: z.object({
    id,
    late: late.meta({ description: "Begin before its time, which counts as downtime." }),
  }),
  operands: ["id"],
  examples: [{ line: "plimsoll maintenance start 2027-01-17-3f9c21aa", about: "At its time" }],
  decide: decideStart,
  say: said("Started"),
};

export const end: Command<Named> = {
  name: "maintenance end",
  about: "Says that maintenance is over; from here on all minutes count again.",
  scope: "operate",
  input: z.object({ id }),
  operands: ["id"],
  examples: [
    { line: "plimsoll maintenance end 2027-01-17-3f9c21aa", about: "When the work is done" },
  ],
  decide: decideEnd,
  say: said("Ended"),
};

export const cancel: Command<Named> = {
  name: "maintenance cancel",
  about:
    "Calls off maintenance that has not begun, or a weekly series with all that is ahead of it.",
  scope: "operate",
  input: z.object({ id }),
  operands: ["id"],
  examples: [
    { line: "plimsoll maintenance cancel 2027-01-17-3f9c21aa", about: "Before it begins" },
  ],
  decide: decideCancel,
  say: said("Cancelled"),
};

const row = z.object({
  id: z.string(),
  state: z.enum(["announced", "running", "overrunning", "ended", "cancelled", "weekly"]),
  from: z.iso.datetime().nullable(),
  to: z.iso.datetime().nullable().describe("As announced, or when it was ended before."),
  every: z.string().nullable(),
  late: z.boolean(),
  reason: z.string(),
});
type Row = z.infer<typeof row>;
const iso = (ms: number) => new Date(ms).toISOString();

export const windowsList: List<Row> = {
  noun: "maintenance",
  about: "Maintenance that is announced, running or over, latest first.",
  scope: "read",
  row,
  rows({ known, addon, nowMs }) {
    const { windows, series } = known.state(maintenanceWindows, addon);
    const weekly = series
      .filter(({ isEnded }) => !isEnded)
      .map(
        ({ id, every, reason }): Row => ({
          id,
          state: "weekly",
          from: null,
          to: null,
          every,
          late: false,
          reason,
        }),
      );
    const single = windows.map(
      (one): Row => ({
        id: one.id,
        state: windowState(one, nowMs),
        from: iso(one.startMs),
        to: iso(Math.min(one.endMs, one.endedMs ?? one.endMs)),
        every: null,
        late: one.isLate,
        reason: one.reason,
      }),
    );
    return [...weekly, ...single.toSorted((a, b) => b.from!.localeCompare(a.from!))];
  },
  columns: [
    { name: "id", of: (one) => one.id },
    { name: "state", of: (one) => one.state },
    {
      name: "when",
      of: (one) => one.every ?? `${momentWords(one.from!)} to ${momentWords(one.to!)}`,
    },
    { name: "uptime", of: (one) => (one.late ? "counts as downtime" : "left out") },
    { name: "reason", of: (one) => one.reason },
  ],
};
