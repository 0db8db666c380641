import type { Store } from "../index.ts";

/** The store that the running test uses; `reopen` puts another in its place. */
export interface Tested {
  readonly store: Store;
  reopen(): Promise<void>;
  readonly isOneProcess: boolean;
}
