import { randomBytes, randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { PlimsollError } from "../../errors/index.ts";
import { type Vault, vaultHash } from "../../store/index.ts";
import type { Connection } from "./connection.ts";

const SALT_BYTES = 16;
const READER_WAIT_MS = 20;

interface Row {
  readonly salt: Uint8Array;
  readonly hash: string;
  readonly content: Uint8Array;
}

export function sqliteVault({ db, read, write }: Connection): Vault {
  const insert = db.prepare("INSERT INTO vault VALUES (?, ?, ?, ?, ?, ?)");
  const select = db.prepare("SELECT salt, hash, content FROM vault WHERE id = ?");
  const remove = db.prepare("DELETE FROM vault WHERE id = ?");
  const selectAbout = db.prepare("SELECT id FROM vault WHERE person = ? AND person <> ''");
  const emptyLog = db.prepare("PRAGMA wal_checkpoint(TRUNCATE)");

  return {
    async put(content, { kind, person }) {
      const id = randomUUID();
      const salt = randomBytes(SALT_BYTES);
      const hash = vaultHash(salt, content);
      await write(() => insert.run(id, kind, person, salt, hash, content));
      return { id, hash };
    },

    async get(id) {
      const row = read(() => select.get(id) as Row | undefined);
      if (!row) return null;
      if (vaultHash(row.salt, row.content) !== row.hash)
        throw new PlimsollError("store.damaged", `Vault content ${id} is not what was kept.`);
      return row.content;
    },

    async erase(id) {
      const { changes } = await write(() => remove.run(id));
      // The write-ahead log still has the old pages until it is emptied; a reader may hold it for a moment.
      while (changes && db.isOpen && emptyLog.get()!.busy) await setTimeout(READER_WAIT_MS);
      return changes > 0;
    },

    about: async (person) => read(() => selectAbout.all(person)).map((row) => row.id as string),
  };
}
