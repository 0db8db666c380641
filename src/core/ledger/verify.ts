import { canonicalJson } from "./canonical-json.ts";
import { subjectKey } from "./chain.ts";
import type { Batches, Entry, Head } from "./entry.ts";
import { entryLine, genesis, hashed } from "./entry-line.ts";
import { isSignedSeal, type SignedSeal, statementHash, verifySeal } from "./seal.ts";

/** What verification found. `line` counts from 1, as editors do. */
export type Verification =
  | {
      readonly kind: "intact";
      readonly entries: number;
      readonly head: Head;
      /** Every seal met, oldest first; the last one closes the file. */
      readonly seals: readonly SignedSeal[];
    }
  | { readonly kind: "broken"; readonly line: number; readonly reason: string };

/**
 * Verifies an exported ledger line by line and stops at the first line that is not as it was
 * written. Needs no store and no network; holds one hash per entry. Where line ends were changed to
 * CR LF on the way, it says so, and whether anything else was changed.
 * @param trustedKey a seal by any other key counts as broken; left out, any one key will do.
 */
export async function verifyLines(
  lines: AsyncIterable<string> | Iterable<string>,
  trustedKey?: string,
): Promise<Verification> {
  const verifier = startVerifier(trustedKey);
  let line = 0;
  let firstChangedEnd = 0;
  for await (const text of lines) {
    line++;
    const isEndChanged = text.endsWith("\r");
    if (isEndChanged) firstChangedEnd ||= line;
    const reason = verifier.next(isEndChanged ? text.slice(0, -1) : text);
    if (reason) return { kind: "broken", line, reason };
  }
  if (!verifier.isClosed())
    return { kind: "broken", line: line + 1, reason: "the closing seal is missing" };
  if (firstChangedEnd > 0) return { kind: "broken", line: firstChangedEnd, reason: CHANGED_ENDS };
  return { kind: "intact", ...verifier.found() };
}

/** The same of a ledger as a store gives it, without a closing seal; `line` is the entry's number. */
export async function verifyEntries(batches: Batches): Promise<Verification> {
  const verifier = startVerifier(undefined);
  let number = 0;
  for await (const batch of batches)
    for (const entry of batch) {
      number++;
      const reason = verifier.next(entryLine(entry));
      if (reason) return { kind: "broken", line: number, reason };
    }
  return { kind: "intact", ...verifier.found() };
}

const CHANGED_ENDS =
  "its line ends are CR LF where LF was written, as editors and version control on Windows change " +
  "them; but for the line ends the whole file is as it was written";

/** A verifier takes one line at a time and answers what is wrong with it, or null. */
function startVerifier(trustedKey: string | undefined) {
  const hashes = [genesis.hash];
  const versions = new Map<string, number>();
  const seals: SignedSeal[] = [];
  let isClosed = false;
  let key = trustedKey;

  const head = (): Head => ({ seq: hashes.length - 1, hash: hashes.at(-1)! });

  function checkSeal(signed: SignedSeal): string | null {
    key ??= signed.publicKey;
    if (signed.publicKey !== key) return "the seal is signed with another key";
    if (!verifySeal(signed)) return "the seal's signature does not match";
    if (hashes[signed.seal.head.seq] !== signed.seal.head.hash)
      return "the seal does not match the lines before it";
    seals.push(signed);
    return null;
  }

  function checkEntry(entry: Entry, line: string): string | null {
    const reason = brokenLink(entry, head()) ?? brokenContent(entry, line);
    if (reason) return reason;
    const subject = subjectKey(entry.addon, entry.subject);
    const due = (versions.get(subject) ?? 0) + 1;
    if (entry.version !== due)
      return `version is ${entry.version} where ${due} is due for ${entry.subject}`;
    const sealReason = isSignedSeal(entry.data)
      ? (checkSeal(entry.data) ?? otherStatement(entry.data, entry.data))
      : null;
    if (sealReason) return sealReason;
    versions.set(subject, due);
    hashes.push(entry.hash);
    return null;
  }

  function checkClosing(signed: SignedSeal, line: string): string | null {
    const { seal, publicKey, signature } = signed;
    if (line !== canonicalJson({ seal, publicKey, signature }))
      return "the closing seal is not as it was written";
    if (seal.head.seq !== hashes.length - 1)
      return `the closing seal is over ${seal.head.seq} entries, the file has ${hashes.length - 1}`;
    isClosed = true;
    return checkSeal(signed);
  }

  return {
    isClosed: () => isClosed,
    found: () => ({ entries: hashes.length - 1, head: head(), seals }),
    next(line: string): string | null {
      if (isClosed) return "there is a line after the closing seal";
      const value = parse(line);
      if (value === undefined) return "the line is not JSON";
      try {
        if (isEntry(value)) return checkEntry(value, line);
        return isSignedSeal(value)
          ? checkClosing(value, line)
          : "the line is neither entry nor seal";
      } catch {
        return "the line holds what cannot be hashed";
      }
    },
  };
}

function otherStatement({ seal }: SignedSeal, data: Entry["data"]): string | null {
  const isOther = seal.statement !== undefined && seal.statement !== statementHash(data.statement);
  return isOther ? "the seal is over another statement" : null;
}

function brokenLink(entry: Entry, head: Head): string | null {
  if (entry.seq !== head.seq + 1)
    return `seq is ${entry.seq} where ${head.seq + 1} is due: a line is missing or out of order`;
  return entry.previous === head.hash ? null : "the line does not follow the line before it";
}

function brokenContent(entry: Entry, line: string): string | null {
  if (hashed(entry).hash !== entry.hash) return "the content does not match its hash";
  return entryLine(entry) === line ? null : "the line is not in canonical form";
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isEntry(value: unknown): value is Entry {
  const e = value as Partial<Entry> | null;
  if (typeof e !== "object" || e === null || typeof e.data !== "object" || e.data === null)
    return false;
  const texts = [e.addon, e.subject, e.type, e.at, e.by, e.previous, e.hash];
  return (
    texts.every((text) => typeof text === "string") &&
    Number.isSafeInteger(e.seq) &&
    Number.isSafeInteger(e.version)
  );
}
