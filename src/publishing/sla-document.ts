import { slaHash } from "../core/contract/index.ts";
import type { ObjectiveAccount } from "../core/slo/index.ts";
import type { JudgedRun } from "../entries/index.ts";
import { objectiveHref } from "./objective-row.ts";
import { baseOf, type PublicView, type PublishedAddon } from "./public-view.ts";
import { provenWords } from "./sentences.ts";
import type { PublishedObjective, SlaDocument } from "./sla-schema.ts";
import { isSoFar, verdictWords } from "./verdict-words.ts";

/** What `/sla.json` says of all add-ons of a view, or of those named: promise and proof for machines. */
export function slaDocument(
  view: PublicView,
  addons: readonly PublishedAddon[] = view.addons,
): SlaDocument {
  const computed = addons.map(({ statement }) => statement.computedAt);
  return {
    $schema: "/sla.schema.json",
    format: "plimsoll-sla/1",
    computedAt: computed.sort()[0] ?? null,
    publicKey: view.publicKey,
    addons: addons.map((published) => addonOf(published, baseOf(view, published))),
    objectives: addons.flatMap((published) =>
      published.statement.objectives.map((account) =>
        objectiveOf(account, published, baseOf(view, published)),
      ),
    ),
  };
}

function addonOf(published: PublishedAddon, base: string): SlaDocument["addons"][number] {
  const { addon, sla, written, version, statement, watchingSince, current, sections } = published;
  const { period, counted } = statement;
  return {
    key: addon.key,
    name: addon.name,
    vendor: addon.vendor,
    version,
    effectiveFrom: sla.effectiveFrom,
    sla: written.json,
    hash: slaHash(written),
    period: { name: period.name, from: isoOf(period.fromMs), to: isoOf(period.toMs) },
    phase: counted.phase,
    counted: { from: isoOf(counted.fromMs), to: isoOf(counted.toMs) },
    since: statement.since ?? watchingSince,
    computedAt: statement.computedAt,
    current,
    ...Object.fromEntries(sections.map(({ section, shown }) => [section.key, shown])),
    uptime: statement.uptime,
    checks: statement.checks,
    damaged: (statement.damaged ?? []).map(({ day, indicators }) => ({
      day,
      indicators: [...indicators],
    })),
    url: base || "/",
  };
}

function objectiveOf(
  account: ObjectiveAccount,
  { addon, statement, tests }: PublishedAddon,
  base: string,
): PublishedObjective {
  const { id, indicator, promised, promise, measured, unit, events, since } = account;
  const { range, undecided, verdict, formula, kept, needed, budget } = account;
  const { phase } = statement.counted;
  return {
    addon: addon.key,
    id,
    indicator,
    promised,
    promise,
    sentence: provenWords(account, statement),
    measured,
    range,
    unit,
    events,
    since,
    verdict,
    standing: verdictWords(account, phase).toLowerCase(),
    isFinal: phase === "over" || (phase === "running" && !isSoFar(account, phase)),
    formula,
    kept,
    undecided,
    needed,
    budget,
    tests: testsOf(tests, id),
    url: objectiveHref(base, id),
  };
}

const testsOf = (tests: readonly JudgedRun[], objectiveId: string) =>
  tests.flatMap(({ id, kind, startedAt, target, release, recordSha256, objectives }) =>
    objectives
      .filter((objective) => objective.id === objectiveId)
      .map(({ verdict }) => ({ id, kind, startedAt, target, release, verdict, recordSha256 })),
  );

const isoOf = (ms: number): string => new Date(ms).toISOString();
