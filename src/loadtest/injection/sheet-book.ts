import type { LoadTenant } from "../workload/workload.ts";
import type { Session } from "./session.ts";
import { chanceOf, isOfSession } from "./session-value.ts";
import { ACCOUNT, type Sheet, sheetOf } from "./sheet.ts";
import type { StepForm } from "./work-form.ts";

const MOST_REMEMBERED = 20_000;

/**
 * Remembers sheets: sessions of one site that are about the same row of its values ask alike, and
 * looking that up is quicker than composing, hashing and encoding it anew.
 */
export class SheetBook {
  readonly #seed: number;
  /** By the step's index. */
  readonly #pages: Map<LoadTenant, Page>[] = [];
  #size = 0;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** The sheet of the step at which a session is. */
  of(session: Session, epochMs: number): Sheet {
    const step = session.scenario.steps[session.at]!;
    // What a session took from answers is its own.
    if (session.taken !== null || isOfSession(step.path))
      return sheetOf(step, session, this.#seed, epochMs);
    const { sizes, sheets } = this.#pageOf(step, session.tenant);
    const row = rowOf(sizes, chanceOf(session, this.#seed));
    const known = sheets.get(row);
    if (known !== undefined) return known;
    const sheet = sheetOf(step, session, this.#seed, epochMs);
    sheets.set(row, sheet);
    if (++this.#size >= MOST_REMEMBERED) this.#pages.length = this.#size = 0;
    return sheet;
  }

  #pageOf(step: StepForm, tenant: LoadTenant): Page {
    const pages = (this.#pages[step.index] ??= new Map<LoadTenant, Page>());
    let page = pages.get(tenant);
    if (page === undefined) pages.set(tenant, (page = emptyPage(step, tenant)));
    return page;
  }
}

/** The sheets of one step and site. */
interface Page {
  /** How many values the names have that differ from row to row; each number once. */
  readonly sizes: readonly number[];
  readonly sheets: Map<number, Sheet>;
}

function emptyPage({ path, head }: StepForm, { values }: LoadTenant): Page {
  const names = [...path.names, ...head.names, ACCOUNT];
  const sizes = names.map((name) => (Object.hasOwn(values, name) ? values[name]!.length : 0));
  return { sizes: [...new Set(sizes)].filter((size) => size > 1), sheets: new Map() };
}

/** Numbers the ways in which a chance picks from lists of these sizes. */
function rowOf(sizes: readonly number[], chance: number): number {
  let row = 0;
  for (const size of sizes) row = row * size + Math.floor(chance * size);
  return row;
}
