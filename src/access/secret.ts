import { hash } from "node:crypto";

/** What a caller shows: it names its key, so that one comparison suffices. Secret scanners know it by its beginning. */
export const tokenOf = (id: string, secret: string): string => `plimsoll_${id}_${secret}`;

/** The id in a token; null: it is none. */
export const idOfToken = (token: string): string | null =>
  /^plimsoll_([0-9a-f]{10})_[\w-]{43}$/.exec(token)?.[1] ?? null;

/** 256 random bits need no slow hash. */
export const hashOfToken = (token: string): string => hash("sha256", token);
