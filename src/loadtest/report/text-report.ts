import { rigReasonsOf } from "../judging/index.ts";
import type { Outcome, RunVerdict } from "../model/index.ts";
import type { RunRecord } from "../record/index.ts";
import { costIntervalWords, costWords } from "./cost-words.ts";
import { meaningOf, resentWords } from "./fault-words.ts";
import { toldFindings } from "./found.ts";
import { headline, INVALID_HINT, kindWords, objectiveOf, subline } from "./headline.ts";
import { figureWords, intervalWords, neededWords, nounOf, tenantsWords } from "./outcome-words.ts";
import { anyStream, ended, perSecond, responses, stretches, totals } from "./series.ts";
import { spark } from "./spark.ts";

/** Colours of a terminal; each is the identity where colour is not wanted. */
export interface ReportPaint {
  readonly bold: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly red: (text: string) => string;
  readonly amber: (text: string) => string;
  readonly green: (text: string) => string;
}

/** The run as a person reads it in a terminal: the sentence, the promises, what was found, whether to believe it. */
export function textReport(record: RunRecord, paint: ReportPaint): string {
  const { run, judgement } = record;
  const lines = [
    paint.bold(`${kindWords(record)} of ${run.plan.addon}`),
    `  ${subline(record)}`,
    "",
    ...promiseLines(record, paint),
    ...sparkLines(record, paint),
    ...errorLines(record, paint),
    ...findingLines(record, paint),
    ...costLines(record, paint),
    ...reasonLines(record),
    ...rigLines(record),
    `${mark(judgement.verdict, paint)} ${paint.bold(headline(record))}`,
    ...(judgement.verdict === "invalid" ? [`  ${INVALID_HINT}`] : []),
  ];
  return `${lines.map(printable).join("\n")}\n`;
}

/** Names come from a plan and faults from a server; neither may rewrite the screen. */
const printable = (line: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours' own sequences stay.
  line.replace(/(\x1b\[\d{1,3}m)|\p{Cc}/gu, (_, colour?: string) => colour ?? "\u{FFFD}");

function mark(verdict: RunVerdict, { green, red, amber }: ReportPaint): string {
  if (verdict === "met") return green("✓");
  return verdict === "insufficient" ? amber("?") : red("✗");
}

function promiseLines(record: RunRecord, paint: ReportPaint): readonly string[] {
  const { outcomes, verdict } = record.judgement;
  const rows = outcomes.map((outcome) => cellsOf(outcome, record));
  const widths = [0, 1, 2, 3].map((at) => Math.max(0, ...rows.map((row) => row[at]!.length)));
  const lines = outcomes.map((outcome, nth) => {
    const [name, measured, interval, events] = rows[nth]!.map((cell, at) =>
      at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!),
    );
    const needed = neededWords(outcome);
    const line = `${name}  ${measured}  ${interval}  ${events}${needed === null ? "" : `  ${needed}`}`;
    return `${mark(verdict === "invalid" ? "insufficient" : outcome.verdict, paint)} ${outcome.tenants === null ? line : paint.faint(line)}`;
  });
  return lines.length > 0 ? [...lines, ""] : [];
}

function cellsOf(outcome: Outcome, { run }: RunRecord): readonly string[] {
  const objective = objectiveOf(run.plan.objectives, outcome);
  const name =
    outcome.tenants === null
      ? `${objective === null ? outcome.objective : nounOf(objective.indicator).title}, ${outcome.promised}`
      : `  ${tenantsWords(outcome.tenants).toLowerCase()}`;
  const events = `${outcome.events.toLocaleString("en")} events`;
  if (objective === null) return [name, "–", "", events];
  const interval = intervalWords(outcome, objective);
  return [
    name,
    figureWords(outcome.measured, objective),
    interval === "–" ? "" : `(${interval})`,
    events,
  ];
}

const SPARKS = 48;

function sparkLines({ run }: RunRecord, { faint }: ReportPaint): readonly string[] {
  const all = stretches(run, SPARKS);
  if (all.length < 2) return [];
  const rates = all.map((one) => perSecond(ended(one.streams, anyStream).good, one));
  return [
    `  ${faint("rate        ")} ${spark(rates)}`,
    `  ${faint("response p95")} ${spark(responses(all, anyStream, 0.95))}`,
    "",
  ];
}

function errorLines({ run }: RunRecord, paint: ReportPaint): readonly string[] {
  const { errors, resent } = totals(run);
  const lines = [...errorRows(errors, paint), ...resentLine(resent)];
  return lines.length > 0 ? [...lines, ""] : [];
}

/** Errors by count, each with what its name does not tell. */
export function errorRows(
  errors: Readonly<Record<string, number>>,
  { red, faint }: Pick<ReportPaint, "red" | "faint">,
  expect?: string,
): readonly string[] {
  const rows = Object.entries(errors).sort(([, a], [, b]) => b - a);
  const widest = Math.max(0, ...rows.map(([error]) => error.length));
  return rows.map(([error, count]) => {
    const meaning = meaningOf(error, expect);
    const told = meaning === null ? "" : `  ${faint(meaning)}`;
    return `  ${red(error.padEnd(widest))}  ${count.toLocaleString("en").padStart(9)}${told}`;
  });
}

/** How many were sent again; nothing where none was. */
export function resentLine(resent: number): readonly string[] {
  const words = resentWords(resent);
  return words === null ? [] : [`  ${words}`];
}

function findingLines(record: RunRecord, paint: ReportPaint): readonly string[] {
  const lines = toldFindings(record).map(
    ({ title, sentence, verdict }) =>
      `${verdict === null ? " " : mark(verdict.is, paint)} ${title}: ${sentence}`,
  );
  return lines.length > 0 ? [...lines, ""] : [];
}

function costLines({ judgement }: RunRecord, { faint }: ReportPaint): readonly string[] {
  const costs = judgement.findings.filter((finding) => finding.kind === "cost");
  const rows = costs.map((cost) => [
    cost.resource,
    costWords(cost.perRequest, cost.unit),
    `(${costIntervalWords(cost)})`,
  ]);
  const widths = [0, 1].map((at) => Math.max(0, ...rows.map((row) => row[at]!.length)));
  const lines = rows.map(
    ([resource, cost, interval]) =>
      `    ${resource!.padEnd(widths[0]!)}  ${cost!.padStart(widths[1]!)}  ${interval}`,
  );
  return lines.length > 0 ? [`  ${faint("A request costs")}`, ...lines, ""] : [];
}

/** What the verdict rests on beside the rows above: what stopped the run, who is to blame, what nothing shows. */
function reasonLines({ run, judgement }: RunRecord): readonly string[] {
  const told = new Set(rigReasonsOf(run));
  const isRow = (reason: string) =>
    judgement.outcomes.some(({ objective }) => reason.startsWith(`${objective} `));
  const lines = judgement.reasons
    .filter((reason) => !told.has(reason) && !isRow(reason))
    .flatMap((reason) => reason.split("\n"))
    .map((line) => `  ${line}`);
  return lines.length > 0 ? [...lines, ""] : [];
}

function rigLines({ run, judgement }: RunRecord): readonly string[] {
  if (judgement.verdict !== "invalid") return [];
  return rigReasonsOf(run).map((reason) => `  ${reason}`);
}
