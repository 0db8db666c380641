import { createHash } from "node:crypto";

/**
 * What a ledger entry keeps of vault content: hex SHA-256 over a random salt and the bytes. The salt
 * is erased with the content, so that nobody can find a short secret again by trying.
 */
export function vaultHash(salt: Uint8Array, content: Uint8Array): string {
  return createHash("sha256").update(salt).update(content).digest("hex");
}
