import { intakeKey } from "../../core/store/index.ts";
import type { Attributes, DurationMetric, HistogramPoint } from "./metrics.ts";

/**
 * What makes two points belong to one series: who reports it (resource, scope, metric), about what
 * (attributes), and since when. Answers a function for one metric, whose part is worked out once.
 */
export function seriesKeys({
  resource,
  scope,
  name,
}: DurationMetric): (point: HistogramPoint) => string {
  const reporter = text([...sorted(resource), [scope, name]]);
  return ({ attributes, startNs }) =>
    intakeKey(`${reporter}\n${text([...sorted(attributes), [startNs]])}`);
}

/** Who reports durations under a name, whatever about. */
export const senderKey = (resource: Attributes, name: string): string =>
  intakeKey(text([...sorted(resource), [name]]));

/** JSON has no line end of its own, so that one can part two of them. */
const text = (parts: readonly unknown[]): string => JSON.stringify(parts);

const sorted = (attributes: Attributes) =>
  [...attributes].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
