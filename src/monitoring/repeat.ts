import type { Clock } from "../core/time/index.ts";

/**
 * Acts at once and then on every whole multiple of `everyMs` since. Delays do not add up; a turn
 * that comes while the last is still at work is left out. `act` must not reject.
 */
export function repeat(
  clock: Clock,
  everyMs: number,
  act: () => Promise<void>,
): { close(): Promise<void> } {
  const startMs = clock.monotonicMs();
  let turn = 0;
  let isOpen = true;
  let cancel = () => {};
  let acting = Promise.resolve();

  function run(): void {
    acting = act().then(plan);
  }

  function plan(): void {
    if (!isOpen) return;
    const elapsedMs = clock.monotonicMs() - startMs;
    // Timers may fire a little early: a turn never comes twice.
    turn = Math.max(turn, Math.floor(elapsedMs / everyMs)) + 1;
    cancel = clock.after(turn * everyMs - elapsedMs, run);
  }

  run();
  return {
    async close() {
      isOpen = false;
      cancel();
      await acting;
    },
  };
}
