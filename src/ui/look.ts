/**
 * The look of every public page. Calm: system type with tabular figures, much white, one sea-blue
 * accent; amber and red only where something needs a person, and never without a shape or a word.
 */
const colours = `
:root {
  color-scheme: light dark;
  --paper: #fff; --mist: #f3f7f9; --line: #dce5ea; --ink: #0e2230; --soft: #4d616e;
  --sea: #0a6a9b; --sea-deep: #07486c; --water: #a9d6ec; --hollow: #b7c5cd;
  --amber: #eda93c; --red: #b3261e; --red-fill: #d8483f; --red-water: #f2b1ac; --sign: #fff;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #0b151c; --mist: #111f28; --line: #223440; --ink: #e7eff4; --soft: #9db1bd;
    --sea: #5cb6e4; --sea-deep: #9ad4f2; --water: #1d5878; --hollow: #4a5f6c;
    --amber: #e3a13a; --red: #ff8f86; --red-fill: #e4635a; --red-water: #7c2f2b; --sign: #0b151c;
  }
}
`;

const base = `
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1rem; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif;
  font-variant-numeric: tabular-nums; -webkit-font-smoothing: antialiased; overflow-wrap: break-word;
}
.width { width: 100%; max-width: 58rem; margin-inline: auto; padding-inline: 1rem; }
h1, h2, h3, p, dl, dd, ol, ul, pre, table { margin: 0; padding: 0; }
h1, h2, h3 { line-height: 1.2; letter-spacing: -.015em; text-wrap: balance; }
p { text-wrap: pretty; }
h1 { font-size: clamp(1.75rem, 1.35rem + 1.9vw, 2.5rem); letter-spacing: -.025em; line-height: 1.12; }
h2 { font-size: 1.3125rem; }
h3 { font-size: 1.0625rem; }
a { color: var(--sea); text-decoration-thickness: 1px; text-underline-offset: .18em; }
a:hover { color: var(--sea-deep); text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--sea); outline-offset: 3px; border-radius: 3px; }
.skip { position: absolute; left: -99rem; padding: .6rem 1rem; background: var(--ink); color: var(--paper); }
.skip:focus { left: 0; top: 0; z-index: 1; }
main:focus { outline: none; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; font-size: .875em; }
`;

const frame = `
.top { padding-block: 1.125rem; }
.top .width { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: center; justify-content: space-between; }
.brand { display: flex; gap: .625rem; align-items: center; color: inherit; text-decoration: none; min-width: 0; }
.brand:hover { color: inherit; }
.brand .mark { width: 2.25rem; flex: none; }
.brand b { display: block; line-height: 1.2; letter-spacing: -.01em; }
.brand small { color: var(--soft); font-size: .8125rem; line-height: 1.2; }
nav { display: flex; gap: 1.25rem; font-size: .9375rem; }
nav a { color: var(--soft); text-decoration: none; padding-block: .375rem; border-bottom: 2px solid transparent; }
nav a:hover { color: var(--ink); }
nav a[aria-current] { color: var(--ink); border-color: var(--sea); }
main { padding-bottom: 4rem; }
.foot { border-top: 1px solid var(--line); padding-block: 1.5rem 2.5rem; color: var(--soft); font-size: .875rem; }
.foot p + p { margin-top: .25rem; }
.mark { display: block; aspect-ratio: 1; }
.mark .ring, .mark .line { fill: none; stroke: var(--sea); stroke-width: 5; stroke-linecap: round; }
.mark .water { fill: var(--water); } .mark .haze { fill: var(--water); opacity: .4; }
.mark.over .ring, .mark.over .line { stroke: var(--red-fill); }
.mark.over :is(.water, .haze) { fill: var(--red-water); }
.objective .mark.empty .ring, .objective .mark.empty .line { stroke: var(--hollow); }
`;

