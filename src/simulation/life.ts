import type { Clock } from "../core/time/index.ts";

/**
 * The life of one server. After `kill` nothing that it waited for ever happens: a kill -9 at
 * whatever await the process had come to.
 */
export interface Life {
  readonly isAlive: boolean;
  after(delayMs: number, act: () => void): () => void;
  /** Settles after `delayMs`; never, once the process is dead. */
  wait(delayMs: number): Promise<void>;
  /** Nothing of it happens until so much time has passed: stopped by the machine, or by a long collection of garbage. */
  standStill(forMs: number): void;
  kill(): void;
}

export function life(trueTime: Clock, onKill: () => void): Life {
  let isAlive = true;
  let standsUntilMs = 0;
  const after: Life["after"] = (delayMs, act) => {
    let cancel = trueTime.after(delayMs, happen);
    function happen(): void {
      const lateMs = standsUntilMs - trueTime.monotonicMs();
      if (lateMs > 0) cancel = trueTime.after(lateMs, happen);
      else if (isAlive) act();
    }
    return () => cancel();
  };
  return {
    get isAlive() {
      return isAlive;
    },
    after,
    standStill(forMs) {
      standsUntilMs = trueTime.monotonicMs() + forMs;
    },
    wait: (delayMs) => new Promise((resolve) => void after(delayMs, resolve)),
    kill() {
      if (!isAlive) return;
      isAlive = false;
      onKill();
    },
  };
}

/** A promise of a dead server: it never settles. */
export const never = <T>(): Promise<T> => new Promise<T>(() => {});

export interface SteppedClock extends Clock {
  /** Sets the wall clock forward or back; ages and waits do not change by it. */
  step(ms: number): void;
  readonly offsetMs: number;
}

/** The clocks of one server: its timers die with it, its wall clock may be wrong. */
export function processClock(trueTime: Clock, { after }: Life): SteppedClock {
  let offsetMs = 0;
  const startMs = trueTime.monotonicMs();
  return {
    nowMs: () => trueTime.nowMs() + offsetMs,
    monotonicMs: () => trueTime.monotonicMs() - startMs,
    after,
    step(ms) {
      offsetMs += ms;
    },
    get offsetMs() {
      return offsetMs;
    },
  };
}
