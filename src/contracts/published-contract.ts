import {
  type Contract,
  type ContractReading,
  type PublishedVersion,
  type PublishedVersions,
  readContract,
  versionInForce,
  withPromiseOf,
} from "../core/contract/index.ts";
import type { Kept } from "../engine/index.ts";
import type { ContractVersion } from "../entries/index.ts";

/** A contract that can be used, with its text as written. */
export type UsableContract = Extract<ContractReading, { readonly kind: "contract" }>;

/** Texts that were read lately, by their hash. */
const lately = new Map<string, UsableContract | null>();
const MOST_REMEMBERED = 16;

/** The document of a version as published; null: it was not kept, or this Plimsoll cannot use it. */
export function contractOf(version: ContractVersion, kept: Kept): UsableContract | null {
  const text = textOf(version, kept);
  if (text === null) return null;
  const known = lately.get(version.hash);
  if (known !== undefined) return known;
  const read = readContract(text);
  const usable = read.kind === "contract" ? read : null;
  if (lately.size >= MOST_REMEMBERED) lately.delete(lately.keys().next().value!);
  lately.set(version.hash, usable);
  return usable;
}

/** To the letter; null: it was not kept. */
export function textOf({ documentId }: ContractVersion, kept: Kept): string | null {
  const content = documentId === null ? null : kept(documentId);
  return content ? new TextDecoder().decode(content) : null;
}

/**
 * What is in force at a moment, to be compared with `next`: without its document, with the promise
 * alone; null: that cannot be read either.
 */
export function contractAt(
  versions: PublishedVersions & readonly ContractVersion[],
  atMs: number,
  next: Contract,
  kept: Kept,
): Contract | null {
  const version = versionInForce(versions, atMs) as PublishedVersion & ContractVersion;
  const whole = contractOf(version, kept)?.contract;
  if (whole !== undefined) return whole;
  const promise = withPromiseOf(next, version);
  return promise === next ? null : promise;
}
