import { look } from "../../../ui/index.ts";

/** What a report has beyond the public pages: charts, findings, a verdict without a shape there. */
const additions = `
.hero.report h1 { margin-top: .5rem; max-width: 24em; }
.hero.report { grid-template-columns: none; gap: .25rem; }
.hero .verdict { font-size: 1.0625rem; } .hero .verdict.invalid { color: var(--red); }
.kind { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: baseline; justify-content: space-between; color: var(--soft); }
.promises tbody + tbody tr:first-child > * { border-top: 1px solid var(--hollow); }
.promises tr.class > * { font-size: .875rem; color: var(--soft); padding-block: .25rem; border-bottom: 0; }
.promises tr.class th { padding-left: 1rem; } .promises tr.all > * { border-bottom: 0; padding-top: .75rem; }
.promises tbody tr:last-child > * { padding-bottom: .75rem; } .promises tbody:last-child tr:last-child > * { border-bottom: 1px solid var(--line); }
.promises tr.all .measured { font-weight: 600; } .promises tr.missed .measured { color: var(--red); }
.promises td small, .compared td small, .faults th small { display: block; color: var(--soft); font-weight: 400; }
.promises th b { display: inline-block; min-width: 7rem; }
.findings { display: grid; gap: 0 2rem; }
.finding { display: grid; align-content: start; grid-template-columns: 1fr auto; gap: .25rem 1rem; align-items: baseline; padding-block: 1rem; border-bottom: 1px solid var(--line); }
.finding p { grid-column: 1 / -1; max-width: 44rem; }
.group > .findings { margin-top: 0; }
.chart { margin: 2rem 0 0; break-inside: avoid; }
.chart figcaption p { color: var(--soft); font-size: .9375rem; margin-top: .125rem; }
.plot { display: block; width: calc(100% - 3.75rem); margin: .5rem 0 0 3.75rem; overflow: visible; }
.plot text { font-size: 12px; fill: var(--soft); paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
.plot .grid { stroke: var(--line); } .plot .grid.base { stroke: var(--hollow); }
.curve { fill: none; stroke: var(--sea); stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; vector-effect: non-scaling-stroke; }
.curve.second { stroke: var(--soft); stroke-width: 1.5; stroke-dasharray: 5 4; stroke-linecap: butt; }
.curve.third { stroke: var(--hollow); stroke-width: 1.5; }
.curve.plan { stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 2 4; }
.curve.bad { stroke: var(--red-fill); } .curve.trend { stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 8 4; }
.fill { fill: var(--water); opacity: .45; } .fill.bad { fill: var(--red-water); opacity: .6; }
.bounds { fill: var(--amber); opacity: .3; }
.shade { fill: var(--ink); opacity: .05; } .plot .span { font-size: 11.5px; }
.knee { fill: var(--amber); opacity: .35; }
.plot line.limit { stroke: var(--red); stroke-width: 1.5; } .plot text.limit { fill: var(--red); font-weight: 600; }
.plot .marker { stroke: var(--ink); stroke-dasharray: 2 3; } .plot text.said { fill: var(--ink); }
.hover { fill: transparent; } .hover:hover { fill: var(--ink); opacity: .08; }
.point.held { fill: var(--sea); } .point.gone { fill: var(--red-fill); } .point { stroke: var(--paper); stroke-width: 1.5; }
.keys { display: flex; flex-wrap: wrap; gap: .125rem 1.25rem; list-style: none; margin-top: .5rem; color: var(--soft); font-size: .8125rem; }
.keys li { display: inline-flex; gap: .5em; align-items: center; }
.chart details { font-size: .875rem; color: var(--soft); margin-top: .25rem; } .chart summary { cursor: pointer; width: max-content; max-width: 100%; }
.chart details table { font-size: .8125rem; color: var(--ink); } .chart details th, .chart details td { padding-block: .2rem; }
.pair { display: grid; gap: 0 2.5rem; }
.reasons { padding-left: 1.25rem; color: var(--soft); font-size: .9375rem; } .scroll + .reasons { margin-top: 1rem; } .prose .reasons { color: var(--red); } .small { font-size: .875rem; color: var(--soft); max-width: 44rem; }
.request { display: block; overflow-wrap: anywhere; }
.group > .pair { margin-top: -.5rem; }
@media (max-width: 39.99rem) {
  .promises thead { display: none; } .promises tr { display: grid; grid-template: "name name verdict" "measured interval events" / auto 1fr auto; gap: .125rem .875rem; padding-block: .5rem; }
  .promises tr > * { padding: 0 !important; border: 0 !important; }
  .promises th { grid-area: name; } .promises td:nth-child(2) { grid-area: measured; } .promises td:nth-child(3) { grid-area: interval; text-align: left; } .promises td:nth-child(4) { grid-area: events; } .promises td:nth-child(4)::after { content: " events"; } .promises td:last-child { grid-area: verdict; text-align: right; }
  .promises tr.class { padding-left: 1rem; } .promises th b { min-width: 0; margin-right: .375rem; }
  .promises tbody { display: block; padding-block: .5rem; border-bottom: 1px solid var(--line); } .promises { display: block; }
}
@media (min-width: 40rem) { .pair { grid-template-columns: 1fr 1fr; } .findings { grid-template-columns: 1fr 1fr; } .hero.report { padding-block: 2rem 1.5rem; } }
@media print {
  :root { --red: #b3261e; --red-fill: #d8483f; --red-water: #f2b1ac; --water: #a9d6ec; --hollow: #b7c5cd; --amber: #eda93c; }
  .chart details, .hover { display: none; } .group { break-inside: auto; } h2, h3 { break-after: avoid; } .plot, .plot * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;

export const reportLook = look + additions;
