import { isAlias, isMap, isScalar, isSeq, type Pair, type YAMLMap, type YAMLSeq } from "yaml";
import type { Path } from "../problem.ts";
import { quote } from "../values/reading.ts";
import type { Fault } from "./fault.ts";
import { DEEPEST } from "./limits.ts";
import { type Place, placeKey } from "./places.ts";
import { tooDeep } from "./refuse-text.ts";

/** What reading a tree of YAML nodes fills: faults and places, beside the plain value it returns. */
export interface NodeNotes {
  readonly faults: Fault[];
  readonly places: Map<string, Place>;
  /** 1-based line of an offset, for sentences that point to another place. */
  readonly lineOf: (offset: number) => number;
}

/** A node of YAML → plain JSON value. The first of two equal keys counts; aliases are not followed. */
export function readNode(
  node: unknown,
  path: Path,
  keyOffset: number | null,
  notes: NodeNotes,
): unknown {
  const valueOffset = offsetOfNode(node) ?? keyOffset ?? 0;
  const isSingle = !isMap(node) && !isSeq(node);
  notes.places.set(placeKey(path), { keyOffset, valueOffset, isScalar: isSingle });
  if (path.length > DEEPEST) return void notes.faults.push(tooDeep(valueOffset));
  if (isAlias(node)) return void notes.faults.push(alias(node.source, valueOffset, path));
  if (isMap(node)) return readMap(node, path, notes);
  if (isSeq(node)) return readList(node, path, notes);
  return isScalar(node) ? node.value : null;
}

const readList = (list: YAMLSeq, path: Path, notes: NodeNotes): readonly unknown[] =>
  list.items.map((item, at) => readNode(item, [...path, at], null, notes));

function readMap(map: YAMLMap, path: Path, notes: NodeNotes): Readonly<Record<string, unknown>> {
  const firstOffsets = new Map<string, number>();
  const entries: [string, unknown][] = [];
  for (const { key, value } of map.items as readonly Pair[]) {
    const offset = offsetOfNode(key) ?? 0;
    if (!isScalar(key)) {
      notes.faults.push(complexKey(offset, path));
      continue;
    }
    const name = String(key.value);
    const firstOffset = firstOffsets.get(name);
    if (firstOffset !== undefined) {
      notes.faults.push(doubled(name, offset, notes.lineOf(firstOffset), [...path, name]));
      continue;
    }
    firstOffsets.set(name, offset);
    entries.push([name, readNode(value, [...path, name], offset, notes)]);
  }
  // `fromEntries` makes even `__proto__` an ordinary property.
  return Object.fromEntries(entries);
}

function offsetOfNode(node: unknown): number | null {
  const range = (node as { readonly range?: readonly number[] | null } | null)?.range;
  return range?.[0] ?? null;
}

const alias = (source: string, offset: number, path: Path): Fault => ({
  rule: "text.alias",
  offset,
  path,
  message: `The alias ${quote(`*${source}`)} is not followed.`,
  hint: "Write the value out: what is published must be readable as it stands.",
});

const complexKey = (offset: number, path: Path): Fault => ({
  rule: "text.explicit-key",
  offset,
  path,
  message: "A list or a map cannot be a key.",
  hint: "Write key: value with a word as the key.",
});

const doubled = (name: string, offset: number, firstLine: number, path: Path): Fault => ({
  rule: "text.doubled-key",
  offset,
  path,
  message: `${quote(name)} stands here a second time.`,
  hint: `Keep one; the first is on line ${firstLine}.`,
});
