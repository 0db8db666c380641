import { createHash, randomBytes } from "node:crypto";
import { integer, random } from "../../../src/core/chance/index.ts";
import { type JwtKey, sharedSecretKey } from "../../../src/core/host/index.ts";

/** One pretend Jira site on which the add-on is installed. */
export interface Site {
  readonly clientKey: string;
  readonly name: string;
  readonly baseUrl: string;
  readonly timeZone: string;
  readonly sharedSecret: string;
  readonly secretKey: JwtKey;
  /** Account ids of the people who use it. */
  readonly people: readonly string[];
  readonly projects: readonly { readonly id: string; readonly key: string }[];
}

const zones = [
  "America/Los_Angeles",
  "America/New_York",
  "America/Sao_Paulo",
  "Europe/London",
  "Europe/Berlin",
  "Asia/Kolkata",
  "Asia/Tokyo",
  "Australia/Sydney",
] as const;

/** Two dozen sites, the same for the same seed but for their secrets. */
export const sites = (seed: number, hostUrl: string, count = 24): readonly Site[] =>
  Array.from({ length: count }, (_, i) => {
    const chance = random(seed, "site", i);
    const name = `site-${i + 1}`;
    const sharedSecret = randomBytes(32).toString("base64url");
    return {
      clientKey: uuid(`${seed}/${name}`),
      name,
      baseUrl: `${hostUrl}/${name}`,
      timeZone: zones[i % zones.length]!,
      sharedSecret,
      secretKey: sharedSecretKey(sharedSecret),
      people: Array.from({ length: 2 + integer(chance, 30) }, (_, p) =>
        uuid(`${seed}/${name}/${p}`),
      ),
      projects: ["WEB", "APP", "OPS"]
        .slice(0, 1 + integer(chance, 3))
        .map((key, p) => ({ id: String(10_000 + p), key })),
    };
  });

const uuid = (name: string): string =>
  createHash("sha256")
    .update(name)
    .digest("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");
