import type { LazyRow, Row } from "./rows.ts";

/** How one kind of report is asked for: what each part of the query means. */
export interface ReportKind {
  /** The name of its list in an answer, such as "licenses". */
  readonly list: string;
  /** Which field a parameter narrows, and which values it takes; `any`: every value. */
  readonly filters: Readonly<Record<string, Filter>>;
  /** Fields by the names under which `sortBy` knows them. */
  readonly sortable: Readonly<Record<string, string>>;
  /** The dates that `startDate` and `endDate` bound, by `dateType`; the first is the standard. */
  readonly dates: Readonly<Record<string, string>>;
}

export interface Filter {
  /** "purchaseDetails.saleType": as it lies in a row. */
  readonly field: string;
  /** What may be asked, in lower case and without underscores; null: anything. */
  readonly values: readonly string[] | null;
}

export type ReportResult =
  | { readonly kind: "rows"; readonly rows: readonly LazyRow[] }
  | { readonly kind: "refused"; readonly message: string };

const DATE = /^\d{4}-\d{2}-\d{2}$/;

type Test = (row: Row) => boolean;

/** The rows that a query asks for, in its order. A value that the report does not know is refused. */
export function queryReport(
  kind: ReportKind,
  rows: readonly LazyRow[],
  query: URLSearchParams,
): ReportResult {
  const filters = filterTests(kind, query);
  if (typeof filters === "string") return refused(filters);
  const dates = dateTests(kind, query);
  if (typeof dates === "string") return refused(dates);
  const tests = [...filters, ...textTests(query), ...dates];
  const found =
    tests.length === 0 ? rows : rows.filter((row) => tests.every((test) => test(row())));
  return sorted(kind, found, query);
}

/** The tests of the filters, or what is wrong with them. */
function filterTests({ filters }: ReportKind, query: URLSearchParams): Test[] | string {
  const tests: Test[] = [];
  for (const [parameter, { field, values }] of Object.entries(filters)) {
    const given = query.getAll(parameter).flatMap((value) => value.split(","));
    const asked = given.filter((value) => value !== "");
    const unknown = asked.find((value) => values && !values.includes(plain(value)));
    if (unknown !== undefined)
      return `${parameter} must be one of ${values?.join(", ")}; not ${unknown}.`;
    const wanted = new Set(asked.map(plain));
    if (wanted.size > 0) tests.push((row) => wanted.has(plain(at(row, field))));
  }
  return tests;
}

function textTests(query: URLSearchParams): Test[] {
  const text = query.get("text")?.toLowerCase();
  return text ? [(row) => JSON.stringify(row).toLowerCase().includes(text)] : [];
}

function dateTests(kind: ReportKind, query: URLSearchParams): Test[] | string {
  const types = Object.keys(kind.dates);
  const dateType = query.get("dateType") ?? types[0]!;
  const field = kind.dates[dateType];
  if (field === undefined) return `dateType must be one of ${types.join(", ")}.`;
  const tests: Test[] = [];
  for (const [parameter, of, isWanted] of [
    ["startDate", field, (date: string, bound: string) => date >= bound],
    ["endDate", field, (date: string, bound: string) => date <= bound],
    ["lastUpdated", "lastUpdated", (date: string, bound: string) => date >= bound],
  ] as const) {
    const bound = query.get(parameter)?.slice(0, 10);
    if (bound === undefined) continue;
    if (!DATE.test(bound)) return `${parameter} must be a date such as 2027-01-31.`;
    tests.push((row) => isWanted(at(row, of), bound));
  }
  return tests;
}

function sorted(
  { sortable }: ReportKind,
  rows: readonly LazyRow[],
  query: URLSearchParams,
): ReportResult {
  const sortBy = query.get("sortBy");
  const order = query.get("order") ?? "asc";
  if (order !== "asc" && order !== "desc") return refused("order must be asc or desc.");
  if (sortBy === null) return { kind: "rows", rows };
  const field = sortable[sortBy];
  if (field === undefined)
    return refused(`sortBy must be one of ${Object.keys(sortable).join(", ")}; not ${sortBy}.`);
  const sign = order === "asc" ? 1 : -1;
  return {
    kind: "rows",
    rows: rows.toSorted((a, b) => sign * compare(at(a(), field), at(b(), field))),
  };
}

const compare = (a: string, b: string): number => a.localeCompare(b, "en", { numeric: true });

/** "Data Center" and "datacenter", "OPEN_SOURCE" and "open_source", "25 Users" and "25" mean the same. */
const plain = (value: string): string =>
  value
    .toLowerCase()
    .replace(/ users$/, "")
    .replace(/[\s_]/g, "");

const at = (row: Row, field: string): string => {
  const value = field
    .split(".")
    .reduce<unknown>((part, step) => (part as Row | undefined)?.[step], row);
  return value === undefined || value === null ? "" : String(value);
};

const refused = (message: string): ReportResult => ({ kind: "refused", message });
