import type { KeyObject } from "node:crypto";
import { canonicalJson } from "./canonical-json.ts";
import type { Batches, Head } from "./entry.ts";
import { entryLine, genesis } from "./entry-line.ts";
import { seal } from "./seal.ts";

/**
 * The whole ledger as lines of JSON: every entry in canonical form, then one signed seal over the
 * last, so that a reader needs nothing else to verify it (`verifyLines`).
 */
export async function* exportLines(
  batches: Batches,
  privateKey: KeyObject,
): AsyncGenerator<string, void> {
  let head: Head = genesis;
  for await (const batch of batches) {
    for (const entry of batch) {
      yield entryLine(entry);
      head = { seq: entry.seq, hash: entry.hash };
    }
  }
  yield canonicalJson(seal({ period: "export", head }, privateKey));
}
