import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeDataFolder } from "../folder/index.ts";

/** Keys that a process makes for itself on its first start and finds again on the next. */
export interface KeyFolder {
  /** What senders of metrics show; 256 bits as text. */
  intakeKey(): string;
  /** Ed25519, for seals. */
  sealingKey(): KeyObject;
}

/** Files in `folder` that only their owner can read. */
export function keyFolder(folder: string): KeyFolder {
  return {
    intakeKey: () => kept(folder, "intake.key", () => randomBytes(32).toString("base64url")).trim(),
    sealingKey: () => createPrivateKey(kept(folder, "sealing.pem", newSealingKey)),
  };
}

const newSealingKey = (): string =>
  generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();

/** Of two processes that start at once one makes the key and both use it: a link cannot replace a file. */
function kept(folder: string, name: string, make: () => string): string {
  const file = join(folder, name);
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  makeDataFolder(folder);
  const draft = join(folder, `.${name}.${process.pid}`);
  writeFileSync(draft, `${make()}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(file, "utf8");
}
