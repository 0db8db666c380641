import { baseLook } from "../../../ui/index.ts";

/** What the inspector has beyond the look of all pages: forms, lists of calls, states; a darker amber, since it stands as text. */
const additions = `
@media (prefers-color-scheme: light) { :root { --amber: #8a5a00; } }
body { overflow-wrap: anywhere; line-height: 1.5; }
.width { max-width: 76rem; margin-inline: auto; padding-inline: 1rem; }
h1 { font-size: clamp(1.625rem, 1.35rem + 1.2vw, 2.125rem); line-height: 1.15; letter-spacing: -.025em; }
h2 { font-size: 1.25rem; line-height: 1.25; letter-spacing: -.015em; }
h3 { font-size: 1rem; }
ul, ol { list-style: none; }
code, pre { font-size: .8125rem; }
.soft { color: var(--soft); }
.small { font-size: .875rem; }
.top { border-bottom: 1px solid var(--line); }
.top .width { display: flex; flex-wrap: wrap; gap: .25rem 2rem; align-items: baseline; padding-block: .875rem .125rem; }
.top b { letter-spacing: -.01em; }
.clock { margin-left: auto; color: var(--soft); font-size: .875rem; }
nav { display: flex; gap: 1.25rem; font-size: .9375rem; }
nav a { color: var(--soft); text-decoration: none; padding-block: .5rem; border-bottom: 2px solid transparent; margin-bottom: -1px; }
nav a:hover { color: var(--ink); }
nav a[aria-current] { color: var(--ink); border-color: var(--sea); }
main { padding-block: 1.75rem 4rem; }
main section { margin-top: 2.25rem; }
h2 + p { margin-top: .375rem; }
.lead { margin-top: .5rem; color: var(--soft); max-width: 44em; }
form { display: flex; flex-wrap: wrap; gap: .625rem .75rem; align-items: end; margin-top: 1rem; }
label { display: grid; gap: .2rem; font-size: .8125rem; color: var(--soft); }
label.wide { flex: 1 1 18rem; min-width: 0; }
label.tick { display: flex; gap: .4rem; align-items: center; padding-block: .5rem; }
input, select, textarea, button { font: inherit; font-size: .9375rem; color: inherit; }
input:not([type=checkbox]), select, textarea { width: 100%; min-width: 0; padding: .4375rem .625rem; color: var(--ink); background: var(--paper); border: 1px solid #7c909c; border-radius: .375rem; }
input[type=number] { width: 6.5rem; }
textarea { font: .8125rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; resize: vertical; }
input:not([type=checkbox]), select, button { height: 2.375rem; }
.presets { display: flex; flex-wrap: wrap; gap: .5rem; margin-top: .75rem; }
button { padding: .4375rem .875rem; border: 1px solid var(--sea); border-radius: .375rem; background: none; color: var(--sea); cursor: pointer; }
button.main { background: var(--sea); color: var(--paper); }
button:hover { border-color: var(--sea-deep); color: var(--sea-deep); }
button.main:hover { background: var(--sea-deep); color: var(--paper); }
output { flex: 1 0 100%; font-size: .875rem; color: var(--soft); }
output:empty { display: none; }
output.bad { color: var(--red); }
table { border-collapse: collapse; width: 100%; margin-top: 1rem; font-size: .9375rem; }
th, td { padding: .5rem 1rem .5rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); font-weight: 400; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--soft); font-size: .8125rem; border-bottom: 2px solid var(--ink); }
.number { text-align: right; white-space: nowrap; padding-right: 2rem; }
.state { margin-right: .25em; white-space: nowrap; }
p.state { margin-top: .75rem; white-space: normal; }
.state::before { content: ""; display: inline-block; width: .5em; height: .5em; margin-right: .5em; border-radius: 50%; background: var(--sea); vertical-align: .06em; }
.state.wait::before { background: none; border: 2px solid var(--amber); }
.state.off::before { background: none; border: 2px solid var(--soft); }
.state.bad { color: var(--red); } .state.bad::before { background: currentcolor; border-radius: 0; transform: rotate(45deg); }
summary { cursor: pointer; color: var(--sea); }
summary::marker { color: var(--soft); }
.secrets { display: grid; grid-template-columns: auto 1fr; gap: .125rem .75rem; margin-top: .375rem; font-size: .8125rem; }
.secrets dt { color: var(--soft); }
.calls { margin-top: 1rem; border-top: 2px solid var(--ink); }
.calls li { border-bottom: 1px solid var(--line); }
.calls summary { display: grid; grid-template-columns: .75rem 4.75rem 6.25rem 1fr 5.5rem; gap: 0 .75rem; padding-block: .5rem; color: inherit; list-style: none; font-size: .9375rem; }
.calls summary::-webkit-details-marker { display: none; }
.calls summary::before { content: "▸" / ""; color: var(--soft); }
.calls details[open] > summary::before { content: "▾" / ""; }
.calls summary:hover .path { text-decoration: underline; }
.calls .what { min-width: 0; }
.calls .reason { grid-column: 4 / -1; color: var(--red); font-size: .875rem; }
.calls .outcome { text-align: right; white-space: nowrap; }
.calls pre { padding: .75rem 1rem; margin: 0 0 .75rem; border-radius: .5rem; background: var(--mist); white-space: pre-wrap; }
.calls .about { padding-bottom: .375rem; font-size: .875rem; color: var(--soft); }
.none { padding: 1.25rem; margin-top: 1rem; border-radius: .5rem; background: var(--mist); color: var(--soft); }
@media (max-width: 44rem) {
  .top b { order: -2; } .clock { order: -1; }
  thead { display: none; }
  table, tbody, tr, td, th { display: block; border: 0; padding: 0; }
  tr { padding-block: .75rem; border-bottom: 1px solid var(--line); }
  tbody { border-top: 2px solid var(--ink); }
  td[data-name] { display: grid; grid-template-columns: 6rem 1fr; gap: .75rem; font-size: .875rem; }
  td[data-name]::before { content: attr(data-name); color: var(--soft); }
  td:empty { display: none; }
  tbody th { font-weight: 600; }
  .number { text-align: left; }
  .calls summary { grid-template-columns: auto 1fr auto; gap: 0 .5rem; }
  .calls .what, .calls .reason { grid-column: 1 / -1; }
  .calls .outcome { grid-row: 1; grid-column: 3; }
  .calls .way { display: none; }
}
`;

export const look = baseLook + additions;
