import type { BrokenRule, Severity } from "./problem.ts";
import { allRules } from "./rules/all-rules.ts";
import type { Sections } from "./sections.ts";

/** A broken coherence rule, before its path is turned into a position. */
export interface Incoherence extends BrokenRule {
  readonly severity: Severity;
}

/** Holds every rule against the sections that it needs and that are there. */
export const checkCoherence = (sections: Partial<Sections>): readonly Incoherence[] =>
  allRules.flatMap(({ id, severity, needs, check }) => {
    if (needs.some((name) => sections[name] === undefined)) return [];
    const found = check(sections as Sections) ?? [];
    return [found].flat().map((finding) => ({ ...finding, rule: id, severity }));
  });
