import { hash } from "node:crypto";

/** 128 bits of a SHA-256 in base64url, 22 characters: what stands for a request or a series in a store. */
export const intakeKey = (content: string | Uint8Array): string =>
  hash("sha256", content, "buffer").toString("base64url", 0, 16);
