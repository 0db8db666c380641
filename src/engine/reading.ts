import type { Vault } from "../core/store/index.ts";

/** What the vault keeps under an id; null: it was erased. */
export type Kept = (id: string) => Uint8Array | null;

/**
 * Runs a pure function that looks into the vault: it is run again, from the beginning, until all that
 * it asks for is at hand. What lies under an id never changes, so only the last run counts.
 */
export async function reading<T>(vault: Pick<Vault, "get">, run: (kept: Kept) => T): Promise<T> {
  const found = new Map<string, Uint8Array | null>();
  for (;;) {
    const missing = new Set<string>();
    const result = run((id) => {
      if (!found.has(id)) missing.add(id);
      return found.get(id) ?? null;
    });
    if (missing.size === 0) return result;
    for (const id of missing) found.set(id, await vault.get(id));
  }
}
