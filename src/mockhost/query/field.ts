import type { Operator } from "./query.ts";

/** What a query may ask of an item: its values in lower case, and a number or text to compare by. */
export interface QueryField<T> {
  /** A title is asked for whole or by its words, a text by its words only. */
  readonly type: "text" | "title" | "value" | "moment" | "person";
  values(item: T): readonly string[];
  /** For `<`, `>` and `order by`; text compares as text. */
  rank(item: T): number | string;
  /** What a written value compares as; left out: the value itself. */
  rankOf?(value: string): number | string | null;
}

/** One product's reading of the grammar, on one site, at one moment. */
export interface Dialect<T> {
  /** Null where there is no field of that name. */
  field(name: string): QueryField<T> | null;
  /** Whether something without any value is "different from" one. */
  readonly emptyDiffers: boolean;
  readonly nowMs: number;
  readonly timeZone: string;
  /** Whom `currentUser()` means; null for an add-on that acts for itself. */
  readonly accountId: string | null;
}

/** Which operators make sense of a field. */
export const allowedOperators: Readonly<Record<QueryField<never>["type"], readonly Operator[]>> = {
  value: ["=", "!=", "in", "not in", "is", "is not", "<", "<=", ">", ">="],
  person: ["=", "!=", "in", "not in", "is", "is not"],
  moment: ["=", "!=", "<", "<=", ">", ">=", "is", "is not", "in", "not in"],
  text: ["~", "!~", "is", "is not"],
  title: ["=", "!=", "in", "not in", "~", "!~"],
};
