import type { Row } from "./rows.ts";

/** Parts of a row whose fields stand by themselves in a table. */
const CONTAINERS = new Set(["contactDetails", "customerDetails", "purchaseDetails"]);

/** A table with a header, as RFC 4180 writes one: nested fields become columns such as "technicalContactEmail". */
export function csv(rows: readonly Row[]): string {
  const flat = rows.map((row) => new Map(flatten(row, "")));
  const columns = [...new Set(flat.flatMap((row) => [...row.keys()]))];
  const lines = flat.map((row) => columns.map((column) => cell(row.get(column) ?? "")).join(","));
  return [columns.map(cell).join(","), ...lines, ""].join("\r\n");
}

function flatten(row: Row, prefix: string): [string, string][] {
  return Object.entries(row).flatMap(([field, value]): [string, string][] => {
    const name = prefix === "" ? field : `${prefix}${field[0]!.toUpperCase()}${field.slice(1)}`;
    if (typeof value !== "object" || value === null) return [[name, String(value ?? "")]];
    return flatten(value as Row, CONTAINERS.has(field) ? prefix : name);
  });
}

const cell = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
