import { wholeNumber } from "../rest/index.ts";
import type { Person } from "../tenants/index.ts";
import type { RestCall } from "../world/index.ts";
import type { JiraSite } from "./model/site.ts";

/** How many people a search looks at; a site may have twenty thousand. */
const MOST_SEARCHED = 1_000;

const isThere = (site: JiraSite, { accountId }: Person): boolean => !site.people.hasLeft(accountId);

/** Those whom `query` or `accountId` asks for, as far as they are wanted, from `startAt` on. */
export function searchedPeople(
  call: RestCall,
  site: JiraSite,
  isWanted: (person: Person) => boolean = () => true,
): Person[] {
  const accountId = call.query.get("accountId");
  if (accountId !== null) {
    const one = site.person(accountId);
    return one && isThere(site, one) && isWanted(one) ? [one] : [];
  }
  const startAt = wholeNumber(call, "startAt", 0, Number.MAX_SAFE_INTEGER);
  const most = wholeNumber(call, "maxResults", 50, 1_000);
  return matching(site, (call.query.get("query") ?? "").toLowerCase(), isWanted).slice(
    startAt,
    startAt + most,
  );
}

function matching(site: JiraSite, query: string, isWanted: (person: Person) => boolean): Person[] {
  const found: Person[] = [];
  for (const index of lookedAt(site)) {
    const person = site.personAt(index);
    const { displayName, emailAddress } = person;
    const isMatch = displayName.toLowerCase().includes(query) || emailAddress.startsWith(query);
    if (isMatch && isThere(site, person) && isWanted(person)) found.push(person);
  }
  return found;
}

/** The first of the seed's people, and all who came later. */
function* lookedAt({ tenant, people }: JiraSite): Iterable<number> {
  for (let i = 0; i < Math.min(tenant.users, MOST_SEARCHED); i++) yield i;
  for (let i = tenant.users; i < people.size; i++) yield i;
}

/** Everybody of a site but those who left. */
export function everybody(site: JiraSite): Person[] {
  const all = Array.from({ length: site.people.size }, (_, index) => site.personAt(index));
  return all.filter((person) => isThere(site, person));
}
