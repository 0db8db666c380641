import type { Capability } from "../engine/index.ts";
import { performed, resourcesList, thresholdsList } from "./commands.ts";
import { resourceConcerns } from "./concerns.ts";
import { proceduresJudge, resourcesJudge } from "./guide.ts";

export { recentUse } from "./follow-use.ts";
export { type FetchMetrics, type Scraped, scrapeJobs } from "./scrape-job.ts";
export { thresholdsJob } from "./thresholds-job.ts";

/** How much of its resources an add-on uses, and what is done when it is too much. */
export const resources: Capability = {
  name: "resources",
  commands: [performed],
  lists: [resourcesList, thresholdsList],
  concerns: resourceConcerns,
  guide: [proceduresJudge, resourcesJudge],
};
