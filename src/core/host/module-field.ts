/** Names are written as `{ value }`, by some as plain text; null: there is none. */
export function textOf(name: unknown): string | null {
  const text = typeof name === "string" ? name : recordOf(name).value;
  return typeof text === "string" && text !== "" ? text : null;
}

export const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
