import type { Share } from "./share.ts";

/** A search that somebody has kept. */
export interface Filter {
  readonly id: string;
  name: string;
  description: string;
  jql: string;
  /** Account ids. */
  owner: string;
  readonly favouriteOf: Set<string>;
  readonly shares: Share[];
  readonly editShares: Share[];
  /** Ids of fields; null: as everybody has them. */
  columns: readonly string[] | null;
}
