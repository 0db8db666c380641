import { html } from "hono/html";
import {
  count,
  exactPercent,
  millisecondsBetween,
  percent,
  plural,
  span,
} from "../core/format/index.ts";
import type {
  Budget,
  ObjectiveAccount,
  Phase,
  Statement,
  UptimeAccount,
} from "../core/slo/index.ts";
import { type Html, tied } from "../ui/index.ts";
import { counted, titleOf } from "./titles.ts";
import { verdictWords } from "./verdict-words.ts";

/** The numbers that went into a figure, and the figures that other ways of counting would give. */
export function inputsOf(account: ObjectiveAccount, { uptime, counted }: Statement): Html | "" {
  if (account.promise.kind === "uptime")
    return uptime === null ? "" : uptimeInputs(uptime, account.promise.target);
  return eventInputs(account, counted.phase);
}

/** Decimals of a figure that is shown with its inputs. */
const EXACT = 4;
/** Equal is kept, whatever the last bit of a float says. */
const FLOAT_SLACK = 1e-12;

function uptimeInputs(uptime: UptimeAccount, target: number): Html {
  const { all, excluded, down, up, unknown, share } = uptime;
  const sum = `1 − ${count(down)} ÷ (${count(all)} − ${count(excluded)} − ${count(unknown)})`;
  return html`${share === null ? "" : html`<p class="reckoning">${sum} = <b>${tied(percent(share, EXACT))}</b></p>`}
${table(
  ["Minutes", "Count"],
  [
    ["Up", count(up)],
    ["Down", count(down)],
    [
      "Excluded: maintenance announced in time and within the allowance, or a proven outage of the host",
      count(excluded),
    ],
    ["Unknown: nothing was measured, or too little to tell", count(unknown)],
  ],
  ["All that count so far", count(all)],
)}
<h3>Counted in other ways</h3>
${table(["Way of counting", "Uptime", `Against ${exactPercent(target)}`], alternatives(uptime, target))}`;
}

function alternatives(uptime: UptimeAccount, target: number): readonly (readonly string[])[] {
  const { share, windowsAsDown, windowsAsUp, worst, best } = uptime;
  const rows: readonly (readonly [string, number | null])[] = [
    ["As promised: excluded and unknown minutes left out", share],
    ["Excluded minutes counted as down", windowsAsDown],
    ["Excluded minutes counted as up", windowsAsUp],
    ...(uptime.disputed === undefined
      ? []
      : [
          [
            `Without ${plural(uptime.disputed.minutes, "disputed minute")}`,
            uptime.disputed.share,
          ] as const,
        ]),
    ["Every unknown minute counted as down (worst case)", worst],
    ["Every unknown minute counted as up (best case)", best],
  ];
  return rows.map(([way, figure]) => {
    if (figure === null) return [way, "–", "no figure"];
    return [
      way,
      tied(percent(figure, EXACT)),
      figure >= target - FLOAT_SLACK ? "reaches it" : "falls short",
    ];
  });
}

function eventInputs(account: ObjectiveAccount, phase: Phase): Html {
  const { kept, events, range, unit, undecided, budget } = account;
  const { event } = titleOf(account);
  const rows = [
    ["Events counted", counted(events, event)],
    ...(range === null || unit === "share"
      ? []
      : [
          [
            "Between which times the figure lies",
            tied(span(millisecondsBetween(range.low, range.high))),
          ],
        ]),
    ...(undecided === null
      ? []
      : [["Undecided: kept the promise or not", count(undecided.events)]]),
    ...(kept === null
      ? []
      : [
          ["Share that kept the promise", tied(exactly(kept.share, kept.most))],
          ["95 % interval of that share", tied(exactly(kept.low, kept.high))],
        ]),
    ...budgetRows(budget),
  ];
  const why = phase === "before-promise" ? null : reason(account, phase);
  return html`${table(["Input", "Value"], rows)}${why === null ? "" : html`<p>${tied(why)}</p>`}`;
}

const exactly = (low: number, high: number): string =>
  low === high ? percent(low, EXACT) : `${percent(low, EXACT)} to ${percent(high, EXACT)}`;

const countTo = (least: number, most: number): string =>
  least === most ? count(least) : `${count(least)} to ${count(most)}`;

const budgetRows = (budget: Budget | null): readonly (readonly string[])[] =>
  budget === null
    ? []
    : [
        ["Failures that the promise allows", count(Math.floor(budget.allowed))],
        ["Failures and late answers seen", countTo(budget.spent, budget.spent + budget.open)],
      ];

/** Why the interval gives this verdict, where the promise is about a share. */
function reason(account: ObjectiveAccount, phase: Phase): string | null {
  const { kept, promise, verdict } = account;
  const target =
    promise.kind === "quantile"
      ? promise.quantile
      : promise.kind === "share"
        ? promise.target
        : null;
  if (kept === null || target === null) return null;
  const promised = exactPercent(target);
  const so = verdictWords(account, phase).toLowerCase();
  if (verdict === "met") return `The whole interval lies at or above ${promised}: ${so}.`;
  if (verdict === "missed") return `The whole interval lies below ${promised}: ${so}.`;
  if (kept.high < target)
    return `The interval lies below ${promised}, but a single event proves nothing: ${so}.`;
  return `The interval reaches to both sides of ${promised}: ${so}.`;
}

export function table(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  total: readonly string[] | null = null,
): Html {
  const cells = (row: readonly string[]) =>
    row.map((cell, at) =>
      at === 0 ? html`<th scope="row">${cell}</th>` : html`<td class="number">${cell}</td>`,
    );
  return html`<div class="scroll"><table class="inputs"><thead><tr>${heads.map((head, at) => html`<th scope="col"${at === 0 ? "" : html` class="number"`}>${tied(head)}</th>`)}</tr></thead><tbody>${rows.map((row) => html`<tr>${cells(row)}</tr>`)}${total === null ? "" : html`<tr class="total">${cells(total)}</tr>`}</tbody></table></div>`;
}
