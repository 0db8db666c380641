import { count } from "../format/index.ts";
import { checkCoherence } from "./check-coherence.ts";
import type { Contract } from "./contract.ts";
import { contractHash } from "./contract-hash.ts";
import { MOST_PROBLEMS } from "./document/limits.ts";
import { locateProblems } from "./document/locate-problems.ts";
import { type ParsedDocument, parseDocument } from "./document/parse-document.ts";
import { findGaps, type Note } from "./keys/find-gaps.ts";
import type { Problem } from "./problem.ts";
import { readSections, readShape } from "./read-shape.ts";
import { contractShape } from "./schema.ts";
import { type Sections, sectionsOf } from "./sections.ts";
import { findMisfits } from "./shape/find-misfits.ts";

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
  const parsed = parseDocument(text);
  const { plain, places, faults, positionOf } = parsed;
  const contract = plain === null ? null : readShape(plain);
  const misfits = contract || plain === null ? [] : findMisfits(plain, contractShape);
  const sections = sectionsIn(contract, plain);
  const incoherent = checkCoherence(sections, contract !== null && faults.length === 0);
  const problems = locateProblems(parsed, misfits, incoherent);
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
