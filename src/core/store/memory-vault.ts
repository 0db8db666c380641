import { randomBytes, randomUUID } from "node:crypto";
import type { Vault, VaultLabel } from "./port.ts";
import { vaultHash } from "./vault-hash.ts";

export function memoryVault(): Vault {
  const kept = new Map<string, VaultLabel & { readonly content: Uint8Array }>();
  return {
    async put(content, label) {
      const id = randomUUID();
      kept.set(id, { ...label, content: content.slice() });
      return { id, hash: vaultHash(randomBytes(16), content) };
    },
    get: async (id) => kept.get(id)?.content.slice() ?? null,
    erase: async (id) => kept.delete(id),
    about: async (person) =>
      [...kept].filter(([, label]) => person !== "" && label.person === person).map(([id]) => id),
  };
}
