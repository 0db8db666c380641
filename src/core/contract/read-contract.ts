import { count } from "../format/index.ts";
import { checkCoherence } from "./check-coherence.ts";
import type { Contract } from "./contract.ts";
import { contractHash } from "./contract-hash.ts";
import type { Fault } from "./document/fault.ts";
import { MOST_PROBLEMS } from "./document/limits.ts";
import { type ParsedDocument, parseDocument } from "./document/parse-document.ts";
import { offsetOf } from "./document/places.ts";
import { findGaps, type Note } from "./keys/find-gaps.ts";
import { type BrokenRule, type Problem, pathText, type Severity } from "./problem.ts";
import { readSections, readShape } from "./read-shape.ts";
import { contractShape } from "./schema.ts";
import { type Sections, sectionsOf } from "./sections.ts";
import { findMisfits } from "./shape/find-misfits.ts";
import type { ShapeFinding } from "./shape/shape-finding.ts";

/** A contract that can be used, perhaps with warnings; or everything that is wrong with the text. */
export type ContractReading =
  | {
      readonly kind: "contract";
      readonly contract: Contract;
      /** Warnings only. */
      readonly problems: readonly Problem[];
      /** What Plimsoll does not act on yet, or not fully, of what the contract holds. */
      readonly notes: readonly Note[];
      /** The document, to the letter. */
      readonly text: string;
      /** Of the text; see `contractHash`. */
      readonly hash: string;
    }
  | { readonly kind: "problems"; readonly problems: readonly Problem[] };

/**
 * Text → contract, with all its problems at once in the order of the document: those of the text,
 * of the shape, and of coherence as far as sections fit. Takes any text and never throws.
 */
export function readContract(text: string): ContractReading {
  const { plain, places, faults, positionOf } = parseDocument(text);
  const contract = plain === null ? null : readShape(plain);
  const sections = sectionsIn(contract, plain);
  const misfits = contract || plain === null ? [] : findMisfits(plain, contractShape);
  const problem = (severity: Severity, found: BrokenRule, offset: number): Problem => {
    const { rule, path, message, hint } = found;
    return { severity, rule, ...positionOf(offset), path: pathText(path), message, hint };
  };
  const problems = inOrder([
    ...faults.map((fault) => problem("error", fault, fault.offset)),
    ...apartFrom(faults, misfits).map((misfit) =>
      problem("error", misfit, offsetOf(places, misfit.path, misfit.part)),
    ),
    ...checkCoherence(sections, contract !== null && faults.length === 0).map((found) =>
      problem(found.severity, found, offsetOf(places, found.path)),
    ),
  ]);
  const isFit = contract !== null && problems.every(({ severity }) => severity === "warning");
  return isFit
    ? {
        kind: "contract",
        contract,
        problems,
        notes: findGaps(places, positionOf),
        text,
        hash: contractHash(text),
      }
    : { kind: "problems", problems: atMost(MOST_PROBLEMS, problems) };
}

function sectionsIn(contract: Contract | null, plain: ParsedDocument["plain"]): Partial<Sections> {
  if (plain === null) return {};
  return contract ? sectionsOf(contract, plain) : { ...readSections(plain), document: plain };
}

/** What the text itself gets wrong is not also complained of as a missing value. */
function apartFrom(faults: readonly Fault[], misfits: readonly ShapeFinding[]) {
  const told = new Set(faults.map(({ path }) => pathText(path)));
  return misfits.filter(({ path }) => !told.has(pathText(path)));
}

const inOrder = (problems: readonly Problem[]): readonly Problem[] =>
  problems.toSorted((a, b) => a.line - b.line || a.column - b.column);

function atMost(most: number, problems: readonly Problem[]): readonly Problem[] {
  const last = problems[most];
  if (last === undefined) return problems;
  const rest = count(problems.length - most);
  return [
    ...problems.slice(0, most),
    {
      ...last,
      message: `From here on ${rest} more problems are not listed.`,
      hint: "Mend these first.",
    },
  ];
}
