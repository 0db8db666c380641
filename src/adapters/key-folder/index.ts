import { createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PlimsollError } from "../../core/errors/index.ts";
import { denyOthers, makeDataFolder } from "../folder/index.ts";
import { newSecret } from "../new-secret/index.ts";

/** Keys that a process makes for itself on its first start and finds again on the next. */
export interface KeyFolder {
  /** What senders of metrics show; 256 bits as text. @throws PlimsollError `intake.key-refused` */
  intakeKey(): string;
  /** Signs links that do something. */
  linkKey(): string;
  /** Ed25519, for seals. @throws PlimsollError `ledger.key-refused` */
  sealingKey(): KeyObject;
}

/** Files in `folder` that only their owner can read. */
export function keyFolder(folder: string): KeyFolder {
  return {
    intakeKey: () =>
      readIntakeKey(kept(folder, INTAKE, newSecret).trim(), `The file ${join(folder, INTAKE)}`),
    linkKey: () => kept(folder, LINKS, newSecret).trim(),
    sealingKey: () =>
      readSealingKey(kept(folder, SEALING, newSealingKey), `The file ${join(folder, SEALING)}`),
  };
}

const INTAKE = "intake.key";
const LINKS = "links.key";
const SEALING = "sealing.pem";

/** A key as it was given. `where` begins the sentence that refuses it. @throws PlimsollError `intake.key-refused` */
export function readIntakeKey(key: string, where: string): string {
  // As the header `Authorization: Bearer` can carry it.
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  const what = key.trim() === "" ? "is empty" : "holds more than letters, digits and signs";
  throw new PlimsollError("intake.key-refused", `${where} ${what}.`);
}

/** @throws PlimsollError `ledger.key-refused` */
export function readSealingKey(pem: string, where: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (error) {
    const message = `${where} holds no private key as PEM without a password.`;
    throw new PlimsollError("ledger.key-refused", message, { cause: error });
  }
}

const newSealingKey = (): string =>
  generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();

/** Of two processes that start at once one makes the key and both use it: a link cannot replace a file. */
function kept(folder: string, name: string, make: () => string): string {
  const file = join(folder, name);
  try {
    denyOthers(file);
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
