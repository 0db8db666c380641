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

/** What can be chosen in a select field of an add-on. */
export interface AppFieldOption {
  readonly id: number;
  value: string;
  properties: unknown;
  config: unknown;
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

export const optionsOf = ({ contexts }: CustomField): FieldOption[] =>
  contexts.flatMap(({ options }) => options);
