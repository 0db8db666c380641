import { decodedSegment, memoized } from "../world/index.ts";
import type { Operation } from "./operation.ts";

export type Routed =
  | {
      readonly kind: "found";
      readonly operation: Operation;
      readonly params: Readonly<Record<string, string>>;
    }
  /** The path exists, the method does not. */
  | { readonly kind: "wrong-method"; readonly allowed: readonly string[] }
  | { readonly kind: "unknown" };

interface Node {
  readonly literals: Map<string, Node>;
  parameter: Node | null;
  readonly methods: Map<
    string,
    { readonly operation: Operation; readonly names: readonly string[] }
  >;
}

const node = (): Node => ({ literals: new Map(), parameter: null, methods: new Map() });

const MOST_REMEMBERED = 20_000;

/** Finds the operation for a method and path: by segment, a literal before a parameter. */
export function router(operations: readonly Operation[]): (method: string, path: string) => Routed {
  const root = node();
  for (const operation of operations) insert(root, operation);
  // The same few addresses are asked for again and again, on every site.
  return memoized(MOST_REMEMBERED, (method, path) => {
    const values: string[] = [];
    const leaf = walk(root, path, 1, values, method);
    if (!leaf) return { kind: "unknown" };
    const match = leaf.methods.get(method);
    if (!match) return { kind: "wrong-method", allowed: [...leaf.methods.keys()] };
    const params: Record<string, string> = {};
    for (let i = 0; i < values.length; i++) params[match.names[i]!] = decodedSegment(values[i]!);
    return { kind: "found", operation: match.operation, params };
  });
}

function insert(root: Node, operation: Operation): void {
  const names: string[] = [];
  let at = root;
  for (const segment of operation.path.split("/").slice(1)) {
    if (segment.startsWith("{")) {
      names.push(segment.slice(1, -1));
      at = at.parameter ??= node();
    } else {
      let next = at.literals.get(segment);
      if (!next) at.literals.set(segment, (next = node()));
      at = next;
    }
  }
  at.methods.set(operation.method, { operation, names });
}

/**
 * From the segment that begins at `from`, depth first; a literal branch that offers the path but not
 * the method yields to a parameter that offers both.
 */
function walk(at: Node, path: string, from: number, values: string[], method: string): Node | null {
  if (from >= path.length) return at.methods.size > 0 ? at : null;
  const slash = path.indexOf("/", from);
  const end = slash < 0 ? path.length : slash;
  const segment = path.slice(from, end);
  const literal = at.literals.get(segment);
  const kept = values.length;
  const found = literal ? walk(literal, path, end + 1, values, method) : null;
  if (found?.methods.has(method) || !at.parameter || segment === "") return found;
  const keptValues = values.splice(kept);
  values.push(segment);
  const other = walk(at.parameter, path, end + 1, values, method);
  if (other && (other.methods.has(method) || !found)) return other;
  values.splice(kept, Number.POSITIVE_INFINITY, ...keptValues);
  return found;
}
