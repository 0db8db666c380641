import type { LoadTenant } from "../workload/workload.ts";
import { HmacSigner } from "./hmac-signer.ts";
import { hostSigner } from "./host-signer.ts";
import type { Session } from "./session.ts";
import { chanceOf, isOfSession } from "./session-value.ts";
import { ACCOUNT, type Sheet, type Signer, sheetOf } from "./sheet.ts";
import type { StepForm } from "./work-form.ts";

const MOST_REMEMBERED = 20_000;

/**
 * Remembers sheets: sessions of one site that are about the same row of its values ask alike, and
 * looking that up is quicker than composing, hashing and encoding it anew.
 */
export class SheetBook {
  readonly #seed: number;
  /** By the tenant's rank. */
  readonly #sites: (Site | null)[];
  #size = 0;

  /** @param sites how many tenants there are */
  constructor(seed: number, sites: number) {
    this.#seed = seed;
    this.#sites = new Array(sites).fill(null);
  }

  /** The sheet of the step at which a session is. */
  of(session: Session, epochMs: number): Sheet {
    const { rank, tenant, scenario, at, taken } = session;
    const step = scenario.steps[at]!;
    const site = (this.#sites[rank] ??= { signer: new HmacSigner(tenant.sharedSecret), pages: [] });
    const { signer, sizes, sheets } = (site.pages[step.index] ??= pageOf(step, tenant, site));
    // What a session took from answers is its own.
    if (sizes === null || taken !== null)
      return sheetOf(step, session, signer, this.#seed, epochMs);
    const row = rowOf(sizes, chanceOf(session, this.#seed));
    const known = sheets.get(row);
    if (known !== undefined) return known;
    const sheet = sheetOf(step, session, signer, this.#seed, epochMs);
    // Those that come often have come by then, and forgetting many at once would stop the thread.
    if (this.#size < MOST_REMEMBERED) {
      sheets.set(row, sheet);
      this.#size++;
    }
    return sheet;
  }
}

interface Site {
  readonly signer: Signer;
  /** By the step's index. */
  readonly pages: Page[];
}

/** The sheets of one step and site. */
interface Page {
  readonly signer: Signer;
  /**
   * How many values the names have that differ from row to row, each number once; null where
   * something differs from session to session.
   */
  readonly sizes: readonly number[] | null;
  readonly sheets: Map<number, Sheet>;
}

function pageOf(step: StepForm, { values }: LoadTenant, site: Site): Page {
  const { path, head, hostKey } = step;
  const names = [...path.names, ...head.names, ACCOUNT];
  const sizes = names.map((name) => (Object.hasOwn(values, name) ? values[name]!.length : 0));
  return {
    signer: hostKey === null ? site.signer : hostSigner(hostKey),
    sizes: names.some(isOfSession) ? null : [...new Set(sizes)].filter((size) => size > 1),
    sheets: new Map(),
  };
}

/** Numbers the ways in which a chance picks from lists of these sizes. */
function rowOf(sizes: readonly number[], chance: number): number {
  let row = 0;
  for (let i = 0; i < sizes.length; i++) row = row * sizes[i]! + Math.floor(chance * sizes[i]!);
  return row;
}
