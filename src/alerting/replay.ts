import * as z from "zod";
import { objectives, parseDuration } from "../core/contract/index.ts";
import { catalogue } from "../core/errors/index.ts";
import { durationWords, momentWords, plural } from "../core/format/index.ts";
import { type DayTallies, dayTallies, excludedMinutes } from "../core/slo/index.ts";
import {
  DAY_MS,
  type Day,
  dayOf,
  isoTime,
  MINUTE_MS,
  MINUTES_PER_DAY,
  minuteOf,
} from "../core/time/index.ts";
import type { Command, LookedAt } from "../engine/index.ts";
import { exclusionsOf, hostHistory, maintenanceWindows } from "../entries/index.ts";
import { publishedContract } from "./commands.ts";
import { type Condition, conditionsOf, SERVICE } from "./conditions.ts";
import { recentOf } from "./recent.ts";

interface Replay {
  readonly since: string;
}

/** What would have been told, from its first minute to its last. */
interface WouldBe {
  /** ISO */
  readonly from: string;
  readonly to: string;
  readonly severity: "page" | "ticket";
  readonly group: string;
  readonly message: string;
}

const MOST_MS = 93 * DAY_MS;
/** As the job has it: over after so many quiet minutes. */
const QUIET_MINUTES = 3;

/** By the rules that measurements alone decide; live checks, silence and thresholds have no past here. */
async function look({
  known,
  addon,
  input,
  nowMs,
  vault,
  slots,
}: LookedAt<Replay>): Promise<readonly WouldBe[]> {
  const contract = await publishedContract(known, addon, vault);
  const length = parseDuration(input.since);
  if (contract === null || length.kind === "complaint") return [];
  const shown = minuteOf(nowMs - Math.min(length.value, MOST_MS));
  // An outage of the day before is what a slow burn may be left of.
  const first = shown - MINUTES_PER_DAY;
  const last = minuteOf(nowMs);
  const promised = objectives(contract);
  const { windows } = known.state(maintenanceWindows, addon);
  const exclusions = exclusionsOf(
    known.state(maintenanceWindows, addon),
    known.state(hostHistory, addon),
  );
  const period = { name: "", fromMs: (first - 4 * MINUTES_PER_DAY) * MINUTE_MS, toMs: nowMs };
  const excluded = excludedMinutes(exclusions, contract.sla.maintenance, period);
  const days = new Map<Day, DayTallies>();
  const found: WouldBe[] = [];
  const open = new Map<string, { alert: WouldBe; lastMinute: number }>();
  let read = dayOf(first) - 4;
  for (let minute = first; minute <= last; minute++) {
    while (read < dayOf(minute)) {
      read++;
      const query = { addon, tenant: "", from: read, to: read, onDamage: () => {} };
      const blocks = [];
      for await (const batch of slots.blocks(query)) blocks.push(...batch);
      days.set(read, dayTallies(blocks, read, { objectives: promised, probes: [], excluded }));
      days.delete(read - 5);
    }
    const signals = {
      ...{ contract, paths: [], current: null, budgetLeft: new Map<string, number>() },
      recent: recentOf(promised, minute, (day) => days.get(day) ?? null),
      watchingMs: minute * MINUTE_MS,
      nowMs: minute * MINUTE_MS,
    };
    const atMs = minute * MINUTE_MS;
    const isWindow = windows.some(
      (one) =>
        !one.isCancelled &&
        one.startMs <= atMs &&
        atMs < Math.min(one.endMs, one.endedMs ?? one.endMs),
    );
    const wrong = conditionsOf(signals).filter(({ group }) => !(isWindow && group === SERVICE));
    step(open, found, wrong, minute);
  }
  for (const { alert } of open.values()) found.push(alert);
  return found.filter(({ to }) => Date.parse(to) >= shown * MINUTE_MS);
}

/** One minute further: alerts that begin, go on or are over. */
function step(
  open: Map<string, { alert: WouldBe; lastMinute: number }>,
  found: WouldBe[],
  wrong: readonly Condition[],
  minute: number,
): void {
  const isPaging = open.has(SERVICE) || wrong.some(({ group }) => group === SERVICE);
  for (const { group, severity, message, echoMs } of wrong) {
    const before = open.get(group);
    // What is left of an outage is no news.
    const ended = found.findLast((one) => one.group === SERVICE);
    const isEcho =
      echoMs !== undefined &&
      (isPaging || (ended !== undefined && minute * MINUTE_MS - Date.parse(ended.to) < echoMs));
    if (before === undefined && isEcho) continue;
    const at = isoTime(minute * MINUTE_MS);
    const alert = before?.alert ?? { from: at, to: at, severity, group, message };
    open.set(group, {
      alert: { ...alert, to: at, severity: severity === "page" ? severity : alert.severity },
      lastMinute: minute,
    });
  }
  for (const [group, { alert, lastMinute }] of open)
    if (minute - lastMinute > QUIET_MINUTES) {
      open.delete(group);
      found.push(alert);
    }
}

export const replay: Command<Replay> = {
  name: "alert replay",
  about:
    "Shows what the present rules and contract would have told, by the measurements of the past: whether they wake too often, or too seldom.",
  scope: "read",
  input: z.object({
    since: z
      .string()
      .trim()
      .min(1)
      .max(20)
      .default("30d")
      .meta({ description: "How far back: 30d, 12h; at most 93 days." }),
  }),
  examples: [{ line: "plimsoll alert replay --since 30d", about: "The last month" }],
  look,
  decide(_, { since }) {
    const length = parseDuration(since);
    if (length.kind !== "complaint") return { kind: "decided", entries: [], expected: {} };
    return {
      kind: "refused",
      code: "usage",
      message: `${length.message} ${length.hint}`,
      hint: catalogue.usage.hint,
    };
  },
  say(_, { seen, input }) {
    const all = seen as readonly WouldBe[];
    const pages = all.filter(({ severity }) => severity === "page").length;
    const head = `In the last ${input.since}: ${plural(pages, "page")}, ${plural(all.length - pages, "ticket")}.`;
    const lines = all.map(
      ({ from, to, severity, message }) =>
        `${momentWords(from)}, ${durationWords(Math.max(MINUTE_MS, Date.parse(to) - Date.parse(from)))}  ${severity}  ${message}`,
    );
    return [head, ...lines].join("\n");
  },
  details: {
    example:
      '"alerts": [ { "from": "…", "to": "…", "severity": "page", "group": "service", "message": "…" } ]',
    of: (_, { seen }) => ({ alerts: seen as readonly WouldBe[] }),
  },
};
