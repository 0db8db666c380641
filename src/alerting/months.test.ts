import { expect, test } from "vitest";
import { integer, random } from "../core/chance/index.ts";
import { objectives } from "../core/contract/index.ts";
import { editedContract } from "../core/contract/testdata/exemplary.ts";
import type { DayTallies, DayTally } from "../core/slo/index.ts";
import { dayOf, MINUTE_MS, MINUTES_PER_DAY, minuteOf } from "../core/time/index.ts";
import { conditionsOf } from "./conditions.ts";
import { recentOf } from "./recent.ts";

const START = Date.parse("2027-03-01T00:00:00Z");
const DAYS = 31;
/** A burn rate's short window still remembers an outage for so long after it. */
const ECHO_MINUTES = 35;

/** A month of an add-on of some customers: busy by day, nearly still at night, one request in ten thousand fails, and some outages. */
function month(seed: number) {
  const next = random(seed, "month");
  const contract = editedContract({ "sla.uptime.target": "99.9%", "operations.probes": undefined });
  const promised = objectives(contract);
  const first = minuteOf(START);
  const outages = Array.from({ length: 6 }, (_, at) => {
    const from = (at * 5 + 1) * MINUTES_PER_DAY + integer(next, 2 * MINUTES_PER_DAY);
    // Half of them let some requests through.
    return { from, to: from + 6 + integer(next, 60), share: at % 2 === 0 ? 1 : 0.3 };
  });
  const isOut = (minute: number) => outages.find(({ from, to }) => minute >= from && minute < to);
  const days = new Map<number, DayTallies>();
  const empty = (): DayTally => ({
    events: new Float64Array(MINUTES_PER_DAY),
    bad: new Float64Array(MINUTES_PER_DAY),
  });
  for (let day = 0; day < DAYS; day++) {
    const requests = empty();
    const uptime = empty();
    for (let minute = 0; minute < MINUTES_PER_DAY; minute++) {
      const at = day * MINUTES_PER_DAY + minute;
      const isNight = minute < 6 * 60 || minute > 20 * 60;
      const outage = isOut(at);
      const events = isNight ? integer(next, 4) : 50 + integer(next, 200);
      let bad = 0;
      for (let one = 0; one < events; one++) if (next() < (outage?.share ?? 1e-4)) bad++;
      requests.events[minute] = events;
      requests.bad[minute] = bad;
      // A check of the whole sees what no request does.
      const isDown = events === 0 ? outage?.share === 1 : bad / events > 0.05;
      uptime.events[minute] = events > 0 || outage !== undefined ? 1 : 0;
      uptime.bad[minute] = isDown ? 1 : 0;
    }
    const found = new Map([["uptime", uptime] as const]);
    days.set(dayOf(first) + day, { objectives: found, requests, checks: empty() });
  }

  /** Minutes of the month in which somebody would be woken. */
  const paged: number[] = [];
  for (let minute = 0; minute < DAYS * MINUTES_PER_DAY; minute++) {
    const now = first + minute;
    const recent = recentOf(promised, now, (day) => days.get(day) ?? null);
    const found = conditionsOf({
      ...{ contract, recent, paths: [], current: null },
      watchingMs: START,
      budgetLeft: new Map(),
      nowMs: now * MINUTE_MS,
    });
    if (found.some(({ severity }) => severity === "page")) paged.push(minute);
  }
  return { outages, paged };
}

test.each([1, 2, 3, 4])(
  "month %i: every outage over five minutes wakes somebody in time, and nothing else does",
  (seed) => {
    const { outages, paged } = month(seed);
    for (const { from, to, share } of outages) {
      const noticed = paged.find((minute) => minute >= from);
      // At night a third of two requests may well be none of them.
      const latest = share === 1 ? from + 6 : to;
      expect(noticed, `the outage of minutes ${from} to ${to}`).toBeLessThanOrEqual(latest);
    }
    const strange = paged.filter(
      (minute) => !outages.some(({ from, to }) => minute >= from && minute <= to + ECHO_MINUTES),
    );
    expect(strange).toEqual([]);
  },
);
