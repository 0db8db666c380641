import type { Contract } from "../core/contract/index.ts";

/** A contract with the file it was read from and its text as written. */
export interface ContractFile {
  readonly file: string;
  readonly text: string;
  readonly contract: Contract;
}

/** Who is asked. */
export type Place =
  | {
      readonly kind: "server";
      /** Ends in "/". */
      readonly url: string;
      /** What is shown to it as a key. */
      readonly token: string;
    }
  /** The process that is up on it; where none is, the store itself. */
  | { readonly kind: "folder"; readonly dataFolder: string };

/** A command of a capability. */
export interface ActOrder {
  /** "maintenance announce" */
  readonly name: string;
  /** null: the only one there is. */
  readonly addon: string | null;
  readonly input: object;
  readonly place: Place;
}

/** A command for somebody else, by a link. */
export interface LinkOrder extends ActOrder {
  /** An id, never a name or an address. */
  readonly person: string;
  /** In how long: "24h". */
  readonly expires: string;
}

export interface MadeLink {
  readonly url: string;
  /** ISO */
  readonly expiresAt: string;
}

/** Of one contract; or of what the process that is up watches, all of it or one add-on. */
export interface GuideOrder {
  readonly contract: ContractFile | null;
  readonly addon: string | null;
  readonly place: Place;
}

export interface ListOrder {
  readonly noun: string;
  /** Text by the name of each filter. */
  readonly filters: Readonly<Record<string, string>>;
  readonly addon: string | null;
  readonly place: Place;
}
