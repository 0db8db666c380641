import type { Tenant } from "../world/index.ts";
import { accountIdOf, type Person, personAt, personByAccountId } from "./person.ts";

/** The people of one site: those whom the seed decides, and what has become of them since. */
export interface Directory {
  /** How many there ever were: numbers below it are people, though some may have left. */
  readonly size: number;
  /** Null where the site has none such. */
  by(accountId: string): Person | null;
  at(index: number): Person;
  /** Who left still stands behind what they wrote, but is in no list. */
  hasLeft(accountId: string): boolean;
  join(person: PersonalFacts): Person;
  /** Null where the site has none such. */
  change(accountId: string, facts: Partial<PersonalFacts & Pick<Person, "active">>): Person | null;
  leave(accountId: string): Person | null;
}

export type PersonalFacts = Pick<Person, "displayName" | "emailAddress">;

const MOST_REMEMBERED = 200;

export function directory(seed: number, tenant: Tenant): Directory {
  const changed = new Map<string, Person>();
  const joined: string[] = [];
  const left = new Set<string>();
  const seeded = memoized((accountId) => personByAccountId(seed, tenant, accountId));
  const by = (accountId: string) => changed.get(accountId) ?? seeded(accountId);

  function keep(person: Person): Person {
    changed.set(person.accountId, person);
    return person;
  }

  return {
    get size() {
      return tenant.users + joined.length;
    },
    by,
    at(index) {
      const newcomer = joined[index - tenant.users];
      if (newcomer !== undefined) return changed.get(newcomer)!;
      const person = personAt(seed, tenant, index);
      return changed.get(person.accountId) ?? person;
    },
    hasLeft: (accountId) => left.has(accountId),
    join(facts) {
      const index = tenant.users + joined.length;
      const accountId = accountIdOf(seed, tenant, index);
      joined.push(accountId);
      return keep({ index, accountId, ...facts, active: true, timeZone: tenant.timeZone });
    },
    change(accountId, facts) {
      const person = by(accountId);
      return person && !left.has(accountId) ? keep({ ...person, ...facts }) : null;
    },
    leave(accountId) {
      const person = by(accountId);
      if (!person || left.has(accountId)) return null;
      left.add(accountId);
      return keep({ ...person, active: false });
    },
  };
}

/** Telling a person takes two hashes; the few that a site's issues name are asked for over and over. */
function memoized<T>(compute: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    let value = known.get(name);
    if (value === undefined) {
      if (known.size >= MOST_REMEMBERED) known.clear();
      known.set(name, (value = compute(name)));
    }
    return value;
  };
}
