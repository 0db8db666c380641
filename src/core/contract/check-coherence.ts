import type { BrokenRule, Severity } from "./problem.ts";
import { allRules } from "./rules/all-rules.ts";
import type { Sections } from "./sections.ts";

/** A broken coherence rule, before its path is turned into a position. */
export interface Incoherence extends BrokenRule {
  readonly severity: Severity;
}

/**
 * Holds every rule against the sections that it needs and that are there.
 * @param isWhole whether the document fits as a whole, so that what is not there was left out
 */
export const checkCoherence = (
  sections: Partial<Sections>,
  isWhole: boolean,
): readonly Incoherence[] =>
  allRules.flatMap(({ id, severity, isAboutOmission, needs, check }) => {
    if (isAboutOmission && !isWhole) return [];
    if (needs.some((name) => sections[name] === undefined)) return [];
    const found = check(sections as Sections) ?? [];
    return [found].flat().map((finding) => ({ ...finding, rule: id, severity }));
  });