const status = `
.hero { display: grid; gap: 1rem; padding-block: 1.25rem 1.75rem; }
.hero .mark { width: 4rem; }
.lead { margin-top: .875rem; font-size: 1.125rem; color: var(--soft); max-width: 38em; }
.now { margin-top: .625rem; font-size: .9375rem; color: var(--soft); }
.now::before { content: ""; display: inline-block; width: .5em; height: .5em; margin-right: .5em; border-radius: 50%; background: var(--sea); vertical-align: .08em; }
.now.failing { color: var(--red); } .now.failing::before { background: currentcolor; border-radius: 0; transform: rotate(45deg); }
.now:is(.maintenance, .unknown)::before { background: none; border: 2px solid var(--sea); } .now.unknown::before { border-color: var(--hollow); }
.facts { display: grid; grid-template-columns: 1fr 1fr; gap: .875rem 1.25rem; padding: 1rem 1.125rem; border-radius: .625rem; background: var(--mist); font-size: .9375rem; }
.facts dt { color: var(--soft); font-size: .8125rem; }
.notice { margin-top: 1rem; padding: .75rem 1rem; border-left: 4px solid var(--amber); background: var(--mist); }
.group { padding-top: 2.75rem; }
.group > h2 { padding-bottom: .75rem; border-bottom: 2px solid var(--ink); }
.objective { padding-block: 1.375rem 1.25rem; border-bottom: 1px solid var(--line); }
.head { display: grid; grid-template: "mark name verdict" auto "figure figure figure" auto / 2.25rem 1fr auto; gap: .25rem .75rem; align-items: center; }
.head .mark { grid-area: mark; width: 2.25rem; }
.name { grid-area: name; min-width: 0; }
.name p { color: var(--soft); font-size: .9375rem; line-height: 1.35; }
.name a, .figure a { color: inherit; text-decoration: none; }
.name a:hover, .figure a:hover { color: var(--sea); text-decoration: underline; text-decoration-thickness: 2px; }
.figure { grid-area: figure; margin-top: .375rem; font-size: 2rem; font-weight: 600; line-height: 1.15; letter-spacing: -.03em; white-space: nowrap; }
.missed .figure { color: var(--red); }
.none { color: var(--soft); font-weight: 400; }
.verdict { display: inline-flex; gap: .4em; align-items: center; font-size: .9375rem; font-weight: 600; white-space: nowrap; color: var(--soft); }
.verdict svg { width: 1.125em; height: 1.125em; flex: none; fill: none; stroke-linecap: round; }
.verdict.met { color: var(--sea); } .verdict.missed { color: var(--red); }
.verdict .body { fill: currentcolor; stroke: currentcolor; }
.verdict .sign { stroke: var(--sign); stroke-width: 1.8; stroke-linejoin: round; }
.verdict .hollow { stroke: currentcolor; stroke-width: 1.5; }
.verdict .dots { stroke: currentcolor; stroke-width: 1.8; }
.head .verdict { grid-area: verdict; }
.said { margin-top: .375rem; }
.guide td.prose { white-space: normal; min-width: 12rem; } .guide small { display: block; color: var(--soft); } .guide tr.not-applicable :is(th, td) { color: var(--soft); } .guide tr.broken th { color: var(--red); }
.source { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; justify-content: space-between; margin-top: .625rem; color: var(--soft); font-size: .875rem; }
`;

const days = `
.days { margin-top: .875rem; position: relative; }
.strip { display: flex; gap: 1px; height: 2.25rem; align-items: flex-end; text-decoration: none; }
.strip i { flex: 1 1 0; min-width: 0; }
.strip i:hover, .strip i.at { filter: brightness(.8); }
.strip .earlier, .range .all { display: none; }
i.kept, i.strained, i.broken, i.undecided, i.excluded, i.unknown, i.before, i.ahead { --fill: 100%; height: 100%; border-radius: 1.5px; background: var(--sea); }
i.kept { background: linear-gradient(to top, var(--sea) var(--fill), var(--line) 0); }
i.kept.n1 { --fill: 25%; } i.kept.n2 { --fill: 50%; } i.kept.n3 { --fill: 75%; }
i.strained, i.broken { --cap: var(--amber); background: linear-gradient(var(--cap) var(--fill), var(--paper) 0 calc(var(--fill) + 2px), var(--sea) 0); }
i.broken { --cap: var(--red-fill); }
i.n1:is(.strained, .broken) { --fill: 20%; } i.n2:is(.strained, .broken) { --fill: 40%; } i.n3:is(.strained, .broken) { --fill: 65%; }
i.excluded { background: linear-gradient(transparent 45%, var(--sea) 0), repeating-linear-gradient(-45deg, var(--sea) 0 1.5px, var(--water) 0 4px); }
i.undecided { background: linear-gradient(to top, var(--sea) var(--fill), var(--water) 0); }
i.undecided.n0 { --fill: 0%; } i.undecided.n1 { --fill: 25%; } i.undecided.n2 { --fill: 50%; } i.undecided.n3 { --fill: 75%; }
i.before { height: 40%; background: var(--water); }
i.unknown { height: 40%; background: none; border: 1px solid var(--hollow); }
i.ahead { height: 3px; background: var(--line); }
.range { display: flex; justify-content: space-between; margin-top: .3rem; color: var(--soft); font-size: .8125rem; }
.told { position: absolute; inset: auto 0 0; background: var(--paper); font-size: .8125rem; line-height: 1.55; font-weight: 600; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.telling .range { visibility: hidden; }
.legend { display: flex; flex-wrap: wrap; gap: .375rem 1.25rem; padding-top: 1.25rem; color: var(--soft); font-size: .8125rem; }
.legend span { display: inline-flex; gap: .5em; align-items: flex-end; line-height: 1.2; }
.legend i, .daytable i { display: inline-block; width: .5rem; height: 1.125rem; }
.legend :is(.unknown, .before), .daytable :is(.unknown, .before) { height: .5rem; } .legend i.ahead { height: 3px; }
.daytable tbody th { white-space: nowrap; }
.daytable i { margin-right: .625rem; vertical-align: -.25rem; }
.daytable :is(.unknown, .before) { vertical-align: 0; }
`;

