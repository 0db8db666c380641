import { isDeepStrictEqual } from "node:util";
import { type Descriptor, versionClass } from "../../core/host/index.ts";

/** One version of an add-on, as the host makes it of a changed descriptor. */
export interface Release {
  /** "1.4.2": the interface with the host, changes that need approval, all others. */
  readonly release: string;
  readonly descriptor: Descriptor;
  /** When the host saw it. */
  readonly atMs: number;
  readonly kind: "first" | "automatic" | "needs-approval" | "major";
  /** What makes it a version of this kind, as half sentences. */
  readonly because: readonly string[];
}

/**
 * The version that a descriptor makes after those before; null where nothing changed.
 * Source: "Upgrading and versioning cloud apps".
 */
export function nextRelease(
  before: Release | null,
  descriptor: Descriptor,
  atMs: number,
): Release | null {
  if (before === null) {
    const release = `${descriptor.apiVersion}.0.0`;
    return { release, descriptor, atMs, kind: "first", because: ["it is the first"] };
  }
  const change = versionClass(before.descriptor, descriptor);
  if (change.kind === "unchanged") return null;
  const [major, minor, micro] = numbersOf(before.release);
  if (change.kind === "automatic") {
    const because = changedParts(before.descriptor, descriptor);
    const release = `${major}.${minor}.${micro + 1}`;
    return { release, descriptor, atMs, kind: "automatic", because };
  }
  const release =
    change.kind === "major"
      ? `${Math.max(descriptor.apiVersion, major + 1)}.0.0`
      : `${major}.${minor + 1}.0`;
  return { release, descriptor, atMs, kind: change.kind, because: change.because };
}

export const numbersOf = (release: string): [number, number, number] =>
  release.split(".").map(Number) as [number, number, number];

function changedParts(before: Descriptor, after: Descriptor): string[] {
  const parts = new Set([...Object.keys(before.document), ...Object.keys(after.document)]);
  return [...parts]
    .filter((part) => !isDeepStrictEqual(before.document[part], after.document[part]))
    .map((part) => `${part} changed`);
}
