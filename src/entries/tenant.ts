import * as z from "zod";
import { type LifecycleEvent, lifecycleEvents } from "../core/host/index.ts";
import type { Entry } from "../core/ledger/index.ts";
import { type EntryType, type Fold, readEntry } from "./entry-type.ts";

const text = z.string().trim().min(1).max(256);

/** What may be known of a tenant, besides that there is one; null: it is not. Nothing of a person. */
export const tenantFacts = z.strictObject({
  product: text.nullable().describe("jira, confluence, or another word of yours."),
  framework: z
    .enum(["connect", "forge", "plain"])
    .nullable()
    .describe("By what the host knows the add-on."),
  version: text.nullable().describe("Version of the add-on that it runs."),
  cloudId: text
    .nullable()
    .describe("The host's own id of the site, the same in Connect and Forge."),
  zone: text.nullable().describe("IANA time zone."),
  region: text.nullable().describe("Where its data lie."),
  plan: text.nullable().describe("What it has bought."),
  users: z.number().int().min(0).max(1e9).nullable().describe("How many people may use it."),
});
/** What of it is told anew; null takes a fact back. */
export const tenantChanges = tenantFacts.partial();

const source = z.enum(["metrics", "import"]);
const seen = z.object({ id: z.string(), source });
const described = z.object({ id: z.string(), source, changes: tenantChanges });

const ofTenant = <Data extends { readonly id: string }>(
  verb: string,
  about: string,
  schema: z.ZodType<Data>,
): EntryType<Data> => ({
  type: `tenant.${verb}`,
  about,
  subject: "tenant/ID",
  isPublic: false,
  schema,
  subjectOf: ({ id }) => `tenant/${id}`,
});

export const tenantSeen = ofTenant("seen", "A tenant was heard of for the first time.", seen);
export const tenantDescribed = ofTenant("described", "More was told of a tenant.", described);

export type TenantState = "enabled" | "disabled" | "uninstalled";

/** What a host tells an add-on of an installation, and what follows for its state. */
const lifecycle: Readonly<
  Record<LifecycleEvent, { readonly about: string; readonly state: TenantState }>
> = {
  installed: { about: "The add-on was installed at a tenant.", state: "enabled" },
  enabled: { about: "A tenant's administrator enabled the add-on.", state: "enabled" },
  disabled: { about: "A tenant's administrator disabled the add-on.", state: "disabled" },
  uninstalled: { about: "The add-on was uninstalled from a tenant.", state: "uninstalled" },
};

/** The state that a call leaves a tenant in. */
export const lifecycleState = (event: LifecycleEvent): TenantState => lifecycle[event].state;

/** `at`: when the host called, as far as the source knows it. */
const changed = z.object({ id: z.string(), source, at: z.iso.datetime() });

export const tenantLifecycle = Object.fromEntries(
  lifecycleEvents.map((event) => [event, ofTenant(event, lifecycle[event].about, changed)]),
) as Readonly<Record<LifecycleEvent, EntryType<z.infer<typeof changed>>>>;

export type TenantFacts = Readonly<z.infer<typeof tenantFacts>>;

/** A customer's instance, as far as it is known. Epoch milliseconds. */
export interface Tenant extends TenantFacts {
  readonly id: string;
  /** null: nothing has told of it. */
  readonly state: TenantState | null;
  /** Since when it has been so, as the source said; null with `state`. */
  readonly stateSinceMs: number | null;
  readonly firstMs: number;
  readonly changedMs: number;
  readonly sources: readonly z.infer<typeof source>[];
}

export interface TenantBook {
  readonly tenants: ReadonlyMap<string, Tenant>;
  /** Entries below "tenant/": what an import rests on. */
  readonly entries: number;
}

const unknown: TenantFacts = {
  product: null,
  framework: null,
  version: null,
  cloudId: null,
  zone: null,
  region: null,
  plan: null,
  users: null,
};

/** Every tenant that was ever heard of. Grows in place: an entry costs the same however many there are. */
export const tenantBook: Fold<TenantBook> = {
  name: "tenant-book",
  initial: { tenants: new Map(), entries: 0 },
  reduce(book, entry) {
    if (!entry.subject.startsWith("tenant/")) return book;
    const tenants =
      book.entries === 0 ? new Map<string, Tenant>() : (book.tenants as Map<string, Tenant>);
    const id = entry.subject.slice("tenant/".length);
    tenants.set(id, withEntry(tenants.get(id) ?? newTenant(id, entry), entry));
    return { tenants, entries: book.entries + 1 };
  },
};

const newTenant = (id: string, { at }: Entry): Tenant => ({
  ...unknown,
  id,
  state: null,
  stateSinceMs: null,
  firstMs: Date.parse(at),
  changedMs: Date.parse(at),
  sources: [],
});

function withEntry(tenant: Tenant, entry: Entry): Tenant {
  const changedMs = Date.parse(entry.at);
  const first = readEntry(tenantSeen, entry);
  if (first !== null) return { ...heardBy(tenant, first.source), changedMs };
  const told = readEntry(tenantDescribed, entry);
  if (told !== null)
    return {
      ...heardBy(tenant, told.source),
      ...(told.changes as Partial<TenantFacts>),
      changedMs,
    };
  for (const event of lifecycleEvents) {
    const call = readEntry(tenantLifecycle[event], entry);
    if (call === null) continue;
    const atMs = Date.parse(call.at);
    const heard = { ...heardBy(tenant, call.source), changedMs };
    // What is told late of an earlier time does not undo what came after it.
    if (tenant.stateSinceMs !== null && atMs < tenant.stateSinceMs) return heard;
    return { ...heard, state: lifecycle[event].state, stateSinceMs: atMs };
  }
  return tenant;
}

const heardBy = (tenant: Tenant, by: Tenant["sources"][number]): Tenant =>
  tenant.sources.includes(by) ? tenant : { ...tenant, sources: [...tenant.sources, by] };
