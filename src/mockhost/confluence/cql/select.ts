import { compileQuery, type Dialect, parseQuery } from "../../query/index.ts";
import { type Content, latest } from "../model/content.ts";
import { isPermitted } from "../model/restriction.ts";
import { type ConfluenceSite, isSeen } from "../model/site.ts";
import { cqlField } from "./fields.ts";

export interface CqlContext {
  readonly site: ConfluenceSite;
  readonly nowMs: number;
  /** Whom `currentUser()` means; null for an add-on that acts for itself. */
  readonly accountId: string | null;
}

export type CqlSelected =
  | { readonly kind: "contents"; readonly contents: readonly Content[] }
  | { readonly kind: "error"; readonly message: string };

/** The contents that a CQL text selects, in its order; latest change first where it names none. */
export function selectByCql(cql: string, context: CqlContext): CqlSelected {
  const parsed = parseQuery(cql);
  if (parsed.kind === "error") return unreadable(cql, parsed.message);
  if (parsed.query.where === null) return unreadable(cql, "It must ask for something.");
  const compiled = compileQuery(parsed.query, dialect(context));
  if (compiled.kind === "error") return unreadable(cql, compiled.messages.join(" "));
  const contents = [...context.site.contents.values()]
    .filter(
      (content) =>
        isSeen(context.site, content) &&
        isPermitted(context.site, content, "read", context.accountId) &&
        compiled.test(content),
    )
    .sort((a, b) => compiled.compare(a, b) || latestFirst(a, b));
  return { kind: "contents", contents };
}

const unreadable = (cql: string, why: string): CqlSelected => ({
  kind: "error",
  message: `Could not parse cql : ${cql}. ${why}`,
});

const latestFirst = (a: Content, b: Content): number =>
  latest(b).createdMs - latest(a).createdMs || (a.id < b.id ? 1 : -1);

const dialect = ({ site, nowMs, accountId }: CqlContext): Dialect<Content> => ({
  field: (name) => cqlField(site, name),
  emptyDiffers: true,
  nowMs,
  timeZone: site.tenant.timeZone,
  accountId,
});
