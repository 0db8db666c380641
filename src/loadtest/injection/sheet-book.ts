import type { LoadTenant } from "../model/index.ts";
import { BLOCK_BYTES } from "../sha256/index.ts";
import { Hashing } from "./hashing.ts";
import { fitsLane } from "./hmac-lanes.ts";
import { HmacSigner } from "./hmac-signer.ts";
import { hostSigner } from "./host-signer.ts";
import { NOT_FOUND, type Session } from "./session.ts";
import { chanceOf, isOfSession } from "./session-value.ts";
import { ACCOUNT, type Signer, sheetText } from "./sheet.ts";
import { SheetStore } from "./sheet-store.ts";
import type { StepForm } from "./work-form.ts";

/** Where a sheet lies; good until the next one is asked for. */
export interface Sheet {
  readonly bytes: Buffer;
  /** Where in the bytes it begins, and so with the next four. */
  readonly from: number;
  readonly tokenAt: number;
  /** Where in the token what differs from one to the next is to be written. */
  readonly differsAt: number;
  /** Up to where it is signed; the signature's place is one byte behind. */
  readonly signedTo: number;
  readonly to: number;
  /**
   * Holds the state of a hash after the token's first blocks, then that of the key's outer hash, from
   * `statesAt` on; negative: there are none.
   */
  readonly states: Int32Array;
  readonly statesAt: number;
}

const MOST_ROWS = 2 ** 31;

/**
 * Remembers sheets: sessions of one site that are about the same row of its values ask alike, and
 * looking that up is quicker than composing, hashing and encoding it anew.
 */
export class SheetBook {
  readonly run: string;
  readonly #seed: number;
  readonly #sites: number;
  /** By the tenant's rank. */
  readonly #signers: Signer[] = [];
  /** How the rows of a step's sheets are numbered: by the step's index, then by the tenant's rank. */
  readonly #sizes: (Sizes | undefined)[][] = [];
  /** Sites are mostly alike in this. */
  readonly #sameSizes = new Map<string, Sizes>();
  readonly #store = new SheetStore();
  readonly #hashing = Hashing.open();

  /**
   * @param sites how many tenants there are
   * @param run a name by which this run's tokens differ from those of every other
   */
  constructor(seed: number, sites: number, run: string) {
    this.#seed = seed;
    this.#sites = sites;
    this.run = run;
  }

  /** Looks for the sheet of the step at which a session is, which will be asked for soon. */
  find(session: Session): void {
    const { scenario, at, rank, taken } = session;
    const { index } = scenario.steps[at]!;
    const sizes = this.#sizes[index]?.[rank];
    session.sheet =
      sizes == null || taken !== null
        ? NOT_FOUND
        : this.#store.find(this.#page(index, rank), rowOf(sizes, chanceOf(session, this.#seed)));
  }

  /**
   * Has the sheet that was found come from memory. Of several in a row the processor waits for all at
   * once, and not for one after the other.
   */
  bringNear({ sheet }: Session): void {
    if (sheet !== NOT_FOUND) this.#store.bringNear(sheet);
  }

  /** The sheet of the step at which a session is. */
  of(session: Session, epochMs: number): Sheet {
    if (session.sheet === NOT_FOUND) this.find(session);
    if (session.sheet === NOT_FOUND) session.sheet = this.#make(session, epochMs);
    if (session.sheet !== NOT_FOUND) this.#store.open(session.sheet);
    return this.#store;
  }

  /** Signs what is written on the sheet of a session. */
  signerOf({ rank, tenant, scenario, at }: Session): Signer {
    const { hostKey } = scenario.steps[at]!;
    if (hostKey !== null) return hostSigner(hostKey);
    return (this.#signers[rank] ??= new HmacSigner(tenant.sharedSecret, this.#hashing));
  }

  /** Answers where it is, or that it cannot be found again. */
  #make(session: Session, epochMs: number): number {
    const { scenario, at, rank, tenant, taken } = session;
    const step = scenario.steps[at]!;
    const { characters } = this.signerOf(session);
    this.#store.make(sheetText(step, session, characters, this.run, this.#seed, epochMs));
    const ofSites = (this.#sizes[step.index] ??= new Array(this.#sites).fill(undefined));
    if (ofSites[rank] === undefined) ofSites[rank] = this.#shared(sizesOf(step, tenant));
    const sizes = ofSites[rank];
    if (sizes === null || taken !== null) return NOT_FOUND;
    const row = rowOf(sizes, chanceOf(session, this.#seed));
    return this.#store.keep(this.#page(step.index, rank), row, this.#states(session));
  }

  /** A number for the sheets that one step and site have in common. */
  #page(index: number, rank: number): number {
    return index * this.#sites + rank + 1;
  }

  #shared(sizes: Sizes): Sizes {
    const key = `${sizes}`;
    if (!this.#sameSizes.has(key)) this.#sameSizes.set(key, sizes);
    return this.#sameSizes.get(key)!;
  }

  /** By which tokens on the sheet that was made last are signed four at once. */
  #states(session: Session): readonly number[] | null {
    if (session.scenario.steps[session.at]!.proof === "none") return null;
    const { states } = this.signerOf(session);
    if (states === null || this.#hashing === null) return null;
    const { bytes, tokenAt, differsAt, signedTo } = this.#store;
    const done = hashedTo(tokenAt, differsAt);
    if (!fitsLane(signedTo - done)) return null;
    const inner = this.#hashing.after(states.inner, bytes, tokenAt, done);
    return [...inner, ...states.outer];
  }
}

/**
 * How many values the names have that differ from row to row, each number once; null where
 * something differs from session to session, or the rows are without number.
 */
type Sizes = readonly number[] | null;

function sizesOf({ path, head }: StepForm, { values }: LoadTenant): Sizes {
  const names = [...path.names, ...head.names, ACCOUNT];
  const lengths = names.map((name) => (Object.hasOwn(values, name) ? values[name]!.length : 0));
  const sizes = [...new Set(lengths)].filter((size) => size > 1);
  const rows = sizes.reduce((product, size) => product * size, 1);
  return names.some(isOfSession) || rows >= MOST_ROWS ? null : sizes;
}

/** Up to where a token is hashed ahead that differs from the next one from a place on. */
export const hashedTo = (tokenAt: number, differsAt: number): number =>
  differsAt - ((differsAt - tokenAt) % BLOCK_BYTES);

/** Numbers the ways in which a chance picks from lists of these sizes. */
function rowOf(sizes: readonly number[], chance: number): number {
  let row = 0;
  for (let i = 0; i < sizes.length; i++) row = row * sizes[i]! + Math.floor(chance * sizes[i]!);
  return row;
}
