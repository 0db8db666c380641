export { canonicalJson } from "./canonical-json.ts";
export {
  type CausedBy,
  type Conflict,
  chain,
  findConflict,
  findRepeated,
  subjectKey,
  type VersionOf,
} from "./chain.ts";
export type { Entry, Head, NewEntry } from "./entry.ts";
export { entryLine, entryOfLine, genesis } from "./entry-line.ts";
export { exportLines } from "./export.ts";
export { fold, versions } from "./fold.ts";
export {
  publicKeyOf,
  type Seal,
  type SignedSeal,
  seal,
  statementHash,
  verifySeal,
} from "./seal.ts";
export { type Verification, verifyEntries, verifyLines } from "./verify.ts";
