/** What the vendor's pages have beyond the look of the public ones. */
export const consoleLook = `
.states small { display: block; color: var(--soft); font-size: .875rem; white-space: normal; }
.states tr.failing small { color: var(--red); }
.states .verdict, .diagnostics .verdict { margin-right: .375rem; vertical-align: bottom; }
.diagnostics tbody th { unicode-bidi: isolate; white-space: normal; min-width: 16rem; }
.diagnostics tr.over :is(th, td) { color: var(--soft); }
.diagnostics td { white-space: nowrap; }
nav { flex-wrap: wrap; gap: .25rem 1.25rem; }
.command { padding-block: .75rem; border-bottom: 1px solid var(--line); } .commands > * + * { margin-top: 0; }
.command summary { cursor: pointer; color: var(--soft); } .command summary b { color: var(--ink); }
.command form { display: grid; gap: 1rem; max-width: 44rem; padding-block: 1rem .5rem; } .command small { color: var(--soft); font-size: .875rem; }
:is(.command, .filters) :is(input:not([type=checkbox]), select, textarea) { display: block; width: 100%; margin-top: .25rem; padding: .5rem .625rem; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--soft); border-radius: .375rem; }
.leave button { padding: 0; font: inherit; color: var(--sea); background: none; border: 0; text-decoration: underline; cursor: pointer; }
.notice ul { padding-left: 1.25rem; }
.command form textarea { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .875rem; resize: vertical; }
.command form [aria-invalid] { border-color: var(--red); } .command .wrong { display: block; margin-top: .25rem; color: var(--red); font-size: .9375rem; }
.command .flag { display: flex; gap: .5rem; align-items: baseline; }
:is(.command, .filters) button { padding: .5rem 1.25rem; font: inherit; font-weight: 600; color: var(--sign); background: var(--sea); border: 0; border-radius: .375rem; cursor: pointer; } :is(.command, .filters) button:hover { background: var(--sea-deep); }
.done { border-color: var(--sea); } .words { white-space: pre-wrap; } .secret { overflow-wrap: anywhere; user-select: all; font-size: 1rem; }
.filters { display: flex; flex-wrap: wrap; gap: .5rem .75rem; align-items: end; margin-top: 1.5rem; font-size: .875rem; color: var(--soft); } .filters label { display: grid; gap: .25rem; } .filters label { width: 6.75rem; }
.group > p { max-width: 44rem; } .quiet { color: var(--soft); font-size: .875rem; }
.group > h2 a { color: inherit; text-decoration: none; } .group > h2 a:hover { text-decoration: underline; }
`;
