import type { Entry } from "./entry.ts";

/** Entries as a store gives them: in order, in batches. */
export type Batches = AsyncIterable<readonly Entry[]> | Iterable<readonly Entry[]>;

/** State is a fold: everything known of a subject is what its entries say, one after the other. */
export async function fold<State>(
  reduce: (state: State, entry: Entry) => State,
  initial: State,
  batches: Batches,
): Promise<State> {
  let state = initial;
  for await (const batch of batches) for (const entry of batch) state = reduce(state, entry);
  return state;
}

/** The last version of every subject that one add-on's entries name: what an append may expect. */
export function versions(entries: Iterable<Entry>): ReadonlyMap<string, number> {
  return new Map([...entries].map((entry) => [entry.subject, entry.version]));
}
