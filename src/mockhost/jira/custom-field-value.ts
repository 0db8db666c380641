import { type CustomField, optionsOf } from "./model/custom-field.ts";
import type { JiraSite } from "./model/site.ts";

/** What a value of a field must be. */
const wanted: Readonly<Record<string, readonly [(value: unknown) => boolean, string]>> = {
  number: [(value) => typeof value === "number", "Operation value must be a number"],
  string: [
    (value) => typeof value === "string" || isDocument(value),
    "Operation value must be a string",
  ],
  date: [(value) => /^\d{4}-\d\d-\d\d$/.test(String(value)), "Error parsing date string"],
  datetime: [(value) => !Number.isNaN(Date.parse(String(value))), "Error parsing date string"],
  array: [Array.isArray, "data was not an array"],
};

const isDocument = (value: unknown): boolean =>
  (Object(value ?? {}) as { type?: unknown }).type === "doc";

export type ReadValue =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "refused"; readonly message: string };

/** A value as the site keeps it: options whole, though they may be written by id or by value alone. */
export function readValue(site: JiraSite, fieldId: string, given: unknown): ReadValue {
  const field = site.customFields.get(fieldId);
  if (!field || field.isTrashed || given === null) return { kind: "value", value: given };
  const check = wanted[field.schema.type];
  if (check && !check[0](given)) return { kind: "refused", message: check[1] };
  if (field.schema.type === "option") return readOption(site, field, given);
  if (field.schema.items !== "option") return { kind: "value", value: given };
  const read = (given as unknown[]).map((one) => readOption(site, field, one));
  const wrong = read.find((one) => one.kind === "refused");
  return (
    wrong ?? { kind: "value", value: read.map((one) => (one.kind === "value" ? one.value : null)) }
  );
}

function readOption({ tenant }: JiraSite, field: CustomField, given: unknown): ReadValue {
  const { id, value } = Object(given ?? {}) as { id?: unknown; value?: unknown };
  const option = optionsOf(field).find((one) =>
    id === undefined ? one.value === value : one.id === String(id),
  );
  if (!option || option.disabled)
    return { kind: "refused", message: `Option value '${String(value ?? id)}' is not valid` };
  const self = `${tenant.baseUrl}/rest/api/3/customFieldOption/${option.id}`;
  return { kind: "value", value: { self, value: option.value, id: option.id } };
}
