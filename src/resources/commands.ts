import * as z from "zod";
import { momentWords, plural, roundedPercent } from "../core/format/index.ts";
import { RESOURCES, resourceAbout, resourceWords } from "../core/resources/index.ts";
import { isoTime, minuteToMs } from "../core/time/index.ts";
import type { Command, List } from "../engine/index.ts";
import {
  procedurePerformed,
  type Threshold,
  watchedThresholds,
  writeEntry,
} from "../entries/index.ts";

interface Done {
  readonly id: string;
  readonly note: string;
}

export const performed: Command<Done> = {
  name: "thresholds done",
  about: "Notes what was done about a threshold that is crossed.",
  scope: "operate",
  input: z.object({
    id: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .meta({ description: "The id that `plimsoll thresholds list` shows." }),
    note: z
      .string()
      .trim()
      .min(1)
      .max(1000)
      .regex(/^\P{Cc}+$/u)
      .meta({ description: "What was done, in a sentence." }),
  }),
  operands: ["id"],
  examples: [
    {
      line: 'plimsoll thresholds done disk-3f9c21aa --note "Removed exports of 2025."',
      about: "The runbook was followed",
    },
  ],
  decide(known, { id, note }, { addon, nowMs: atMs, by }) {
    const threshold = known.state(watchedThresholds, addon).get(id);
    if (threshold?.crossing == null)
      return {
        kind: "refused",
        code: "threshold.not-crossed",
        message: `No threshold ${JSON.stringify(id)} is crossed now, so nothing is to be done about it.`,
        hint: "See what is: plimsoll thresholds list.",
      };
    const entry = writeEntry(
      procedurePerformed,
      { id, procedure: "runbook", note },
      { addon, atMs, by },
    );
    return {
      kind: "decided",
      entries: [entry],
      expected: { [`threshold/${id}`]: threshold.version },
    };
  },
  say: ([entry]) => (entry === undefined ? "Nothing was noted." : "It is noted."),
};

const useRow = z.object({
  resource: z.enum(RESOURCES),
  instance: z.string().describe("The machine, or which of its programs."),
  part: z.string().describe('A mount point, a pool; "": all of it.'),
  share: z.number().describe("In use, from 0 to 1, on the average of that minute."),
  at: z.iso.datetime().describe("The minute that was measured last."),
  highest: z.number().describe("The highest minute of today and yesterday."),
});
type UseRow = z.infer<typeof useRow>;

export const resourcesList: List<UseRow> = {
  noun: "resources",
  about: "How much of its resources the add-on uses, by machine and part, as it was measured last.",
  scope: "read",
  row: useRow,
  idOf: ({ resource, instance, part }) => JSON.stringify([resource, instance, part]),
  none: "Nothing tells how much is in use: send system metrics by OpenTelemetry, or name node_exporter in operations.resources.scrape.",
  rows: ({ resources = [] }) =>
    resources
      .flatMap(({ resource, instance, part, points }): readonly UseRow[] => {
        const last = points.at(-1);
        if (last === undefined) return [];
        const highest = points.reduce((most, { share }) => Math.max(most, share), 0);
        const at = isoTime(minuteToMs(last.minute));
        return [{ resource, instance, part, share: last.share, at, highest }];
      })
      .sort(
        (a, b) =>
          RESOURCES.indexOf(a.resource) - RESOURCES.indexOf(b.resource) ||
          a.instance.localeCompare(b.instance) ||
          a.part.localeCompare(b.part),
      ),
  columns: [
    { name: "resource", of: ({ resource }) => resourceAbout[resource].name },
    { name: "of", of: ({ instance }) => instance || "–" },
    { name: "part", of: ({ part }) => part || "–" },
    { name: "in use", of: ({ share }) => roundedPercent(share) },
    { name: "highest", of: ({ highest }) => roundedPercent(highest) },
    { name: "minute", of: ({ at }) => momentWords(at) },
  ],
};

const STATES = ["crossed", "silent", "filling", "fine"] as const;

const thresholdRow = z.object({
  id: z.string(),
  what: z.string(),
  state: z
    .enum(STATES)
    .describe(
      "silent: nothing tells of it any more, whether it is crossed or not; filling: it is full within three days.",
    ),
  since: z.iso.datetime().nullable(),
  value: z.number().nullable().describe("The share in use when it was crossed."),
  limit: z.number().nullable(),
  fullAt: z.iso.datetime().nullable().describe("When it is full, if it goes on like this."),
  runbook: z.string().nullable().describe("What is to be done."),
  done: z.array(z.object({ at: z.iso.datetime(), by: z.string(), note: z.string() })),
});
type ThresholdRow = z.infer<typeof thresholdRow>;

export const thresholdsList: List<ThresholdRow> = {
  noun: "thresholds",
  about: "Thresholds of resources that are crossed, silent, filling, or were: latest first.",
  scope: "read",
  row: thresholdRow,
  none: "Nothing was measured yet that a threshold is about.",
  rows: ({ known, addon }) =>
    [...known.state(watchedThresholds, addon).values()]
      .map(rowOf)
      .toSorted(
        (a, b) =>
          STATES.indexOf(a.state) - STATES.indexOf(b.state) ||
          (b.since ?? "").localeCompare(a.since ?? ""),
      ),
  columns: [
    { name: "id", of: ({ id }) => id },
    { name: "what", of: ({ what }) => what },
    { name: "state", of: ({ state }) => state },
    { name: "since", of: ({ since }) => (since === null ? "–" : momentWords(since)) },
    {
      name: "in use",
      of: ({ value, limit }) =>
        value === null || limit === null
          ? "–"
          : `${roundedPercent(value)} of at most ${roundedPercent(limit)}`,
    },
    { name: "done", of: ({ done }) => (done.length === 0 ? "" : plural(done.length, "time")) },
  ],
};

function rowOf(one: Threshold): ThresholdRow {
  const { id, resource, instance, part, crossing, silent, foreseen, heardMs, clearedMs } = one;
  const state = silent ? "silent" : crossing ? "crossed" : foreseen ? "filling" : "fine";
  const sinceMs =
    silent?.sinceMs ?? crossing?.sinceMs ?? foreseen?.atMs ?? clearedMs ?? heardMs ?? null;
  return {
    ...{ id, state },
    what: resourceWords(resource, instance, part),
    since: sinceMs === null ? null : isoTime(sinceMs),
    value: crossing?.value ?? null,
    limit: crossing?.limit ?? null,
    fullAt: foreseen === null ? null : isoTime(foreseen.fullAtMs),
    runbook: crossing?.runbook ?? null,
    done: (crossing?.performed ?? []).map(({ atMs, by, note }) => ({
      ...{ by, note },
      at: isoTime(atMs),
    })),
  };
}
