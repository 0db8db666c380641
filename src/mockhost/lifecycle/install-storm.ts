import type { Clock } from "../../time/index.ts";
import type { Tenant } from "../world/index.ts";

/**
 * Runs `act` for every tenant at a chosen rate, open-loop: a slow add-on does not slow the storm.
 * Resolves, when all have been told, with how many it went well for.
 */
export function installStorm(
  clock: Clock,
  tenants: readonly Tenant[],
  perSecond: number,
  act: (tenant: Tenant) => Promise<boolean>,
): Promise<{ accepted: number; refused: number }> {
  const startMs = clock.monotonicMs();
  const told: Promise<boolean>[] = [];
  return new Promise((resolve) => {
    const send = () => {
      const due = Math.min(
        tenants.length,
        1 + Math.floor(((clock.monotonicMs() - startMs) / 1000) * perSecond),
      );
      while (told.length < due) told.push(act(tenants[told.length]!));
      if (told.length < tenants.length) {
        // Whole milliseconds: a timer for a rounding error would never get any further.
        const untilNextMs = startMs + (told.length / perSecond) * 1000 - clock.monotonicMs();
        clock.after(Math.max(1, Math.ceil(untilNextMs)), send);
        return;
      }
      void Promise.all(told).then((outcomes) => {
        const accepted = outcomes.filter(Boolean).length;
        resolve({ accepted, refused: outcomes.length - accepted });
      });
    };
    send();
  });
}
