import { createHash } from "node:crypto";
import { integer, pick, random } from "../../core/chance/index.ts";
import type { Tenant } from "../world/index.ts";
import { familyNames, givenNames } from "./names.ts";

/** Somebody with an account on a site. People are numbered 0 … users−1 and decided by the seed alone. */
export interface Person {
  readonly index: number;
  readonly accountId: string;
  readonly displayName: string;
  readonly emailAddress: string;
  readonly active: boolean;
  readonly timeZone: string;
}

export function personAt(seed: number, tenant: Tenant, index: number): Person {
  const next = random(seed, "person", tenant.index, index);
  const given = pick(next, givenNames);
  const family = pick(next, familyNames);
  return {
    index,
    accountId: accountIdOf(seed, tenant, index),
    displayName: `${given} ${family}`,
    emailAddress: `${given}.${family}.${index}@site-${tenant.index + 1}.example`.toLowerCase(),
    active: index === 0 || integer(next, 25) > 0,
    timeZone: tenant.timeZone,
  };
}

/** 24 hex digits, as an Atlassian account id; the person's number is readable in it, so that no index is kept. */
export function accountIdOf(seed: number, tenant: Tenant, index: number): string {
  const mark = createHash("sha256")
    .update(`${seed}/account/${tenant.index}`)
    .digest("hex")
    .slice(0, 16);
  return `${mark}${index.toString(16).padStart(8, "0")}`;
}

/** The person behind an account id; null where the site has none such. */
export function personByAccountId(seed: number, tenant: Tenant, accountId: string): Person | null {
  if (!/^[0-9a-f]{24}$/.test(accountId)) return null;
  const index = Number.parseInt(accountId.slice(16), 16);
  if (index >= tenant.users || accountIdOf(seed, tenant, index) !== accountId) return null;
  return personAt(seed, tenant, index);
}
