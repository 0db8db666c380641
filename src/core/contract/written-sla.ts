import { createHash } from "node:crypto";
import { isMap, isScalar, parseDocument } from "yaml";
import { canonicalJson } from "../ledger/index.ts";

/** The `sla` section exactly as its author wrote it. */
export interface WrittenSla {
  /** YAML, comments and order included. */
  readonly text: string;
  /** The same as plain JSON, units still as written. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** The `sla` section cut out of a contract that was checked, exactly as its author wrote it. */
export function writtenSla(contractText: string): WrittenSla {
  // As the contract itself is read: a directive %YAML 1.1 would make a date of a date.
  const document = parseDocument(contractText, { schema: "core" });
  const pair = isMap(document.contents)
    ? document.contents.items.find(({ key }) => isScalar(key) && key.value === "sla")
    : undefined;
  if (!isScalar(pair?.key) || !isMap(pair.value)) return { text: "", json: {} };
  const start = pair.key.range![0];
  const text = contractText.slice(start, pair.value.range![2]).trimEnd();
  return { text: `${text}\n`, json: pair.value.toJS(document) };
}

/** SHA-256 over the canonical JSON (RFC 8785) of the section: anybody can reckon it from `/sla.json`. */
export function slaHash({ json }: WrittenSla): string {
  return `sha256:${createHash("sha256").update(canonicalJson(json)).digest("hex")}`;
}
