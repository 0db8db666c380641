import { systemClock } from "../adapters/system-clock/index.ts";
import { capabilities } from "../cli/index.ts";
import type { Concern, Known } from "../engine/index.ts";
import { repeat } from "../monitoring/index.ts";

const EVERY_MS = 5_000;

/** Looks every few seconds for what wants attention, and for what does not any more. */
export function watchConcerns(
  known: Known,
  addons: () => readonly string[],
  on: {
    readonly onConcern: (concern: Concern) => void;
    readonly onOver: (concern: Concern) => void;
  },
): { close(): Promise<void> } {
  let open = new Map<string, Concern>();
  return repeat(systemClock, EVERY_MS, async () => {
    const nowMs = systemClock.nowMs();
    const found = addons().flatMap((addon) =>
      capabilities.flatMap(({ concerns }) => concerns?.(known, addon, nowMs) ?? []),
    );
    const now = new Map(found.map((one) => [one.subject, one]));
    for (const [subject, concern] of open) if (!now.has(subject)) on.onOver(concern);
    for (const concern of found) on.onConcern(concern);
    open = now;
  });
}
