import { hash } from "node:crypto";
import { PlimsollError } from "../errors/index.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { Entry, Head } from "./entry.ts";

/** Before the first entry. */
export const genesis: Head = { seq: 0, hash: "0".repeat(64) };

/** Adds the hash to an entry that lacks only that. */
export function hashed(entry: Omit<Entry, "hash">): Entry {
  const [before, after] = aroundHash(entry);
  return { ...entry, hash: hash("sha256", before + after) };
}

/** An entry as it is stored and exported: one line, its canonical JSON. */
export function entryLine(entry: Entry): string {
  const [before, after] = aroundHash(entry);
  return `${before},"hash":"${entry.hash}"${after}`;
}

/** The entry of a line as it is stored; whether it is the one that was written, verifying tells. @throws PlimsollError `store.damaged` */
export function entryOfLine(line: string): Entry {
  try {
    return JSON.parse(line) as Entry;
  } catch (cause) {
    const message = `An entry of the ledger cannot be read any more: ${line.slice(0, 40)}`;
    throw new PlimsollError("store.damaged", message, { cause });
  }
}

/** The canonical JSON of every field but `hash`, parted where `hash` belongs: one text serves both. */
function aroundHash(e: Omit<Entry, "hash">): readonly [string, string] {
  const cause = e.cause === undefined ? "" : `,"cause":${canonicalJson(e.cause)}`;
  const input = e.inputHash === undefined ? "" : `,"inputHash":${canonicalJson(e.inputHash)}`;
  return [
    `{"addon":${canonicalJson(e.addon)},"at":${canonicalJson(e.at)},"by":${canonicalJson(e.by)}${cause},"data":${canonicalJson(e.data, "data")}`,
    `${input},"previous":"${e.previous}","seq":${e.seq},"subject":${canonicalJson(e.subject)},"type":${canonicalJson(e.type)},"version":${e.version}}`,
  ];
}