const documents = `
table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
th, td { padding: .5rem .75rem .5rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); font-weight: 400; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--soft); font-size: .8125rem; }
.number { text-align: right; white-space: nowrap; }
.scroll { overflow-x: auto; }
tr.total > * { font-weight: 600; border-bottom: 2px solid var(--ink); }
.crumb { padding-top: 1.25rem; font-size: .9375rem; }
.title { display: grid; gap: .5rem; padding-block: 1.25rem 1.5rem; }
.title .verdict { font-size: 1.0625rem; }
.answer { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; align-items: center; }
.answer .figure { font-size: clamp(2.5rem, 2rem + 3vw, 3.75rem); margin: 0; }
.answer .beside { color: var(--soft); }
.prose > * + * { margin-top: .75rem; }
.prose, .said p { max-width: 44rem; }
.group > * + * { margin-top: 1rem; }
.group > h2 + .objective, .group > h2 + .scroll, .objective + .objective, .addon > * { margin-top: 0; }
.group > .said { margin-top: .375rem; } .group > .days { margin-top: .875rem; } .group > .source { margin-top: .625rem; }
.incident { padding-block: 1.25rem; border-bottom: 1px solid var(--line); }
.incident .about, .incident .when { color: var(--soft); font-size: .875rem; }
.incident .updates { list-style: none; margin-top: .875rem; padding-left: 1rem; border-left: 3px solid var(--water); }
.incident .updates li + li { margin-top: .875rem; } .incident .updates p { margin-top: .125rem; max-width: 44rem; }
.incident details { margin-top: .875rem; } .incident details p { margin-top: .5rem; max-width: 44rem; }
.group > h3 { margin-top: 2rem; } .group > h3 + .scroll { margin-top: .25rem; } .group > h3 + .prose { margin-top: .625rem; }
.reckoning { padding: .875rem 1.125rem; border-radius: .625rem; background: var(--mist); font-size: 1.0625rem; overflow-x: auto; }
.written { padding: 1rem 1.125rem; border-radius: .625rem; background: var(--mist); overflow-x: auto; line-height: 1.5; tab-size: 2; }
.narrow { width: auto; min-width: 18rem; }
.clauses { display: grid; gap: .5rem; } .clauses div { display: grid; grid-template-columns: 6rem 1fr; gap: .5rem; } .clauses dt { color: var(--soft); }
.identity { grid-template-columns: auto 1fr; } .identity .hash { grid-column: 1 / -1; }
.hash { overflow-wrap: anywhere; }
.addon .head { align-items: start; } .addon h2 a { color: inherit; text-decoration: none; } .addon h2 a:hover { text-decoration: underline; }
`;

const wide = `
@media (min-width: 40rem) {
  .width { padding-inline: 1.5rem; }
  .hero { grid-template-columns: 6.5rem 1fr; gap: 2rem; align-items: start; padding-block: 3rem 2.75rem; }
  .hero .mark { width: 6.5rem; margin: -.25rem 0 0; }
  .facts { grid-template-columns: repeat(4, auto); justify-content: space-between; }
  .head { grid-template: "mark name figure verdict" auto / 2.75rem 1fr auto 9.25rem; gap: 1rem; }
  .head .mark { width: 2.75rem; }
  .figure { margin: 0; text-align: right; }
  .head .verdict { justify-self: end; }
  .objective :is(.said, .days, .source) { margin-left: 3.75rem; }
  .proof { table-layout: fixed; } .proof :is(th, td):nth-child(1) { width: 34%; } .proof :is(th, td):nth-child(3) { width: 18%; } .proof :is(th, td):nth-child(4) { width: 22%; padding-left: 2.5rem; }
  .objective { padding-block: 1.625rem 1.5rem; }
  th, td { padding-right: 1.25rem; } tbody th { white-space: nowrap; }
  .strip { gap: 2px; }
  .strip .earlier { display: block; } .range .all { display: inline; } .range .period { display: none; }
  .strip .earlier:not(:has(+ .earlier)) { margin-right: 5px; }
}
@media (forced-colors: active) { i, .mark { forced-color-adjust: none; } }
@media print {
  :root { --paper: #fff; --mist: #fff; --line: #bbb; --ink: #000; --soft: #333; --sea: #0a6a9b; --sign: #fff; }
  nav, .skip, .told { display: none; }
  body { font-size: 10pt; } .objective, .facts, table { break-inside: avoid; }
  i, .mark { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;

/** Colours, type and plain elements: what a page of another kind builds upon. */
export const baseLook = colours + base;

export const look = [baseLook, frame, status, days, documents, wide].join("");
