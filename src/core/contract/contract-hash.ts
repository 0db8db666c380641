import { createHash } from "node:crypto";

/** Hex SHA-256 of the text as UTF-8: two contracts have one hash only where they are the same to the letter. */
export const contractHash = (text: string): string =>
  createHash("sha256").update(text, "utf8").digest("hex");
