import { type CsvError, parse } from "csv-parse/sync";
import { LineCounter, parseDocument } from "yaml";
import * as z from "zod";
import type { Problem } from "../core/contract/index.ts";
import { detailOf } from "../engine/index.ts";
import { tenantChanges } from "../entries/index.ts";

const SINCE = "It must be a day or a moment: 2027-01-17, 2027-01-17T02:00:00Z";
const isName = (text: string): boolean => !/[\p{Cc}\p{Cs}]/u.test(text);

/** One tenant as a file tells of it: what is left out stays as it is known, null takes it back. */
const row = z.strictObject({
  id: z
    .string()
    .trim()
    .min(1)
    .max(256)
    .refine(isName, "It must not have control characters")
    .describe("As metrics name it in plimsoll.tenant: the clientKey, or the installation's id."),
  state: z.enum(["enabled", "disabled", "uninstalled"]).optional(),
  since: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/, SINCE)
    .refine((text) => !Number.isNaN(Date.parse(text)), SINCE)
    .optional()
    .describe("Since when it is in that state."),
  ...tenantChanges.shape,
});

export type ImportedTenant = z.infer<typeof row>;

export type ImportReading =
  | { readonly kind: "rows"; readonly rows: readonly ImportedTenant[] }
  | { readonly kind: "problems"; readonly problems: readonly Problem[] };

/** A value of the file, with the line that it came from. */
interface Given {
  readonly value: unknown;
  readonly line: number;
}

/** Reads CSV with a header, or a JSON array of objects. Whatever is wrong is said at once, and nothing is taken over then. */
export function readImport(text: string): ImportReading {
  const isJson = /^\s*\[/.test(text);
  const read = isJson ? readJson(text) : readCsv(text.replace(/^\ufeff/, ""));
  if ("problems" in read) return { kind: "problems", problems: read.problems };
  const rows: ImportedTenant[] = [];
  const problems: Problem[] = [];
  const lines = new Map<string, number>();
  for (const [at, { value, line }] of read.given.entries()) {
    const parsed = row.safeParse(value);
    if (!parsed.success) {
      for (const issue of parsed.error.issues)
        problems.push(problemAt(line, [at, ...issue.path.map(String)], wrongIn(issue)));
      continue;
    }
    const first = lines.get(parsed.data.id);
    if (first !== undefined)
      problems.push(problemAt(line, [at, "id"], "The tenant stands there twice"));
    lines.set(parsed.data.id, line);
    rows.push(parsed.data);
  }
  if (rows.length === 0 && problems.length === 0)
    problems.push(problemAt(1, [], "The file names no tenant"));
  if (problems.length === 0) return { kind: "rows", rows };
  return { kind: "problems", problems: isJson ? located(problems, text) : problems };
}

type Parsed = { readonly given: readonly Given[] } | { readonly problems: readonly Problem[] };

interface CsvRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** Columns stand in any order; an empty cell says nothing. */
function readCsv(text: string): Parsed {
  let records: readonly CsvRecord[];
  try {
    const options = { info: true, relax_column_count: true, skip_empty_lines: true, trim: true };
    records = parse(text, options) as unknown as readonly CsvRecord[];
  } catch (error) {
    const { message, lines } = error as CsvError & { readonly lines?: number };
    return { problems: [problemAt(lines ?? 1, [], message)] };
  }
  const [head, ...rest] = records;
  if (head === undefined) return { given: [] };
  const columns = head.record;
  const wrong = headProblems(columns, head.info.lines);
  for (const { record, info } of rest)
    if (record.length > columns.length)
      wrong.push(
        problemAt(
          info.lines,
          [],
          `The row has ${record.length} cells, the header ${columns.length}`,
        ),
      );
  if (wrong.length > 0) return { problems: wrong };
  const given = rest.map(({ record, info }) => {
    const cells = columns.map((name, at) => [name, record[at] ?? ""] as const);
    const told = cells.filter(([, cell]) => cell !== "");
    return {
      value: Object.fromEntries(
        told.map(([name, cell]) => [name, name === "users" ? numberIn(cell) : cell]),
      ),
      line: info.lines,
    };
  });
  return { given };
}

function headProblems(columns: readonly string[], line: number): Problem[] {
  const wrong = columns.flatMap((name, at) => {
    if (!Object.hasOwn(row.shape, name))
      return [problemAt(line, [], `There is no column ${name || "without a name"}`)];
    return columns.indexOf(name) < at
      ? [problemAt(line, [], `The column ${name} stands there twice`)]
      : [];
  });
  if (!columns.includes("id")) wrong.push(problemAt(line, [], "The column id is missing"));
  return wrong;
}

const numberIn = (cell: string): number | string => (/^\d+$/.test(cell) ? Number(cell) : cell);

function readJson(text: string): Parsed {
  try {
    return { given: (JSON.parse(text) as unknown[]).map((value) => ({ value, line: 1 })) };
  } catch (error) {
    const at = /line (\d+)/.exec((error as Error).message)?.[1];
    return {
      problems: [problemAt(Number(at ?? 1), [], `It is not JSON: ${(error as Error).message}`)],
    };
  }
}

/** JSON's own parser knows no lines; only what is wrong is worth the reading by one that does. */
function located(problems: readonly Problem[], text: string): readonly Problem[] {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  return problems.map((problem) => {
    const [, at = "", name] = /^\[(\d+)\](?:\.(.*))?$/.exec(problem.path) ?? [];
    const paths = name === undefined ? [[Number(at)]] : [[Number(at), name], [Number(at)]];
    for (const path of paths) {
      const node = document.getIn(path, true) as { readonly range?: readonly number[] } | undefined;
      if (node?.range === undefined) continue;
      const { line, col } = lineCounter.linePos(node.range[0]!);
      return { ...problem, line, column: col };
    }
    return problem;
  });
}

const wrongIn = (issue: z.core.$ZodIssue): string =>
  issue.code === "invalid_format" && issue.format === "regex" ? issue.message : detailOf(issue);

const problemAt = (line: number, path: readonly (string | number)[], message: string): Problem => ({
  severity: "error",
  rule: "tenants.unreadable",
  line,
  column: 1,
  path: path.length === 0 ? "" : [`[${path[0]}]`, ...path.slice(1)].join("."),
  message: message.replace(/\.?$/, "."),
  hint: `Each tenant has ${Object.keys(row.shape).join(", ")}; only id is needed.`,
});
