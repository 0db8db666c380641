import { isoTime } from "../core/time/index.ts";
import type { Context, Decision, Known, Refusal } from "../engine/index.ts";
import {
  type Circumstances,
  type Tenant,
  type TenantFacts,
  tenantBook,
  tenantChanges,
  tenantDescribed,
  tenantLifecycle,
  tenantSeen,
  writeEntry,
} from "../entries/index.ts";
import { type ImportedTenant, readImport } from "./read-import.ts";

export interface Import {
  readonly file: string;
}

/** All rows or none; what is known already adds nothing. */
export function decideImport(known: Known, { file }: Import, context: Context): Decision | Refusal {
  const { addon, nowMs: atMs, by } = context;
  const read = readImport(file);
  if (read.kind === "problems")
    return {
      kind: "refused",
      code: "tenants.unreadable",
      message: "Nothing was imported.",
      hint: "Correct the rows that are named; all of them are taken over or none.",
      problems: read.problems,
    };
  const { tenants, entries } = known.state(tenantBook, addon);
  return {
    kind: "decided",
    entries: read.rows.flatMap((row) => entriesOf(row, tenants.get(row.id), { addon, atMs, by })),
    expected: { "tenant/": entries },
  };
}

const source = "import";

function entriesOf(row: ImportedTenant, tenant: Tenant | undefined, about: Circumstances) {
  const { id, since } = row;
  const changes = changesOf(row, tenant);
  const event = stateEvent(row, tenant);
  const at = isoTime(since === undefined ? about.atMs : Date.parse(since));
  return [
    ...(tenant === undefined ? [writeEntry(tenantSeen, { id, source }, about)] : []),
    ...(Object.keys(changes).length > 0
      ? [writeEntry(tenantDescribed, { id, source, changes }, about)]
      : []),
    ...(event === null ? [] : [writeEntry(tenantLifecycle[event], { id, source, at }, about)]),
  ];
}

/** What the row says otherwise than it is known. */
function changesOf(row: ImportedTenant, tenant: Tenant | undefined): Partial<TenantFacts> {
  const names = Object.keys(tenantChanges.shape) as (keyof TenantFacts)[];
  const told = names.filter(
    (name) => row[name] !== undefined && row[name] !== (tenant?.[name] ?? null),
  );
  return Object.fromEntries(told.map((name) => [name, row[name]]));
}

function stateEvent({ state, since }: ImportedTenant, tenant: Tenant | undefined) {
  if (state === undefined || state === tenant?.state) return null;
  // Of an earlier time than what is known: nothing that happened since is undone by it.
  const sinceMs = since === undefined ? null : Date.parse(since);
  const knownMs = tenant?.stateSinceMs ?? null;
  return sinceMs !== null && knownMs !== null && sinceMs < knownMs ? null : state;
}
