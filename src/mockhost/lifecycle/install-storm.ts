import type { Clock } from "../../core/time/index.ts";
import type { Tenant } from "../world/index.ts";

/**
 * Runs `act` for every tenant at a chosen rate, open-loop: a slow add-on does not slow the storm.
 * Resolves, when all are done, with how many were accepted.
 */
export function installStorm(
  clock: Clock,
  tenants: readonly Tenant[],
  perSecond: number,
  act: (tenant: Tenant) => Promise<boolean>,
): Promise<{ accepted: number; refused: number }> {
  const startMs = clock.monotonicMs();
  const outcomes: Promise<boolean>[] = [];
  return new Promise((resolve) => {
    const send = () => {
      const due = Math.min(
        tenants.length,
        1 + Math.floor(((clock.monotonicMs() - startMs) / 1000) * perSecond),
      );
      while (outcomes.length < due) outcomes.push(act(tenants[outcomes.length]!));
      if (outcomes.length < tenants.length) {
        // Whole milliseconds: a timer for a rounding error would never get any further.
        const untilNextMs = startMs + (outcomes.length / perSecond) * 1000 - clock.monotonicMs();
        clock.after(Math.max(1, Math.ceil(untilNextMs)), send);
        return;
      }
      void Promise.all(outcomes).then((settled) => {
        const accepted = settled.filter(Boolean).length;
        resolve({ accepted, refused: settled.length - accepted });
      });
    };
    send();
  });
}
