export { canonicalJson } from "./canonical-json.ts";
export {
  type CausedBy,
  chain,
  findConflict,
  findRepeated,
  subjectKey,
  type VersionOf,
} from "./chain.ts";
export type { Entry, Head, NewEntry } from "./entry.ts";
export { entryLine, entryOfLine, genesis } from "./entry-line.ts";
export { exportLines } from "./export.ts";
export {
  publicKeyOf,
  type SignedSeal,
  seal,
  statementHash,
} from "./seal.ts";
export { type Verification, verifyEntries, verifyLines } from "./verify.ts";
