import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { PlimsollError } from "../../core/errors/index.ts";
import { type Vault, vaultHash } from "../../core/store/index.ts";
import type { Connection } from "./connection.ts";

const CIPHER = "aes-256-gcm";
const KEY_BYTES = 32;
const TAG_BYTES = 16;
const SALT_BYTES = 16;
/** Each key encrypts one content only, so the nonce need not differ. */
const NONCE = Buffer.alloc(12);
const READER_WAIT_MS = 20;

/**
 * SQLite copies rows to other pages as a table grows and shrinks, and leaves old copies behind. So
 * content lies encrypted, and what opens it in a table that is only added to, where an update of
 * the same size overwrites the only copy. Erasing does that, and the content becomes noise.
 */
export function sqliteVault({ db, read, write, alone }: Connection): Vault {
  const insert = db.prepare(
    "INSERT INTO vault (id, kind, person, hash, salt, key) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const insertContent = db.prepare("INSERT INTO vault_content VALUES (?, ?)");
  const select = db.prepare(
    "SELECT key, content FROM vault JOIN vault_content USING (seq) WHERE id = ?",
  );
  const selectAbout = db.prepare("SELECT id FROM vault WHERE person = ? AND person <> ''");
  const overwrite = db.prepare(
    `UPDATE vault SET person = printf('%*s', octet_length(person), ''),
       salt = zeroblob(${SALT_BYTES}), key = zeroblob(${KEY_BYTES})
     WHERE id = ? AND key <> zeroblob(${KEY_BYTES}) RETURNING seq`,
  );
  const removeContent = db.prepare("DELETE FROM vault_content WHERE seq = ?");
  const emptyLog = db.prepare("PRAGMA wal_checkpoint(TRUNCATE)");

  return {
    async put(content, { kind, person }) {
      const [id, salt, key] = [randomUUID(), randomBytes(SALT_BYTES), randomBytes(KEY_BYTES)];
      const hash = vaultHash(salt, content);
      const encrypted = encrypt(content, key);
      await write(() => {
        const { lastInsertRowid: seq } = insert.run(id, kind, person, hash, salt, key);
        insertContent.run(seq, encrypted);
      });
      return { id, hash };
    },

    async get(id) {
      const row = read(() => select.get(id)) as
        | { key: Uint8Array; content: Uint8Array }
        | undefined;
      return row ? decrypt(row.content, row.key, id) : null;
    },

    async erase(id) {
      const wasThere = await write(() => {
        const row = overwrite.get(id) as { seq: number } | undefined;
        if (row) removeContent.run(row.seq);
        return row !== undefined;
      });
      // The write-ahead log still has the old pages until it is emptied; a reader may hold it for a moment.
      while (wasThere && db.isOpen && (await alone(() => emptyLog.get()))?.busy)
        await setTimeout(READER_WAIT_MS);
      return wasThere;
    },

    about: async (person) => read(() => selectAbout.all(person)).map((row) => String(row.id)),
  };
}

function encrypt(content: Uint8Array, key: Uint8Array): Buffer {
  const cipher = createCipheriv(CIPHER, key, NONCE);
  return Buffer.concat([cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(encrypted: Uint8Array, key: Uint8Array, id: string): Uint8Array {
  try {
    const end = encrypted.length - TAG_BYTES;
    const decipher = createDecipheriv(CIPHER, key, NONCE).setAuthTag(encrypted.subarray(end));
    const content = [decipher.update(encrypted.subarray(0, end)), decipher.final()];
    return new Uint8Array(Buffer.concat(content));
  } catch (cause) {
    const message = `Vault content ${id} is not what was kept.`;
    throw new PlimsollError("store.damaged", message, { cause });
  }
}
