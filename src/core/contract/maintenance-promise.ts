import type { Sla } from "./contract.ts";
import { parseDocument } from "./document/parse-document.ts";
import { type PublishedVersions, versionInForce } from "./history.ts";
import { readSections } from "./read-shape.ts";

const read = new Map<string, Sla["maintenance"]>();

/** What is promised of maintenance at a moment, as the ledger tells of it; null: nothing. */
export function maintenancePromise(versions: PublishedVersions, atMs: number): Sla["maintenance"] {
  const { sla, hash } = versionInForce(versions, atMs);
  const known = read.get(hash);
  if (known !== undefined) return known;
  const { plain } = parseDocument(sla);
  const promise = (plain === null ? null : readSections(plain).maintenance) ?? null;
  read.set(hash, promise);
  return promise;
}
