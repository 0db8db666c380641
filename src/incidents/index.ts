import { momentWords } from "../core/format/index.ts";
import { HOUR_MS } from "../core/time/index.ts";
import type { Capability, Concerns } from "../engine/index.ts";
import { incidents } from "../entries/index.ts";
import { incidentList, open, publish, resolve, review, update, withdraw } from "./commands.ts";
import { publishJob } from "./publish-job.ts";
import { recoverySection } from "./recovery-section.ts";
import { incidentsSection } from "./section.ts";
import { show } from "./show.ts";

export { measureJob } from "./measure-job.ts";

/** After so long without a word customers wonder whether anybody still works on it. */
const QUIET_MS = HOUR_MS;

const incidentConcerns: Concerns = (known, addon, nowMs) =>
  known
    .state(incidents, addon)
    .all.filter(({ endMs, isWithdrawn }) => endMs === null && !isWithdrawn)
    .flatMap(({ id, title, isPublic, publishMs, updates }) => {
      const subject = `incident/${id}`;
      const over = (lasted: string) =>
        `Incident ${id} (${title}) needs nothing more after ${lasted}.`;
      if (!isPublic)
        return {
          ...{ subject, over },
          message: `Incident ${id} (${title}) is not public${publishMs === null ? "" : ` until ${momentWords(publishMs)}`}: \`plimsoll incident publish ${id}\` or \`plimsoll incident withdraw ${id}\`.`,
        };
      const lastMs = updates.at(-1)!.atMs;
      if (nowMs - lastMs < QUIET_MS) return [];
      return {
        ...{ subject, over },
        message: `Nothing was said of incident ${id} (${title}) since ${momentWords(lastMs)}: \`plimsoll incident update ${id} MESSAGE\`.`,
      };
    });

/** What customers are told while something is wrong, and afterwards. */
export const incidentsCapability: Capability = {
  name: "incidents",
  commands: [open, update, publish, withdraw, resolve, review, show],
  lists: [incidentList],
  jobs: [publishJob],
  sections: [incidentsSection, recoverySection],
  concerns: incidentConcerns,
};
