import { BLOCK_BYTES } from "../sha256/index.ts";
import type { LoadTenant } from "../workload/workload.ts";
import { Hashing } from "./hashing.ts";
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
  /** Where in the bytes it begins, and so with the next three. */
  readonly from: number;
  readonly tokenAt: number;
  /** What follows the token. */
  readonly backAt: number;
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
  /** Signs what is written on the sheet that was asked for last. */
  signer!: Signer;
  readonly #seed: number;
  /** By the tenant's rank. */
  readonly #sites: (Site | null)[];
  readonly #store = new SheetStore();
  readonly #hashing = Hashing.open();
  #pages = 0;

  /** @param sites how many tenants there are */
  constructor(seed: number, sites: number) {
    this.#seed = seed;
    this.#sites = new Array(sites).fill(null);
  }

  /** Looks for the sheet of the step at which a session is, which will be asked for soon. */
  find(session: Session): void {
    session.sheet = this.#find(session, this.#pageOf(session));
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
    const page = this.#pageOf(session);
    this.signer = page.signer;
    if (session.sheet === NOT_FOUND) session.sheet = this.#find(session, page);
    if (session.sheet === NOT_FOUND) session.sheet = this.#make(session, page, epochMs);
    if (session.sheet !== NOT_FOUND) this.#store.open(session.sheet);
    return this.#store;
  }

  #find(session: Session, { number, sizes }: Page): number {
    return isOwn(session, sizes)
      ? NOT_FOUND
      : this.#store.find(number, rowOf(sizes, chanceOf(session, this.#seed)));
  }

  /** Answers where it is, or that it cannot be found again. */
  #make(session: Session, { number, sizes }: Page, epochMs: number): number {
    const step = session.scenario.steps[session.at]!;
    this.#store.make(sheetText(step, session, this.#seed, epochMs));
    if (isOwn(session, sizes)) return NOT_FOUND;
    const row = rowOf(sizes, chanceOf(session, this.#seed));
    return this.#store.keep(number, row, this.#states(step));
  }

  /** By which tokens on the sheet that was made last are signed four at once. */
  #states({ proof }: StepForm): readonly number[] | null {
    const { states } = this.signer;
    if (proof === "none" || states === null || this.#hashing === null) return null;
    const { bytes, tokenAt, backAt } = this.#store;
    const done = wholeBlocks(backAt - tokenAt);
    const inner = this.#hashing.after(states.inner, bytes, tokenAt, tokenAt + done);
    return [...inner, ...states.outer];
  }

  #pageOf({ rank, tenant, scenario, at }: Session): Page {
    const step = scenario.steps[at]!;
    const site = (this.#sites[rank] ??= {
      signer: new HmacSigner(tenant.sharedSecret, this.#hashing),
      pages: [],
    });
    return (site.pages[step.index] ??= this.#newPage(step, tenant, site));
  }

  #newPage(step: StepForm, { values }: LoadTenant, site: Site): Page {
    const { path, head, hostKey } = step;
    const names = [...path.names, ...head.names, ACCOUNT];
    const lengths = names.map((name) => (Object.hasOwn(values, name) ? values[name]!.length : 0));
    const sizes = [...new Set(lengths)].filter((size) => size > 1);
    const rows = sizes.reduce((product, size) => product * size, 1);
    return {
      number: ++this.#pages,
      signer: hostKey === null ? site.signer : hostSigner(hostKey),
      sizes: names.some(isOfSession) || rows >= MOST_ROWS ? null : sizes,
    };
  }
}

/** Whether a session's sheet is of no use to others: what it took from answers is its own. */
const isOwn = ({ taken }: Session, sizes: Page["sizes"]): sizes is null =>
  taken !== null || sizes === null;

/** As many of these bytes as make whole blocks of a hash. */
export const wholeBlocks = (sizeBytes: number): number => sizeBytes - (sizeBytes % BLOCK_BYTES);

interface Site {
  readonly signer: Signer;
  /** By the step's index. */
  readonly pages: Page[];
}

/** What the sheets of one step and site have in common. */
interface Page {
  readonly number: number;
  readonly signer: Signer;
  /**
   * How many values the names have that differ from row to row, each number once; null where
   * something differs from session to session, or the rows are without number.
   */
  readonly sizes: readonly number[] | null;
}

/** Numbers the ways in which a chance picks from lists of these sizes. */
function rowOf(sizes: readonly number[], chance: number): number {
  let row = 0;
  for (let i = 0; i < sizes.length; i++) row = row * sizes[i]! + Math.floor(chance * sizes[i]!);
  return row;
}
