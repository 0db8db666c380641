import { momentWords, roundedPercent } from "../core/format/index.ts";
import { resourceWords } from "../core/resources/index.ts";
import { isoTime } from "../core/time/index.ts";
import type { Known } from "../engine/index.ts";
import { type Threshold, watchedThresholds } from "../entries/index.ts";
import type { Condition } from "./conditions.ts";

/** Resources of which too much is in use, of which nothing is told, or that will be full soon. */
export const thresholdConditions = (known: Known, addon: string): readonly Condition[] =>
  [...known.state(watchedThresholds, addon).values()].flatMap(conditionsOf);

function conditionsOf(one: Threshold): readonly Condition[] {
  const { id, resource, instance, part, crossing, silent, foreseen } = one;
  const what = resourceWords(resource, instance, part);
  const group = `threshold/${id}`;
  if (crossing !== null) {
    const { value, limit, procedure, runbook, sinceMs } = crossing;
    return [
      {
        ...{ group, key: group, severity: procedure, runbook, thresholdId: id },
        message: `${what}: ${roundedPercent(value)} in use since ${momentWords(isoTime(sinceMs))}, more than ${roundedPercent(limit)}`,
      },
    ];
  }
  const found: Condition[] = [];
  if (silent !== null)
    found.push({
      ...{ group, key: `${group}/silent`, severity: "ticket" },
      message: `nothing tells how much is in use: ${what}`,
    });
  if (foreseen !== null)
    found.push({
      ...{ group, key: `${group}/full`, severity: "ticket" },
      message: `${what}: full by ${momentWords(isoTime(foreseen.fullAtMs))}, if it goes on like this`,
    });
  return found;
}
