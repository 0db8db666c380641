import type * as z from "zod";
import type { Path } from "../problem.ts";
import { type DocumentShape, schemaRoot } from "./document-shape.ts";
import { type Misfit, missing, outOfRange, wrongChoice, wrongName, wrongType } from "./misfit.ts";
import { type SchemaNode, schemaNodeAt } from "./schema-node.ts";
import type { ShapeFinding } from "./shape-finding.ts";
import { unknownKey } from "./unknown-key.ts";

/** Everything in a document that does not fit its shape; empty where it fits. */
export function findMisfits(
  plain: unknown,
  shape: DocumentShape<unknown>,
): readonly ShapeFinding[] {
  const parsed = shape.schema.safeParse(plain);
  if (parsed.success) return [];
  const root = schemaRoot(shape);
  const unknown = parsed.error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => unknownKey(root, pathOf(issue), key, shape.noun))
      : [],
  );
  // A misspelt key is one mistake: it is not also said to be missing under its right name.
  const respelt = new Set(unknown.map(({ meant }) => JSON.stringify(meant)));
  const misfits = parsed.error.issues.flatMap((issue): readonly ShapeFinding[] => {
    if (issue.code === "unrecognized_keys") return [];
    const path = pathOf(issue);
    const misfit = { path, ...misfitOf(issue, path, valueAt(plain, path), root) };
    return misfit.rule === "shape.missing" && respelt.has(JSON.stringify(path)) ? [] : [misfit];
  });
  return [...unknown, ...misfits];
}

type Issue = z.core.$ZodIssue;

const pathOf = ({ path }: Issue): Path => path as Path;

function misfitOf(issue: Issue, path: Path, value: unknown, root: SchemaNode): Misfit {
  const node = schemaNodeAt(root, path);
  if (issue.code === "invalid_key") return wrongName(String(path.at(-1)));
  if (value === undefined || value === null)
    return missing(String(path.at(-1)), value === null, node);
  switch (issue.code) {
    case "custom": {
      const hint = String(issue.params?.hint ?? "");
      return { rule: "shape.wrong-value", part: "value", message: issue.message, hint };
    }
    case "invalid_value":
      return wrongChoice(value, issue.values);
    case "too_small":
      return outOfRange(
        value,
        `Write ${issue.inclusive ? "" : "more than "}${issue.minimum}${issue.inclusive ? " or more" : ""}.`,
      );
    case "too_big":
      return outOfRange(value, `Write at most ${issue.maximum}.`);
    default:
      return wrongType(value, node);
  }
}

const valueAt = (plain: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (at, step) => (at as Record<string | number, unknown> | null)?.[step],
    plain,
  );
