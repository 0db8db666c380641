import { type Clock, type Minute, minuteOf } from "../core/time/index.ts";
import type { ProbeAnswer, Prober } from "../monitoring/index.ts";
import type { Life } from "./life.ts";
import type { PlantedFault } from "./planted.ts";
import type { Trace } from "./trace.ts";

/** Whether the add-on answers and whether anybody could know: what is true, minute by minute. */
export interface Sky {
  /** From the next whole minute on, for so many minutes, the add-on answers 500. */
  beginOutage(minutes: number): void;
  /** The next check fails, and the one after it does not. */
  flap(): void;
  /** The machine that asks has no network until then. */
  cutObserverOff(minutes: number): void;
  readonly isDown: (minute: Minute) => boolean;
  readonly isObserverOffline: (minute: Minute) => boolean;
  /** Asks as a process does that may die meanwhile. */
  proberOf(life: Pick<Life, "wait">): Prober;
}

export function sky(trueTime: Clock, trace: Trace, planted: PlantedFault | null): Sky {
  const down = new Set<Minute>();
  const offline = new Set<Minute>();
  let willFlap = false;

  function mark(minutes: Set<Minute>, count: number): void {
    const first = minuteOf(trueTime.nowMs()) + 1;
    for (let i = 0; i < count; i++) minutes.add(first + i);
  }

  function answer(): ProbeAnswer {
    const minute = minuteOf(trueTime.nowMs());
    if (offline.has(minute)) {
      trace.sometimes("the observer was offline");
      if (planted?.blamesAddonWhenOffline) return { kind: "timed-out" };
      return {
        kind: "offline",
        cause: "name-service",
        reason: "getaddrinfo EAI_AGAIN roadmaps.example.com",
      };
    }
    if (down.has(minute)) {
      trace.sometimes("the add-on was down for a whole minute");
      return { kind: "answered", status: 500, durationMs: 12 };
    }
    if (!willFlap) return { kind: "answered", status: 200, durationMs: 12 };
    willFlap = false;
    trace.sometimes("a check failed once and not again");
    return { kind: "answered", status: 503, durationMs: 9 };
  }

  return {
    beginOutage: (minutes) => mark(down, minutes),
    flap() {
      willFlap = true;
    },
    cutObserverOff: (minutes) => mark(offline, minutes),
    isDown: (minute) => down.has(minute),
    isObserverOffline: (minute) => offline.has(minute),
    proberOf: (life) => ({
      async ask() {
        const given = answer();
        await life.wait(20);
        return given;
      },
    }),
  };
}
