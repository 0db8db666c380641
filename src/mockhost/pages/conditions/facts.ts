import type { Installation } from "../../world/index.ts";
import type { Looking } from "../frame-address.ts";
import type { Sights } from "../read-viewing.ts";

/** Whom a module is to be shown to, and what they look at. */
export interface Facts {
  readonly looking: Looking;
  readonly sights: Sights;
  readonly installation: Installation;
}

/** The strings that a condition is given along. */
export type Params = Readonly<Record<string, unknown>>;

/** Each site has one administrator: its first person. */
export const isAdmin = ({ looking: { person } }: Facts): boolean => person.index === 0;
