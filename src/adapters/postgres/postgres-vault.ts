import { randomBytes, randomUUID } from "node:crypto";
import { PlimsollError } from "../../core/errors/index.ts";
import { type Vault, vaultHash } from "../../core/store/index.ts";
import type { Database } from "./database.ts";

const SALT_BYTES = 16;

/**
 * Erased content is gone from every answer at once; its bytes leave the database's files when
 * PostgreSQL vacuums and recycles its log, and its backups as these run out.
 */
export function postgresVault({ ask, transact }: Database): Vault {
  return {
    async put(content, { kind, person }) {
      const id = randomUUID();
      const salt = randomBytes(SALT_BYTES);
      const hash = vaultHash(salt, content);
      await transact((ask) =>
        ask("INSERT INTO plimsoll.vault VALUES ($1, $2, $3, $4, $5, $6)", [
          ...[id, kind, person, salt, hash, content],
        ]),
      );
      return { id, hash };
    },

    async get(id) {
      const [row] = await ask("SELECT salt, hash, content FROM plimsoll.vault WHERE id = $1", [id]);
      if (!row) return null;
      const { salt, hash, content } = row as { salt: Buffer; hash: string; content: Buffer };
      if (vaultHash(salt, content) !== hash)
        throw new PlimsollError("store.damaged", `Vault content ${id} is not what was kept.`);
      return new Uint8Array(content);
    },

    async erase(id) {
      const rows = await transact((ask) =>
        ask("DELETE FROM plimsoll.vault WHERE id = $1 RETURNING id", [id]),
      );
      return rows.length > 0;
    },

    async about(person) {
      const sql = "SELECT id FROM plimsoll.vault WHERE person = $1 AND person <> ''";
      return (await ask(sql, [person])).map((row) => String(row.id));
    },
  };
}
