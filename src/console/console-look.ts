/** What the vendor's pages have beyond the look of the public ones. */
export const consoleLook = `
.states small { display: block; color: var(--soft); font-size: .875rem; white-space: normal; }
.states tr.failing small { color: var(--red); }
.states .verdict, .diagnostics .verdict { margin-right: .375rem; vertical-align: bottom; }
.diagnostics tbody th { unicode-bidi: isolate; white-space: normal; min-width: 16rem; }
.diagnostics tr.over :is(th, td) { color: var(--soft); }
.diagnostics td { white-space: nowrap; }
.guide td.prose { white-space: normal; min-width: 12rem; } .guide tr.not-applicable :is(th, td) { color: var(--soft); } .guide tr.broken th { color: var(--red); }
.group > p { max-width: 44rem; } .quiet { color: var(--soft); font-size: .875rem; }
.group > h2 a { color: inherit; text-decoration: none; } .group > h2 a:hover { text-decoration: underline; }
`;
