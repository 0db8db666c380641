import { randomBytes } from "node:crypto";

/** 256 bits that nobody can guess, as base64url. */
export const newSecret = (): string => randomBytes(32).toString("base64url");
