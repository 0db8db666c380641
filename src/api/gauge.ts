import type { Family, Sample } from "../core/exposition/index.ts";

/** A figure as it is now, with its labels. */
export type Reading = readonly [labels: Sample["labels"], value: number];

export const gauge = (name: string, help: string, readings: readonly Reading[]): Family => ({
  name,
  type: "gauge",
  unit: null,
  help,
  samples: readings.map(([labels, value]) => ({ suffix: "", labels, value })),
});
