import type { Vault } from "../core/store/index.ts";

/** What the vault keeps. */
export interface Kept {
  /** Under an id; null: it was erased; undefined: not at hand yet, so this run does not count. */
  (id: string): Uint8Array | null | undefined;
  /** Ids of all that is kept about a person. */
  about(person: string): readonly string[];
}

/**
 * Runs a pure function that looks into the vault: it is run again, from the beginning, until all that
 * it asks for is at hand. What lies under an id never changes, so only the last run counts.
 */
export async function reading<T>(
  vault: Pick<Vault, "get" | "about">,
  run: (kept: Kept) => T,
): Promise<T> {
  const contents = answersOf((id) => vault.get(id));
  const people = answersOf((person) => vault.about(person));
  const kept = Object.assign((id: string) => contents.of(id), {
    about: (person: string) => people.of(person) ?? [],
  });
  for (;;) {
    const result = run(kept);
    const asked = await Promise.all([contents.load(), people.load()]);
    if (asked.every((count) => count === 0)) return result;
  }
}

/** Answers that are loaded once somebody has asked for them in vain. */
function answersOf<T>(get: (key: string) => Promise<T>) {
  const found = new Map<string, T>();
  const missing = new Set<string>();
  return {
    of(key: string): T | undefined {
      if (!found.has(key)) missing.add(key);
      return found.get(key);
    },
    /** Answers how many there were. */
    async load(): Promise<number> {
      const keys = [...missing];
      missing.clear();
      for (const key of keys) found.set(key, await get(key));
      return keys.length;
    },
  };
}
