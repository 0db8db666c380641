import type { JiraSite } from "./site.ts";

/** A field that administrators or add-ons added to a site. */
export interface CustomField {
  /** "customfield_10050". */
  readonly id: string;
  name: string;
  description: string;
  /** "com.atlassian.jira.plugin.system.customfieldtypes:select"; an add-on's carries its own key. */
  readonly type: string;
  searcherKey: string | null;
  readonly schema: FieldSchema;
  isTrashed: boolean;
  readonly contexts: FieldContext[];
}

export interface FieldSchema {
  /** "string", "number", "option", "array" … */
  readonly type: string;
  /** What an array holds. */
  readonly items?: string;
}

/** Where a field stands, and what can be chosen there. Without projects or types: everywhere. */
export interface FieldContext {
  readonly id: string;
  name: string;
  description: string;
  readonly projectIds: Set<string>;
  readonly issueTypeIds: Set<string>;
  readonly options: FieldOption[];
}

export interface FieldOption {
  readonly id: string;
  value: string;
  disabled: boolean;
  /** The option below which it stands, in a cascade. */
  readonly optionId: string | null;
}

const CUSTOM = "com.atlassian.jira.plugin.system.customfieldtypes:";

/** What each kind of field holds. */
const schemas: Readonly<Record<string, FieldSchema>> = {
  textfield: { type: "string" },
  textarea: { type: "string" },
  url: { type: "string" },
  readonlyfield: { type: "string" },
  float: { type: "number" },
  datepicker: { type: "date" },
  datetime: { type: "datetime" },
  select: { type: "option" },
  radiobuttons: { type: "option" },
  multiselect: { type: "array", items: "option" },
  multicheckboxes: { type: "array", items: "option" },
  cascadingselect: { type: "option-with-child" },
  labels: { type: "array", items: "string" },
  userpicker: { type: "user" },
  multiuserpicker: { type: "array", items: "user" },
  grouppicker: { type: "group" },
  multigrouppicker: { type: "array", items: "group" },
  project: { type: "project" },
  version: { type: "version" },
  multiversion: { type: "array", items: "version" },
};

/** What a field of such a type holds; null where there is no such type. */
export const schemaOf = (type: string): FieldSchema | null =>
  type.startsWith(CUSTOM) ? (schemas[type.slice(CUSTOM.length)] ?? null) : null;

export const customFieldsOf = ({ customFields }: JiraSite): CustomField[] =>
  [...customFields.values()].filter(({ isTrashed }) => !isTrashed);

export const optionsOf = ({ contexts }: CustomField): FieldOption[] =>
  contexts.flatMap(({ options }) => options);

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
