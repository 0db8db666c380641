import type { Product } from "../world/index.ts";

/** One row of the interface tables in `../data`: what the host's REST interface offers. */
export interface Operation {
  readonly method: string;
  /** With parameters in braces: "/rest/api/3/issue/{issueIdOrKey}". */
  readonly path: string;
  /** The id by which handlers are registered. */
  readonly operation: string;
  /** The Connect scope it needs; INACCESSIBLE to Connect add-ons at all. */
  readonly scope: Scope;
  /** Status of success; null where the interface documents none. */
  readonly ok: number | null;
  readonly statuses: readonly string[];
  readonly query?: readonly string[];
  readonly request?: Shape;
  readonly response?: Shape;
  readonly deprecated?: boolean;
}

type Scope =
  | "NONE"
  | "READ"
  | "WRITE"
  | "DELETE"
  | "PROJECT_ADMIN"
  | "SPACE_ADMIN"
  | "ADMIN"
  | "ACT_AS_USER"
  | "ACCESS_EMAIL_ADDRESSES"
  | "INACCESSIBLE";

/** A type word ("string:date-time", "@Project", "enum:a|b"), a list of one, or fields (`?` optional, `*` any key). */
export type Shape = string | readonly Shape[] | { readonly [field: string]: Shape };

export interface OperationTable {
  readonly product: Product;
  readonly routes: readonly Operation[];
  readonly shapes: Readonly<Record<string, Shape>>;
}
