import { jsonSchema } from "../json-schema.ts";
import type { SchemaNode } from "../shape/schema-node.ts";

/** Every single value that a contract may hold, by path: `operations.probes[].every`, `operations.backups.*.keep`. */
export const contractLeaves = (): readonly (readonly [path: string, node: SchemaNode])[] => [
  ...leavesBelow(jsonSchema() as SchemaNode, ""),
];

function* leavesBelow(node: SchemaNode, path: string): Generator<readonly [string, SchemaNode]> {
  const inside: readonly (readonly [string, SchemaNode])[] = [
    ...Object.entries(node.properties ?? {}).map(
      ([key, child]) => [path === "" ? key : `${path}.${key}`, child] as const,
    ),
    ...(node.items ? [[`${path}[]`, node.items] as const] : []),
    ...(node.additionalProperties ? [[`${path}.*`, node.additionalProperties] as const] : []),
  ];
  if (inside.length === 0) yield [path, node];
  for (const [place, child] of inside) yield* leavesBelow(child, place);
}
