import type { Path } from "../problem.ts";

/** What a JSON Schema says of one place; problems take their words from it. */
export interface SchemaNode {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: SchemaNode | false;
  readonly items?: SchemaNode;
}

/** What is said of the place at `path`; undefined where nothing may stand. */
export function schemaNodeAt(root: SchemaNode, path: Path): SchemaNode | undefined {
  let node: SchemaNode | undefined = root;
  for (const step of path) {
    if (typeof step === "number") node = node?.items;
    else if (node?.properties && Object.hasOwn(node.properties, step)) node = node.properties[step];
    else node = node?.additionalProperties || undefined;
  }
  return node;
}

export const keysOf = (node: SchemaNode | undefined): readonly string[] =>
  Object.keys(node?.properties ?? {});

/** The maps, by path, that know this key; shallow ones first. */
export function homesOf(root: SchemaNode, key: string): readonly Path[] {
  const homes: Path[] = [];
  const queue: [SchemaNode, Path][] = [[root, []]];
  for (const [node, path] of queue) {
    if (keysOf(node).includes(key)) homes.push(path);
    for (const [name, child] of Object.entries(node.properties ?? {}))
      queue.push([child, [...path, name]]);
  }
  return homes;
}

/** An example as it would stand in the document: `8h`, `[local]`, `{ target: 99.9% }`. */
export function exampleOf(node: SchemaNode | undefined): string | null {
  const example = node?.examples?.[0];
  if (Array.isArray(example)) return `[${example.join(", ")}]`;
  if (example !== undefined) return String(example);
  if (node?.items) return `[${exampleOf(node.items)}]`;
  if (node?.additionalProperties) return `{ data: ${exampleOf(node.additionalProperties)} }`;
  return node?.properties ? mapExample(node.properties, node.required) : null;
}

/** What must be there; where nothing must, the first key. */
function mapExample(
  properties: Readonly<Record<string, SchemaNode>>,
  required: readonly string[] = Object.keys(properties).slice(0, 1),
): string {
  const parts = required.map((key) => `${key}: ${exampleOf(properties[key])}`);
  return `{ ${parts.join(", ")} }`;
}
