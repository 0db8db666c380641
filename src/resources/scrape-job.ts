import type { Contract } from "../core/contract/index.ts";
import type { PlacedSlot } from "../core/measurement/index.ts";
import {
  type CounterState,
  evaluate,
  instanceName,
  namesIn,
  parseExposition,
  resourceSlot,
  scrapeRules,
} from "../core/resources/index.ts";
import type { SlotStore } from "../core/store/index.ts";
import { MINUTE_MS } from "../core/time/index.ts";
import type { Job } from "../engine/index.ts";

/** Metrics as text from an address. */
export type FetchMetrics = (
  url: string,
  options: { readonly timeoutMs: number; readonly signal: AbortSignal },
) => Promise<
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "failed"; readonly reason: string }
>;

/** What came of one look at an address. */
export interface Scraped {
  readonly addon: string;
  readonly url: string;
  readonly accepted: number;
  /** Why samples were left out, as clauses. */
  readonly refused: readonly { readonly reason: string; readonly samples: number }[];
  /** Why nothing could be read, as a clause; null: it could. */
  readonly problem: string | null;
}

export interface ScrapeDeps {
  readonly slots: Pick<SlotStore, "add">;
  readonly fetchMetrics: FetchMetrics;
  readonly onScrape: (scraped: Scraped) => void;
}

const MOST_TIMEOUT_MS = 10_000;
/** What counters grew by over a longer time says nothing about the last minute. */
const MOST_GAP_MS = 5 * MINUTE_MS;
const NAMES = namesIn(scrapeRules);

interface Seen {
  readonly counters: CounterState;
  readonly atMs: number;
}

/** Fetches what resources of an add-on are in use from where its contract says; none: it names nothing. */
export function scrapeJobs(
  { addon: { key: addon }, operations }: Contract,
  { slots, fetchMetrics, onScrape }: ScrapeDeps,
): readonly Job[] {
  const { scrape, everyMs } = operations.resources;
  if (scrape.length === 0) return [];
  const seen = new Map<string, Seen>();
  const timeoutMs = Math.min(MOST_TIMEOUT_MS, everyMs * 0.8);

  async function look(url: string, nowMs: number, signal: AbortSignal) {
    const answer = await fetchMetrics(url, { timeoutMs, signal });
    if (signal.aborted) return [];
    const none = { addon, url, accepted: 0, refused: [] };
    const read = answer.kind === "failed" ? null : parseExposition(answer.text, NAMES);
    if (answer.kind === "failed" || read?.kind !== "samples") {
      const problem =
        answer.kind === "failed" ? answer.reason : (read as { reason: string }).reason;
      onScrape({ ...none, problem });
      return [];
    }
    const before = seen.get(url);
    const counters = before && nowMs - before.atMs <= MOST_GAP_MS ? before.counters : null;
    const { samples, wrong } = read;
    const found = evaluate(scrapeRules, samples, counters);
    seen.set(url, { counters: found.counters, atMs: nowMs });
    const reason = "it is no line of metrics as text";
    const lines = wrong === 0 ? [] : [{ reason, samples: wrong }];
    const refused = [...found.refused, ...lines];
    const left = found.refused.reduce((sum, one) => sum + one.samples, 0);
    const problem = samples.length === 0 ? NOTHING : null;
    onScrape({ ...none, accepted: samples.length - left, refused, problem });
    const at = { addon, instance: instanceOf(url), source: "scrape", atMs: nowMs } as const;
    return found.figures.map((figure) => resourceSlot(figure, at));
  }

  return [
    {
      name: `resources/scrape ${addon}`,
      about: `Fetches how much of its resources ${addon} uses.`,
      when: { everyMs },
      async run({ nowMs, signal }) {
        const looks = await Promise.all(scrape.map((url) => look(url, nowMs, signal)));
        const placed: readonly PlacedSlot[] = looks.flat();
        if (placed.length > 0) await slots.add(placed);
      },
    },
  ];
}

const NOTHING =
  "it has none of the metrics that tell of CPU, memory, disk, file descriptors, event loop or connections";

/** Host and port, and the path where it is another than usual. */
function instanceOf(url: string): string {
  const { host, pathname } = new URL(url);
  return instanceName(pathname === "/metrics" || pathname === "/" ? host : host + pathname);
}
