/** A JQL or CQL query, parsed. */
export interface Query {
  readonly where: Clause | null;
  readonly orderBy: readonly Order[];
}

export type Clause =
  | { readonly kind: "and" | "or"; readonly parts: readonly Clause[] }
  | { readonly kind: "not"; readonly part: Clause }
  | Terminal;

export interface Terminal {
  readonly kind: "terminal";
  /** As written: "project", "cf[10010]", "issue.property[key].path". */
  readonly field: string;
  readonly operator: Operator;
  readonly operands: readonly Operand[];
}

export type Operator =
  | "="
  | "!="
  | ">"
  | ">="
  | "<"
  | "<="
  | "~"
  | "!~"
  | "in"
  | "not in"
  | "is"
  | "is not";

export type Operand =
  | { readonly kind: "value"; readonly value: string }
  | { readonly kind: "empty" }
  | { readonly kind: "function"; readonly name: string; readonly args: readonly string[] };

export interface Order {
  readonly field: string;
  readonly direction: "asc" | "desc";
}

export type ParsedQuery =
  | { readonly kind: "query"; readonly query: Query }
  | { readonly kind: "error"; readonly message: string };
