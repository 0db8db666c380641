import { createHash, timingSafeEqual } from "node:crypto";
import type { HostRequest } from "../../world/index.ts";

/** Who may read what is not public. */
export interface Credentials {
  readonly email: string;
  readonly apiToken: string;
}

/** Whether a request carries these credentials; without any set, none are good enough. */
export function isAuthorised({ headers }: HostRequest, credentials: Credentials | null): boolean {
  const given = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(headers.authorization ?? "")?.[1];
  if (given === undefined || credentials === null || credentials.apiToken === "") return false;
  const right = `${credentials.email}:${credentials.apiToken}`;
  return timingSafeEqual(digest(Buffer.from(given, "base64")), digest(Buffer.from(right)));
}

const digest = (bytes: Buffer): Buffer => createHash("sha256").update(bytes).digest();
