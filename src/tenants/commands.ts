import * as z from "zod";
import { count, dateWords, list, plural } from "../core/format/index.ts";
import { isoTime } from "../core/time/index.ts";
import type { Command, List } from "../engine/index.ts";
import { type Tenant, tenantBook, tenantChanges, tenantFacts } from "../entries/index.ts";
import { decideImport, type Import } from "./decide-import.ts";
import { readImport } from "./read-import.ts";

interface Written {
  readonly type: string;
  readonly subject: string;
}

/** How many tenants were new, were changed, and were as known. */
function tallyOf(entries: readonly Written[], file: string) {
  const touched = new Set(entries.map(({ subject }) => subject)).size;
  const added = entries.filter(({ type }) => type === "tenant.seen").length;
  const read = readImport(file);
  const rows = read.kind === "rows" ? read.rows.length : 0;
  return { added, changed: touched - added, unchanged: rows - touched };
}

export const importTenants: Command<Import> = {
  name: "tenants import",
  about:
    "Takes tenants over from a file: CSV with a header, or a JSON array. All rows or none; what is known already adds nothing.",
  scope: "operate",
  input: z.object({
    file: z.string().meta({
      description: `The file, with id and any of state, since, ${Object.keys(tenantChanges.shape).join(", ")}.`,
      file: true,
    }),
  }),
  operands: ["file"],
  examples: [
    { line: "plimsoll tenants import tenants.csv", about: "What your own database knows of them" },
  ],
  decide: decideImport,
  say(entries, { input }) {
    const { added, changed, unchanged } = tallyOf(entries, input.file);
    return `${plural(added, "tenant")} added, ${count(changed)} changed, ${count(unchanged)} as known.`;
  },
  details: {
    example: '"added": 12, "changed": 3, "unchanged": 400',
    of: (entries, { input }) => tallyOf(entries, input.file),
  },
};

const row = z.object({
  id: z.string(),
  state: z.enum(["enabled", "disabled", "uninstalled"]).nullable(),
  since: z.iso.datetime().nullable().describe("Since when it is in that state."),
  firstSeen: z.iso.datetime(),
  changed: z.iso.datetime(),
  sources: z.array(z.string()).describe("By what it is known: metrics, import."),
  ...tenantFacts.shape,
});
type Row = z.infer<typeof row>;

const word = (description: string) =>
  z.string().trim().min(1).max(256).optional().meta({ description });

const filters = z.strictObject({
  state: z
    .enum(["enabled", "disabled", "uninstalled", "unknown"])
    .optional()
    .meta({ description: "Only those that are enabled, disabled, uninstalled or unknown." }),
  product: word("Only of this product."),
  framework: word("Only those known by connect, forge or plain."),
  version: word("Only those that run this version of the add-on."),
  search: word("Only those whose id, cloudId, zone, region or plan contains this."),
  since: z.iso
    .date()
    .optional()
    .meta({ description: "Only those first seen on this day (UTC) or later: 2027-01-17." }),
});
type Filters = z.infer<typeof filters>;

export const tenantsList: List<Row, Filters> = {
  noun: "tenants",
  about: "Tenants that were ever heard of, and what is known of them; the newest first.",
  scope: "read",
  row,
  filters,
  rows({ known, addon, filters: chosen }) {
    const { tenants } = known.state(tenantBook, addon);
    // The book has them in the order in which they became known.
    return [...tenants.values()].filter(fitting(chosen)).reverse().map(rowOf);
  },
  columns: [
    { name: "id", of: ({ id }) => id },
    { name: "state", of: ({ state }) => state ?? "unknown" },
    { name: "product", of: ({ product }) => product ?? "–" },
    { name: "framework", of: ({ framework }) => framework ?? "–" },
    { name: "version", of: ({ version }) => version ?? "–" },
    { name: "first seen", of: ({ firstSeen }) => dateWords(firstSeen) },
    { name: "known by", of: ({ sources }) => list(sources) },
  ],
};

function fitting({ state, product, framework, version, search, since }: Filters) {
  const sinceMs = since === undefined ? null : Date.parse(since);
  const sought = search?.toLowerCase();
  return (one: Tenant): boolean =>
    (state === undefined || (one.state ?? "unknown") === state) &&
    (product === undefined || one.product === product) &&
    (framework === undefined || one.framework === framework) &&
    (version === undefined || one.version === version) &&
    (sinceMs === null || one.firstMs >= sinceMs) &&
    (sought === undefined ||
      [one.id, one.cloudId, one.zone, one.region, one.plan].some((text) =>
        text?.toLowerCase().includes(sought),
      ));
}

function rowOf({ firstMs, changedMs, stateSinceMs, ...rest }: Tenant): Row {
  return {
    ...rest,
    sources: [...rest.sources],
    since: stateSinceMs === null ? null : isoTime(stateSinceMs),
    firstSeen: isoTime(firstMs),
    changed: isoTime(changedMs),
  };
}
