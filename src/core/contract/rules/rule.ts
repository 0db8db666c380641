import type { Finding, Severity } from "../problem.ts";
import type { SectionName, Sections } from "../sections.ts";

/**
 * A coherence rule: what a contract must not say although every part of it is well formed.
 * `error` where the contract contradicts itself or cannot be kept or judged whatever happens;
 * `warning` where it can be kept, but only with luck or at a price that the author may not have seen.
 */
export interface Rule<Needs extends SectionName = SectionName> {
  readonly id: string;
  readonly severity: Severity;
  /** It misses what a contract leaves out, so it waits until the whole document fits: what is misspelt is not left out. */
  readonly isAboutOmission?: true;
  /** What the rule asks for, as one sentence; docs/rules.md lists it. */
  readonly asks: string;
  /** Where the rule, or the figure in it, comes from. */
  readonly source: string;
  /** The sections it looks at; while one of them is malformed, the rule waits. */
  readonly needs: readonly Needs[];
  check(sections: Pick<Sections, Needs>): Finding | readonly Finding[] | null;
}

/** Writes a rule down with the types of the sections it needs. */
export const rule = <const Needs extends SectionName>(written: Rule<Needs>): Rule => written;
