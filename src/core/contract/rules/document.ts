import type { Finding, Path } from "../problem.ts";
import { type Rule, rule } from "./rule.ts";

/** What is wrong with the document whatever its sections are about. */
export const documentRules: readonly Rule[] = [
  rule({
    id: "empty-section",
    severity: "warning",
    asks: "Something in every section that is written.",
    source: "the format of the contract: an empty map says nothing, an empty list says none",
    needs: ["document"],
    check: ({ document }) => emptyMapsIn(document, []),
  }),
];

/** An empty list says none; an empty map says nothing. */
function emptyMapsIn(value: unknown, path: Path): readonly Finding[] {
  if (typeof value !== "object" || value === null) return [];
  const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  if (entries.length > 0)
    return entries.flatMap(([key, inner]) => emptyMapsIn(inner, [...path, key]));
  if (Array.isArray(value) || path.length === 0) return [];
  return [
    {
      path,
      message: `${String(path.at(-1))} is empty, so it promises and does nothing.`,
      hint: "Fill it in, or take it out.",
    },
  ];
}
