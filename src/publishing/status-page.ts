import { html } from "hono/html";
import { clockWords, count, momentWords } from "../core/format/index.ts";
import type { ObjectiveAccount, Statement } from "../core/slo/index.ts";
import { type Html, loadLine, moment, type Page, renderPage, tied } from "../ui/index.ts";
import { budgetLeft } from "./budget-words.ts";
import { currently } from "./current-words.ts";
import { dayStrip, stripLegend } from "./day-strip.ts";
import { daysOf } from "./days.ts";
import { frameOf, waterOf } from "./frame.ts";
import { foremost, headline } from "./headline.ts";
import { objectiveRow } from "./objective-row.ts";
import { overviewPage } from "./overview-page.ts";
import { pastPeriods } from "./past-periods.ts";
import { periodWords } from "./period-words.ts";
import { proofTable } from "./proof-table.ts";
import { baseOf, type PublicView, type PublishedAddon } from "./public-view.ts";
import { outcome, saidOf } from "./sentences.ts";
import { GROUPS, titleOf } from "./titles.ts";

/** The status page of one add-on, every promise beside its proof; or (null) of all of them, in short. */
export function statusPage(view: PublicView, published: PublishedAddon | null): Promise<string> {
  return published === null ? overviewPage(view) : addonPage(view, published);
}

function addonPage(view: PublicView, published: PublishedAddon): Promise<string> {
  const { addon, statement } = published;
  const said = headline([published]);
  const page: Page = {
    title: `${addon.name}: status`,
    description: `${said} ${addon.name} by ${addon.vendor}, ${periodWords(statement)}.`,
    frame: frameOf(view, published, "status"),
    content: html`${hero(published, said)}
${published.sections.map(({ section, shown }) => section.above?.(shown) ?? "")}
${groupSections(published, baseOf(view, published))}
${pastPeriods(published)}
${published.sections.map(({ section, shown }) => section.below?.(shown) ?? "")}`,
  };
  return renderPage(page);
}

function hero(published: PublishedAddon, said: string): Html {
  const { statement, current } = published;
  const leading = foremost(statement);
  const lead =
    leading === undefined || leading.measured === null ? null : outcome(leading, statement);
  const left = leading === undefined || lead === null ? null : budgetLeft(leading, statement);
  const now = currently(current, statement.computedAt);
  return html`<section class="hero">
${loadLine(waterOf([published]))}
<div>
<h1>${said}</h1>
${lead === null ? "" : html`<p class="lead">${tied(lead)} ${left === null ? "" : tied(left)}</p>`}
${now === null ? "" : html`<p class="now ${current!.kind}">${tied(now)}</p>`}
</div>
</section>
${facts(published)}`;
}

function facts({ statement, watchingSince }: PublishedAddon): Html {
  const since = statement.since ?? watchingSince;
  const events = eventsOf(statement);
  return html`<dl class="facts">
<div><dt>Period</dt><dd>${periodWords(statement)}</dd></div>
<div><dt>Watching since</dt><dd>${since === null ? "–" : moment(since, momentWords(since))}</dd></div>
<div><dt>Events measured</dt><dd>${count(events)}</dd></div>
<div><dt>Computed at</dt><dd>${moment(statement.computedAt, clockWords(statement.computedAt))}</dd></div>
</dl>`;
}

/** Uptime counts the same requests as the others, by whole minutes: whichever knows more says how many. */
function eventsOf({ days, objectives }: Statement): number {
  const byIndicator = new Map(objectives.map(({ indicator, events }) => [indicator, events]));
  byIndicator.delete("availability");
  const single = [...byIndicator.values()].reduce((sum, events) => sum + events, 0);
  return Math.max(
    single,
    days.reduce((sum, day) => sum + day.events, 0),
  );
}

/** Heading by heading; what the bars mean stands below the first that has any. */
function groupSections(published: PublishedAddon, base: string): readonly Html[] {
  const { statement, earlier } = published;
  const { objectives } = statement;
  const bars = objectives.flatMap((account) => daysOf(account, statement, earlier));
  const groups = GROUPS.map((name) => ({
    name,
    accounts: objectives.filter((one) => titleOf(one).group === name),
  })).filter(({ accounts }) => accounts.length > 0);
  const explained = groups.find(({ accounts }) => accounts.some((one) => hasStrip(one, published)));
  return groups.map(
    (group) => html`<section class="group"><h2>${group.name}</h2>
${groupRows(group.accounts, published, base)}
${group === explained ? stripLegend(bars) : ""}</section>`,
  );
}

/** A row each; where nothing at all is known, a line each. */
function groupRows(
  accounts: readonly ObjectiveAccount[],
  published: PublishedAddon,
  base: string,
): Html | readonly Html[] {
  const { statement } = published;
  const said = new Set(accounts.map((account) => saidOf(account, statement).join(" ")));
  const isEmpty = accounts.length > 1 && accounts.every(({ events }) => events === 0);
  if (!isEmpty || said.size > 1) return accounts.map((one) => objectiveRow(one, published, base));
  return html`<p class="said">${[...said]}</p>
${proofTable(accounts, statement.counted.phase, base)}`;
}

const hasStrip = (account: ObjectiveAccount, { statement, earlier }: PublishedAddon): boolean =>
  dayStrip(daysOf(account, statement, earlier), "") !== null;
