import { hash } from "node:crypto";
import { html } from "hono/html";
import * as z from "zod";
import { catalogue, type ErrorCode } from "../core/errors/index.ts";
import { momentWords, plural } from "../core/format/index.ts";
import { DAY_MS, isoTime, MINUTE_MS } from "../core/time/index.ts";
import type { Command, Context, Decision, Known, List, Refusal, Section } from "../engine/index.ts";
import {
  corrections,
  minutesDisputed,
  minutesUndisputed,
  readEntry,
  writeEntry,
} from "../entries/index.ts";
import { type Html, moment } from "../ui/index.ts";

type CorrectionCode = Extract<ErrorCode, `correction.${string}`>;

const refuse = (code: CorrectionCode, message: string): Refusal => ({
  kind: "refused",
  code,
  message,
  hint: catalogue[code].hint,
});

/** What is older lies in months that are sealed, and longer is no slip. */
const OLDEST_MS = 62 * DAY_MS;
const LONGEST_MS = 7 * DAY_MS;

interface Dispute {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly evidence?: string | undefined;
}

function decideDispute(known: Known, asked: Dispute, context: Context): Decision | Refusal {
  const { addon, nowMs: atMs, by, cause } = context;
  const [fromMs, toMs] = [Date.parse(asked.from), Date.parse(asked.to)];
  if (!(fromMs < toMs) || toMs > atMs)
    return refuse(
      "correction.time-unclear",
      "Disputed minutes end after they begin, and have passed.",
    );
  if (toMs - fromMs > LONGEST_MS || fromMs < atMs - OLDEST_MS)
    return refuse(
      "correction.time-unclear",
      "At most seven days are disputed at a time, of the last two months.",
    );
  const about = { addon, atMs, by };
  const id = `${isoTime(fromMs).slice(0, 10)}-${hash("sha256", `${addon} ${cause}`, "hex").slice(0, 8)}`;
  const { evidence, reason } = asked;
  const data = { id, from: isoTime(fromMs), to: isoTime(toMs), reason };
  const expected = { "correction/": known.state(corrections, addon).entries };
  if (evidence === undefined)
    return {
      kind: "decided",
      entries: [writeEntry(minutesDisputed, { ...data, evidence: null }, about)],
      expected,
    };
  return {
    kind: "decided",
    entries: [],
    vaulted: [
      {
        content: new TextEncoder().encode(evidence),
        about: { kind: "correction", person: "" },
        entry: (reference) => writeEntry(minutesDisputed, { ...data, evidence: reference }, about),
      },
    ],
    expected,
  };
}

const instant = (description: string) =>
  z.iso.datetime({ offset: true }).meta({ description: `${description}: 2027-01-17T02:00:00Z.` });

export const dispute: Command<Dispute> = {
  name: "correction add",
  about:
    "Says that minutes were measured wrongly, by whom and why. Nothing is deleted and no verdict changes: statements show the figure with them and without.",
  scope: "admin",
  input: z.object({
    from: instant("The first wrong minute"),
    to: instant("When measuring was right again"),
    reason: z
      .string()
      .trim()
      .min(1)
      .max(500)
      .meta({ description: "What was wrong; everybody can read it." }),
    evidence: z
      .string()
      .min(1)
      .max(1 << 20)
      .optional()
      .meta({ description: "A file that shows it, kept in the vault.", file: true }),
  }),
  operands: ["from", "to", "reason"],
  examples: [
    {
      line: 'plimsoll correction add 2027-01-17T02:00:00Z 2027-01-17T02:20:00Z "Our own firewall kept the checks out."',
      about: "The observer was at fault",
    },
  ],
  decide: decideDispute,
  say([entry]) {
    const one = entry === undefined ? null : readEntry(minutesDisputed, entry);
    return one === null
      ? "Nothing is disputed."
      : `Disputed as ${one.id}: statements show the uptime with these minutes and without.`;
  },
};

interface Named {
  readonly id: string;
}

