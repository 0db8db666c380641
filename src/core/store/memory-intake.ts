import type { PlacedSlot } from "../measurement/index.ts";
import type { IntakeStore, SeriesState } from "./intake-port.ts";

/** `keep` adds slots at once, or throws and adds none. */
export function memoryIntake(keep: (slots: readonly PlacedSlot[]) => void): IntakeStore {
  const requests = new Map<string, { readonly number: number; readonly points: number }>();
  const series = new Map<string, SeriesState>();
  let newestRequest = 0;
  let forgottenUntilNs = 0;

  return {
    async update(asked, decide) {
      const pick = <T, V>(keys: readonly string[], from: ReadonlyMap<string, T>, of: (t: T) => V) =>
        new Map(
          keys.flatMap((key) => {
            const found = from.get(key);
            return found === undefined ? [] : [[key, of(found)] as const];
          }),
        );
      const change = decide({
        requests: pick(asked.requests, requests, ({ points }) => points),
        series: pick(asked.series, series, (state) => state),
        seriesKept: series.size,
        forgottenUntilNs,
      });
      keep(change.slots);
      for (const [key, state] of change.series) series.set(key, state);
      for (const [key, points] of change.requests) {
        const number = requests.get(key)?.number ?? ++newestRequest;
        requests.set(key, { number, points });
      }
    },
    kept: async () => ({ series: series.size, newestRequest }),
    async forget({ requestsUpTo, seriesBeforeNs }) {
      for (const [key, { number }] of requests) if (number <= requestsUpTo) requests.delete(key);
      for (const [key, { lastNs }] of series) {
        if (lastNs >= seriesBeforeNs) continue;
        series.delete(key);
        forgottenUntilNs = Math.max(forgottenUntilNs, lastNs);
      }
    },
  };
}
