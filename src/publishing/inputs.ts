import { html } from "hono/html";
import type { Budget, ObjectiveAccount, UptimeAccount } from "../slo/index.ts";
import { count, percent, promisedPercent } from "./figures.ts";
import { type Html, tied } from "./html.ts";
import { counted, titleOf } from "./titles.ts";

/** The numbers that went into a figure, and the figures that other ways of counting would give. */
export function inputsOf(account: ObjectiveAccount, uptime: UptimeAccount | null): Html | "" {
  if (account.promise.kind === "uptime")
    return uptime === null ? "" : uptimeInputs(uptime, account.promise.target);
  return eventInputs(account);
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
    ["Unknown: nothing was measured", count(unknown)],
  ],
  ["All since watching began", count(all)],
)}
<h3>Counted in other ways</h3>
${table(["Way of counting", "Uptime", `Against ${promisedPercent(target)}`], alternatives(uptime, target))}`;
}

function alternatives(uptime: UptimeAccount, target: number): readonly (readonly string[])[] {
  const { share, windowsAsDown, windowsAsUp, worst, best } = uptime;
  const rows: readonly (readonly [string, number | null])[] = [
    ["As promised: excluded and unknown minutes left out", share],
    ["Excluded minutes counted as down", windowsAsDown],
    ["Excluded minutes counted as up", windowsAsUp],
    ["Every unknown minute counted as down (worst case)", worst],
    ["Every unknown minute counted as up (best case)", best],
  ];
  return rows.map(([way, figure]) => {
    if (figure === null) return [way, "–", "no figure"];
    return [
      way,
      tied(percent(figure, EXACT)),
      figure >= target - FLOAT_SLACK ? "keeps it" : "misses it",
    ];
  });
}

function eventInputs(account: ObjectiveAccount): Html {
  const { kept, events, budget } = account;
  const { event } = titleOf(account);
  const rows = [
    ["Events counted", counted(events, event)],
    ...(kept === null
      ? []
      : [
          ["Share that kept the promise", tied(percent(kept.share, EXACT))],
          [
            "95 % interval of that share",
            tied(`${percent(kept.low, EXACT)} to ${percent(kept.high, EXACT)}`),
          ],
        ]),
    ...budgetRows(budget),
  ];
  const why = reason(account);
  return html`${table(["Input", "Value"], rows)}${why === null ? "" : html`<p>${tied(why)}</p>`}`;
}

const budgetRows = (budget: Budget | null): readonly (readonly string[])[] =>
  budget === null
    ? []
    : [
        ["Failures that the promise allows", count(Math.floor(budget.allowed))],
        ["Failures and late answers seen", count(budget.spent)],
      ];

/** Why the interval gives this verdict, where the promise is about a share. */
function reason({ kept, promise, verdict }: ObjectiveAccount): string | null {
  const target =
    promise.kind === "quantile"
      ? promise.quantile
      : promise.kind === "share"
        ? promise.target
        : null;
  if (kept === null || target === null) return null;
  const promised = promisedPercent(target);
  if (verdict === "met") return `The whole interval lies at or above ${promised}: met.`;
  if (verdict === "missed") return `The whole interval lies below ${promised}: missed.`;
  return `The interval reaches to both sides of ${promised}: insufficient.`;
}

function table(
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
