import { exponentialGap, integer, type Random } from "../../core/chance/index.ts";
import { type Person, personAt } from "../tenants/index.ts";
import type { Tenant } from "../world/index.ts";

/** Somebody who came to do a few things, one after the other, with pauses for thought in between. */
export interface Session {
  readonly tenant: Tenant;
  readonly person: Person;
  readonly next: Random;
  /** How many things are left to do after the next. */
  readonly rest: number;
}

export const MEAN_ACTIONS = 5;
const MEAN_THOUGHT_MS = 15_000;
/** One in twenty-five has left the company; chance finds somebody else soon. */
const MOST_DRAWS = 10;

/** How many things follow the first: after each one, the same chance that it was the last. */
export const drawRest = (next: Random): number =>
  Math.floor(Math.log(1 - next()) / Math.log(1 - 1 / MEAN_ACTIONS));

export const thoughtMs = (next: Random): number => exponentialGap(next, 1 / MEAN_THOUGHT_MS);

/** Somebody with an account that is still active; a site's first person always has one. */
export function drawPerson(seed: number, tenant: Tenant, next: Random): Person {
  for (let draw = 0; draw < MOST_DRAWS; draw++) {
    const person = personAt(seed, tenant, integer(next, tenant.users));
    if (person.active) return person;
  }
  return personAt(seed, tenant, 0);
}
