import { expect, test } from "vitest";
import { parse } from "yaml";
import { jsonSchema } from "./json-schema.ts";
import { documentSchema } from "./schema.ts";
import type { SchemaNode } from "./shape/schema-node.ts";
import { exemplary } from "./testdata/exemplary.ts";

interface Node extends SchemaNode {
  readonly pattern?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
}

/** Every place below `node`, with its path. */
function* placesBelow(node: Node, path: string): Generator<readonly [string, Node]> {
  yield [path, node];
  for (const [key, child] of Object.entries(node.properties ?? {}))
    yield* placesBelow(child, `${path}.${key}`);
  if (node.items) yield* placesBelow(node.items, `${path}[]`);
  if (node.additionalProperties) yield* placesBelow(node.additionalProperties, `${path}.*`);
}

const places = [...placesBelow(jsonSchema() as Node, "")];
const isSingle = ({ properties, items, additionalProperties }: Node) =>
  !properties && !items && !additionalProperties;

test("it is a schema of draft 2020-12", () => {
  expect(jsonSchema()).toMatchObject({
    $schema: "https://json-schema.org/draft/2020-12/schema",
    type: "object",
    required: ["plimsoll", "addon", "sla"],
    additionalProperties: false,
  });
});

test("every value is described, with an example", () => {
  const bare = places.filter(
    ([, node]) => isSingle(node) && !(node.description && node.examples?.length),
  );
  expect(bare.map(([path]) => path)).toEqual([]);
});

test("every map refuses unknown keys", () => {
  const open = places.filter(
    ([, { properties, additionalProperties }]) => properties && additionalProperties !== false,
  );
  expect(open.map(([path]) => path)).toEqual([]);
});

test("every example fits its own pattern", () => {
  const odd = places.flatMap(([path, { pattern, examples }]) =>
    pattern && !examples?.every((example) => new RegExp(pattern, "u").test(String(example)))
      ? [path]
      : [],
  );
  expect(odd).toEqual([]);
});

test("every value of the exemplary contract fits the schema", () => {
  expect(misfits(jsonSchema() as Node, parse(exemplary), "")).toEqual([]);
  expect(documentSchema.safeParse(parse(exemplary)).success).toBe(true);
});

/** As much of JSON Schema as ours uses. */
function misfits(node: Node | undefined, value: unknown, path: string): readonly string[] {
  if (node === undefined) return [`${path} is unknown`];
  if (Array.isArray(value))
    return node.type === "array"
      ? value.flatMap((item, at) => misfits(node.items, item, `${path}[${at}]`))
      : [`${path} is a list`];
  if (typeof value === "object" && value !== null)
    return node.type === "object"
      ? Object.entries(value).flatMap(([key, child]) =>
          misfits(
            node.properties?.[key] ?? (node.additionalProperties || undefined),
            child,
            `${path}.${key}`,
          ),
        )
      : [`${path} is a map`];
  const types = [node.type].flat();
  const hasType =
    types.includes(typeof value) || (types.includes("integer") && Number.isInteger(value));
  const isChosen =
    (node.enum?.includes(value) ?? true) && (node.const === undefined || node.const === value);
  const fits = !node.pattern || new RegExp(node.pattern, "u").test(String(value));
  return hasType && isChosen && fits ? [] : [`${path}: ${String(value)}`];
}
