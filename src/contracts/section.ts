import { html } from "hono/html";
import * as z from "zod";
import { compareContracts, type PromiseStretch } from "../core/contract/index.ts";
import { dateWords, momentWords } from "../core/format/index.ts";
import { DAY_MS, isoTime } from "../core/time/index.ts";
import type { Section } from "../engine/index.ts";
import { type Html, moment, tied } from "../ui/index.ts";

const change = z.strictObject({
  path: z.string().describe("What of `sla`: sla.uptime.target"),
  effect: z
    .enum(["weaker", "stronger", "neutral", "unordered"])
    .describe("For customers; unordered: neither is more than the other."),
  before: z.string().nullable(),
  after: z.string().nullable(),
  sentence: z.string(),
});

const changedPromise = z.strictObject({
  version: z.number(),
  from: z.iso.datetime().describe("From then on it is in force."),
  isComing: z.boolean(),
  changes: z.array(change),
});
type ChangedPromise = z.infer<typeof changedPromise>;

/** Changes that are past are shown for so long. */
const SHOWN_MS = 93 * DAY_MS;

/** What customers see of a promise that changes: in advance, and for a while afterwards. */
export const promiseChangesSection: Section<readonly ChangedPromise[]> = {
  key: "promiseChanges",
  schema: z
    .array(changedPromise)
    .describe("Changes of the promise to come, and of the last 93 days, in the order of time."),
  shown: ({ stretches, nowMs }) => changedPromises(stretches, nowMs),
  above: (shown) =>
    tableOf(
      "The promise will change",
      shown.filter(({ isComing }) => isComing),
    ),
  below: (shown) =>
    tableOf("The promise changed", shown.filter(({ isComing }) => !isComing).toReversed()),
};

/** Before the first promise there is nothing that it changes. */
export function changedPromises(
  stretches: readonly PromiseStretch[],
  nowMs: number,
): readonly ChangedPromise[] {
  return stretches.flatMap((next, at): readonly ChangedPromise[] => {
    const before = stretches[at - 1];
    if (before === undefined || !before.isPromised || next.fromMs < nowMs - SHOWN_MS) return [];
    const changes = compareContracts(before.contract, next.contract, false)
      .filter(({ path }) => path !== "sla.effectiveFrom")
      .map((one) => ({ ...one }));
    const { fromMs, version } = next;
    return [{ version: version.version, from: isoTime(fromMs), isComing: fromMs > nowMs, changes }];
  });
}

function tableOf(title: string, shown: readonly ChangedPromise[]): Html | "" {
  if (shown.length === 0) return "";
  const rows = shown.flatMap(({ from, changes }) =>
    changes.map(
      ({ sentence }) =>
        html`<tr><th scope="row">${moment(from, wordsOf(from))}</th><td>${tied(sentence)}</td></tr>`,
    ),
  );
  return html`<section class="group"><h2>${title}</h2>
<div class="scroll"><table><thead><tr><th scope="col">From</th><th scope="col">What</th></tr></thead><tbody>${rows}</tbody></table></div>
</section>`;
}

const wordsOf = (from: string): string =>
  from.endsWith("T00:00:00.000Z") ? dateWords(from) : momentWords(from);
