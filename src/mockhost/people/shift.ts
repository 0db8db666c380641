import { exponentialGap, type Random, random } from "../../core/chance/index.ts";
import { HOUR_MS, MINUTE_MS } from "../../core/time/index.ts";
import { agenda, type World } from "../world/index.ts";
import { type Crowd, crowdAt, drawTenant } from "./crowd.ts";
import type { DoSomething } from "./do-something.ts";
import { drawPerson, drawRest, MEAN_ACTIONS, type Session, thoughtMs } from "./session.ts";
import type { Counts, WorkPlan } from "./work-plan.ts";

export interface Shift {
  close(): Promise<void>;
}

const MOST_SESSIONS = 20_000;
/** A machine that was asleep for longer does not make up for what it missed. */
const LATEST_MS = 1_000;

/**
 * People come at random moments, however fast the add-ons answer: a Poisson process whose rate is
 * set anew each minute, by who is at work then.
 */
export function startShift(
  world: World,
  plan: WorkPlan,
  counts: Counts,
  doSomething: DoSomething,
): Shift {
  const { clock } = world;
  const due = agenda(clock);
  const arrivals = random(plan.seed, "arrivals");
  const crowdIn = everyMinute((minute) =>
    crowdAt(world.tenants.all(), minute * MINUTE_MS, plan.isAlways ?? false),
  );
  const notMissed = (atMs: number): number => Math.max(atMs, clock.nowMs() - LATEST_MS);
  let sessions = 0;

  function awaitNext(fromMs: number): void {
    const startMs = notMissed(fromMs);
    const minute = Math.floor(startMs / MINUTE_MS);
    const crowd = crowdIn(minute);
    const atMs = startMs + gapMs(arrivals, plan.pace, crowd);
    const nextMinuteMs = (minute + 1) * MINUTE_MS;
    if (atMs >= nextMinuteMs) due.at(nextMinuteMs, () => awaitNext(nextMinuteMs));
    else
      due.at(atMs, () => {
        arrive(crowd, atMs);
        awaitNext(atMs);
      });
  }

  function arrive(crowd: Crowd, atMs: number): void {
    const tenant = drawTenant(crowd, arrivals);
    if (tenant === null) return;
    if (sessions >= MOST_SESSIONS) {
      counts.skipped++;
      return;
    }
    sessions++;
    const next = random(plan.seed, "session", counts.sessions++);
    const person = drawPerson(world.seed, tenant, next);
    work({ tenant, person, next, rest: drawRest(next) }, atMs);
  }

  function work(session: Session, atMs: number): void {
    doSomething(session);
    if (session.rest === 0) {
      sessions--;
      return;
    }
    const laterMs = notMissed(atMs) + thoughtMs(session.next);
    due.at(laterMs, () => work({ ...session, rest: session.rest - 1 }, laterMs));
  }

  awaitNext(clock.nowMs());
  return {
    close() {
      due.close();
      return doSomething.settled();
    },
  };
}

/** Infinite where nobody is at work. */
function gapMs(next: Random, pace: WorkPlan["pace"], { present }: Crowd): number {
  const actionsPerMs =
    "actionsPerMinute" in pace
      ? pace.actionsPerMinute / MINUTE_MS
      : (present * pace.perPersonPerHour) / HOUR_MS;
  return present > 0 && actionsPerMs > 0
    ? exponentialGap(next, actionsPerMs / MEAN_ACTIONS)
    : Number.POSITIVE_INFINITY;
}

function everyMinute<T>(compute: (minute: number) => T): (minute: number) => T {
  let latest: { readonly minute: number; readonly value: T } | null = null;
  return (minute) => {
    if (latest?.minute !== minute) latest = { minute, value: compute(minute) };
    return latest.value;
  };
}
