import { integer, pick, type Random } from "../../core/chance/index.ts";
import type { OperationTable, Shape } from "./operation.ts";

/** How deep a shape is followed; below it optional fields are left out. */
const MAX_DEPTH = 4;

/** A value of a shape, decided by chance alone: the same stream of chance gives the same value. */
export function shapedValue(
  shape: Shape,
  shapes: OperationTable["shapes"],
  next: Random,
  depth = 0,
): unknown {
  if (typeof shape === "string") return namedValue(shape, shapes, next, depth);
  if (Array.isArray(shape)) {
    const item = (shape as readonly Shape[])[0];
    const length = depth >= MAX_DEPTH || item === undefined ? 0 : 1 + integer(next, 2);
    return Array.from({ length }, () => shapedValue(item!, shapes, next, depth + 1));
  }
  return fieldsValue(shape as Record<string, Shape>, shapes, next, depth);
}

function fieldsValue(
  fields: Record<string, Shape>,
  shapes: OperationTable["shapes"],
  next: Random,
  depth: number,
) {
  const value: Record<string, unknown> = {};
  for (const [field, shape] of Object.entries(fields)) {
    if (field === "allOf" || field === "oneOf" || field === "anyOf") {
      for (const part of (Array.isArray(shape) ? shape : [shape]) as Shape[]) {
        const merged = shapedValue(part, shapes, next, depth);
        if (merged && typeof merged === "object") Object.assign(value, merged);
        if (field !== "allOf") break;
      }
      continue;
    }
    const isOptional = field.endsWith("?");
    if (field === "*" || (isOptional && depth >= MAX_DEPTH)) continue;
    value[isOptional ? field.slice(0, -1) : field] = shapedValue(shape, shapes, next, depth + 1);
  }
  return value;
}

function namedValue(
  type: string,
  shapes: OperationTable["shapes"],
  next: Random,
  depth: number,
): unknown {
  if (type.startsWith("@")) {
    const named = shapes[type.slice(1)];
    return named === undefined || depth > MAX_DEPTH
      ? {}
      : shapedValue(named, shapes, next, depth + 1);
  }
  if (type.startsWith("enum:")) return pick(next, type.slice(5).split("|"));
  const [kind, format] = type.split(":");
  if (kind === "integer") return integer(next, 1000);
  if (kind === "number") return Math.round(next() * 10_000) / 100;
  if (kind === "boolean") return next() < 0.5;
  if (kind === "string") return textValue(format, next);
  return {};
}

function textValue(format: string | undefined, next: Random): string {
  const number = integer(next, 100_000);
  if (format === "date-time") return `2026-0${1 + (number % 9)}-1${number % 10}T09:00:00.000+0000`;
  if (format === "date") return `2026-0${1 + (number % 9)}-1${number % 10}`;
  if (format === "uri") return `https://example.atlassian.net/${number}`;
  if (format === "uuid") return `00000000-0000-4000-a000-${String(number).padStart(12, "0")}`;
  return `text ${number}`;
}
