import type { Contract, Operations } from "../contract.ts";
import { addonTerms } from "./addon-terms.ts";
import type { Change } from "./change.ts";
import { slaTerms } from "./sla-terms.ts";
import type { Judgement, Term } from "./term.ts";

/**
 * What changes from one version of a contract to the next, and whether customers are promised more or less.
 * @param reachesBack whether a date that is past would be taken at its word; once published, it is not
 */
export function compareContracts(
  before: Contract,
  after: Contract,
  reachesBack = true,
): readonly Change[] {
  const [old, young] = [before, after].map(
    (contract) => new Map(termsOf(contract).map((term) => [term.path, term])),
  ) as [Map<string, Term>, Map<string, Term>];
  const paths = [...new Set([...old.keys(), ...young.keys()])];
  const changes = paths.flatMap((path) => changeOf(old.get(path), young.get(path)) ?? []);
  const back = reachesBack ? backdated(before, after, changes) : [];
  return [...changes, ...back, ...privateChanges(before, after)];
}

const termsOf = ({ addon, sla }: Contract): readonly Term[] => [
  ...addonTerms(addon),
  ...slaTerms(sla),
];

function changeOf(old: Term | undefined, young: Term | undefined): Change | null {
  if (old !== undefined && young !== undefined) {
    if (old.text === young.text || (old.isQualifier && young.isImplied)) return null;
    const judgement = young.judge(old.value as never, young.value as never);
    const effect = typeof judgement === "string" ? judgement : "unordered";
    const sentence = `${young.name} goes from ${old.text} to ${young.text}${saying(judgement)}`;
    return { path: young.path, effect, before: old.text, after: young.text, sentence };
  }
  const [only, effect] = young ? ([young, "stronger"] as const) : ([old, "weaker"] as const);
  if (only === undefined || only.isQualifier) return null;
  const { path, name, text } = only;
  return effect === "stronger"
    ? { path, effect, before: null, after: text, sentence: `${name} is now promised: ${text}.` }
    : {
        path,
        effect,
        before: text,
        after: null,
        sentence: `${name}, ${text}, is no longer promised.`,
      };
}

function saying(judgement: Judgement): string {
  if (typeof judgement !== "string")
    return `, and neither is more than the other. Before: ${judgement.before}. Now: ${judgement.after}.`;
  return {
    weaker: "; customers are promised less.",
    stronger: "; customers are promised more.",
    neutral: ".",
  }[judgement];
}

/** A promise that is not plainly more, and does not begin later, changes time that was already promised. */
function backdated(
  before: Contract,
  after: Contract,
  changes: readonly Change[],
): readonly Change[] {
  const [was, is] = [before.sla.effectiveFrom, after.sla.effectiveFrom];
  const worst = (["weaker", "unordered"] as const).find((effect) =>
    changes.some((change) => change.effect === effect),
  );
  if (is > was || worst === undefined) return [];
  const sentence = {
    weaker: `The weaker promise holds from ${is}, so it takes back what was promised from ${was} on.`,
    unordered: `The other promise holds from ${is}, so it replaces what was promised from ${was} on.`,
  }[worst];
  return [{ path: "sla.effectiveFrom", effect: worst, before: was, after: is, sentence }];
}

function privateChanges(before: Contract, after: Contract): readonly Change[] {
  const sections = Object.keys(after.operations) as (keyof Operations)[];
  return sections.flatMap((section) => {
    const [old, young] = [before, after].map(({ operations }) =>
      JSON.stringify(operations[section]),
    );
    if (old === young) return [];
    const path = `operations.${section}`;
    const sentence = `${path} changes; it is private and promises customers nothing.`;
    return { path, effect: "neutral", before: null, after: null, sentence } as const;
  });
}
