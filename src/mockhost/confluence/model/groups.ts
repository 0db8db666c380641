import type { Person } from "../../tenants/index.ts";

export interface Group {
  readonly id: string;
  readonly name: string;
  has(person: Person): boolean;
}

/** Everybody uses Confluence; the first of a site administers it. */
export const groups: readonly Group[] = [
  { id: "33333333-3333-4333-a333-333333333333", name: "confluence-users", has: () => true },
  {
    id: "44444444-4444-4444-a444-444444444444",
    name: "confluence-administrators",
    has: ({ index }) => index === 0,
  },
];

export const groupNamed = (idOrName: string | null | undefined): Group | undefined =>
  groups.find(({ id, name }) => id === idOrName || name === idOrName);
