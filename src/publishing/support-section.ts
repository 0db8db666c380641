import { html } from "hono/html";
import type { Sla, Support, SupportLevel } from "../core/contract/index.ts";
import { exactPercent } from "../core/format/index.ts";
import { type Html, tied } from "../ui/index.ts";
import { hoursWords, limitWords } from "./promise-words.ts";

const LEVELS: readonly SupportLevel[] = ["L1", "L2", "L3", "L4"];

/** Where and when customers are answered, and how soon by level. */
export function supportSection(support: Support, proof: Html | ""): Html {
  const { url, hours, holidays } = support;
  return html`<section class="group"><h2>Support</h2>
<dl class="clauses">
<div><dt>Where</dt><dd>${linkTo(url)}</dd></div>
<div><dt>Hours</dt><dd>${hoursWords(hours).join("; ")} (${hours.zone})</dd></div>
<div><dt>Holidays</dt><dd>${holidays === null ? "none observed" : `public holidays of ${country(holidays)}`}</dd></div>
</dl>
${levelTable(support)}
${proof}</section>`;
}

/** "FR" → "France", "DE-BY" → "Germany (BY)". */
function country(code: string): string {
  const [region = "", ...parts] = code.split("-");
  if (!/^[A-Z]{2}$/.test(region)) return code;
  const name = new Intl.DisplayNames("en", { type: "region" }).of(region) ?? region;
  return parts.length === 0 ? name : `${name} (${parts.join("-")})`;
}

/** A link where the address is one of the web; else the words alone. */
const linkTo = (url: string): Html | string =>
  /^https?:\/\//i.test(url) ? html`<a href="${url}" rel="noopener">${url}</a>` : url;

function levelTable({ levels }: Support): Html | "" {
  const rows = LEVELS.flatMap((name) => {
    const level = levels[name];
    if (level === undefined) return [];
    const { meaning, initialResponse, resolution, clock } = level;
    const when = clock === "24x7" ? "around the clock" : "in support hours";
    return [
      html`<tr><th scope="row">${name}</th><td>${meaning}</td><td>${limitWords(initialResponse)}</td><td>${limitWords(resolution)}</td><td>${when}</td></tr>`,
    ];
  });
  if (rows.length === 0) return "";
  return html`<div class="scroll"><table><thead><tr><th scope="col">Level</th><th scope="col">Meaning</th><th scope="col">First answer within</th><th scope="col">Resolved within</th><th scope="col">Counted</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

/** What a customer gets back when the uptime is missed. */
export function creditSection(credits: Sla["credits"]): Html | "" {
  if (credits.length === 0) return "";
  const rows = credits.map(
    ({ below, credit }) =>
      html`<tr><th scope="row">${tied(`below ${exactPercent(below)}`)}</th><td class="number">${tied(exactPercent(credit))}</td></tr>`,
  );
  return html`<section class="group"><h2>Credits</h2>
<div class="scroll"><table class="narrow"><thead><tr><th scope="col">Uptime of the period</th><th scope="col" class="number">Credit</th></tr></thead><tbody>${rows}</tbody></table></div></section>`;
}
