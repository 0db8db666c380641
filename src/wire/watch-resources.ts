import { fetchMetrics } from "../adapters/document-fetcher/index.ts";
import { systemClock } from "../adapters/system-clock/index.ts";
import type { Contract } from "../core/contract/index.ts";
import type { ResourceUse } from "../core/resources/index.ts";
import type { Store } from "../core/store/index.ts";
import type { Job } from "../engine/index.ts";
import { repeat } from "../monitoring/index.ts";
import { recentUse, type Scraped, scrapeJobs, thresholdsJob } from "../resources/index.ts";

const EVERY_MS = 15_000;

/** Follows how much of their resources add-ons use, and judges it by their contracts. */
export function watchResources(parts: {
  readonly store: Pick<Store, "slots">;
  readonly addons: () => readonly string[];
  readonly onScrape: (scraped: Scraped) => void;
  readonly onError: (error: unknown) => void;
}): {
  jobs(contract: Contract): readonly Job[];
  use(addon: string): readonly ResourceUse[];
  close(): Promise<void>;
} {
  const { store, addons, onScrape, onError } = parts;
  const { slots } = store;
  const use = recentUse(slots);
  // Whatever process judges: each shows it.
  const following = repeat(systemClock, EVERY_MS, async () => {
    for (const addon of addons()) await use.refresh(addon, systemClock.nowMs()).catch(onError);
  });
  return {
    jobs: (contract) => [
      ...scrapeJobs(contract, { slots, fetchMetrics, onScrape }),
      thresholdsJob(contract, use),
    ],
    use: use.of,
    close: following.close,
  };
}