export const undispute: Command<Named> = {
  name: "correction withdraw",
  about: "Says that the minutes were measured rightly after all.",
  scope: "admin",
  input: z.object({
    id: z.string().trim().min(1).max(100).meta({ description: "The id that the correction got." }),
  }),
  operands: ["id"],
  examples: [{ line: "plimsoll correction withdraw 2027-01-17-3f9c21aa", about: "After all" }],
  decide(known, { id }, { addon, nowMs: atMs, by }) {
    const one = known.state(corrections, addon).all.find((each) => each.id === id);
    if (one === undefined) return refuse("correction.unknown", `There is no correction ${id}.`);
    if (one.isWithdrawn)
      return refuse("correction.withdrawn", `Correction ${id} was withdrawn already.`);
    return {
      kind: "decided",
      entries: [writeEntry(minutesUndisputed, { id }, { addon, atMs, by })],
      expected: { [`correction/${id}`]: one.version },
    };
  },
  say: ([entry]) => (entry === undefined ? "Nothing was done." : "Withdrawn."),
};

const row = z.object({
  id: z.string(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  reason: z.string(),
  by: z.string(),
  at: z.iso.datetime(),
  withdrawn: z.boolean(),
});
type Row = z.infer<typeof row>;

export const correctionList: List<Row> = {
  noun: "correction",
  about: "Minutes that somebody says were measured wrongly, latest first.",
  scope: "read",
  row,
  none: "Nothing is disputed.",
  rows: ({ known, addon }) =>
    known
      .state(corrections, addon)
      .all.map(({ id, fromMs, toMs, reason, by, atMs, isWithdrawn: withdrawn }) => ({
        ...{ id, reason, by, withdrawn },
        ...{ from: isoTime(fromMs), to: isoTime(toMs), at: isoTime(atMs) },
      }))
      .toReversed(),
  columns: [
    { name: "id", of: ({ id }) => id },
    { name: "when", of: ({ from, to }) => `${momentWords(from)} to ${momentWords(to)}` },
    { name: "state", of: ({ withdrawn }) => (withdrawn ? "withdrawn" : "disputed") },
    { name: "by", of: ({ by }) => by },
    { name: "why", of: ({ reason }) => reason },
  ],
};

const shown = z.strictObject({
  id: z.string(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  reason: z.string(),
  minutes: z.int(),
});
type Shown = z.infer<typeof shown>;
const SHOWN_MS = 93 * DAY_MS;

/** What readers see of it: what is disputed is no secret. */
export const correctionsSection: Section<readonly Shown[]> = {
  key: "corrections",
  schema: z
    .array(shown)
    .describe(
      "Minutes that the vendor says were measured wrongly, of the last 93 days; they count as measured.",
    ),
  shown: ({ known, addon, nowMs }) =>
    known
      .state(corrections, addon)
      .all.filter(({ isWithdrawn, toMs }) => !isWithdrawn && toMs > nowMs - SHOWN_MS)
      .map(({ id, fromMs, toMs, reason }) => ({
        ...{ id, reason, from: isoTime(fromMs), to: isoTime(toMs) },
        minutes: Math.ceil((toMs - fromMs) / MINUTE_MS),
      }))
      .toReversed(),
  below(all): Html | "" {
    if (all.length === 0) return "";
    return html`<section class="group"><h2>Disputed minutes</h2>
<p class="said">The vendor says that these were measured wrongly. They count as measured; what the uptime is without them stands beside it.</p>
<div class="scroll"><table><thead><tr><th scope="col">Why</th><th scope="col">When</th><th scope="col">How long</th></tr></thead><tbody>${all.map(
      ({ reason, from, to, minutes }) =>
        html`<tr><th scope="row">${reason}</th><td>${moment(from, momentWords(from))} – ${moment(to, momentWords(to))}</td><td>${plural(minutes, "minute")}</td></tr>`,
    )}</tbody></table></div>
</section>`;
  },
};
