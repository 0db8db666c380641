import type { Diagnostics } from "../core/diagnostics/index.ts";
import type { IntakeNotice, SenderBatch } from "../monitoring/index.ts";
import type { Scraped } from "../resources/index.ts";

/** What came of fetching metrics, told as of those that are sent. */
export function tellScrape(
  { addon, url, accepted, refused, problem }: Scraped,
  to: Pick<Diagnostics, "report" | "resolve"> & {
    readonly onNotice: (notice: IntakeNotice) => void;
    readonly onBatch: (batch: SenderBatch & { readonly address: string }) => void;
  },
): void {
  const { host } = new URL(url);
  const rejected = refused.reduce((sum, { samples }) => sum + samples, 0);
  const sender = { service: `${addon} (fetched)`, address: host };
  for (const { reason, samples } of refused)
    to.onNotice({ kind: "points-refused", reason, ...sender, count: samples });
  if (accepted + rejected > 0) to.onBatch({ ...sender, accepted, rejected });
  const subject = `${addon} ${url}`;
  if (problem === null)
    to.resolve(
      "scrape",
      subject,
      (_, lasted) => `Metrics of ${addon} can be fetched from ${url} again after ${lasted}.`,
    );
  else {
    const message = `Metrics of ${addon} cannot be fetched from ${url}: ${problem}.`;
    to.report({ kind: "scrape", subject, cause: problem, message });
  }
}
