import { momentWords, roundedPercent } from "../core/format/index.ts";
import { resourceWords } from "../core/resources/index.ts";
import { isoTime } from "../core/time/index.ts";
import type { Concern, Concerns } from "../engine/index.ts";
import { type Threshold, watchedThresholds } from "../entries/index.ts";

/** Thresholds that are crossed, of which nothing is told, or that will be crossed soon. */
export const resourceConcerns: Concerns = (known, addon) =>
  [...known.state(watchedThresholds, addon).values()].flatMap((one) => concernsOf(one, addon));

function concernsOf(one: Threshold, addon: string): readonly Concern[] {
  const { id, resource, instance, part, crossing, silent, foreseen } = one;
  const what = resourceWords(resource, instance, part);
  const subject = `threshold/${addon}/${id}`;
  const found: Concern[] = [];
  if (crossing !== null) {
    const since = momentWords(isoTime(crossing.sinceMs));
    const unknown = silent === null ? "" : " Nothing tells any more whether that is still so.";
    found.push({
      subject,
      message: `${roundedPercent(crossing.value)} in use since ${since}: ${what}. More than ${roundedPercent(crossing.limit)} is too much.${unknown} ${crossing.runbook}`,
      over: (lasted) =>
        `Less than ${roundedPercent(crossing.clear)} in use again after ${lasted}: ${what}.`,
    });
  } else if (silent !== null)
    found.push({
      subject: `${subject}/silent`,
      message: `Nothing tells how much is in use: ${what}. ${silent.lastMs === null ? "Send system metrics by OpenTelemetry, or name node_exporter in operations.resources.scrape." : `The last figure came at ${momentWords(isoTime(silent.lastMs))}.`}`,
      over: (lasted) => `How much is in use is told again after ${lasted}: ${what}.`,
    });
  if (foreseen !== null && crossing === null)
    found.push({
      subject: `${subject}/full`,
      message: `Full by ${momentWords(isoTime(foreseen.fullAtMs))}, if it goes on like this: ${what}.`,
      over: (lasted) => `It does not fill up any more after ${lasted}: ${what}.`,
    });
  return found;
}
