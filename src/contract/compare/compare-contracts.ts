import type { Addon, Contract, Operations } from "../contract.ts";
import type { Change, Effect } from "./change.ts";
import { slaTerms } from "./sla-terms.ts";
import { noOrder, qualifier, type Term } from "./term.ts";

/** What changes from one version of a contract to the next, and whether customers are promised more or less. */
export function compareContracts(before: Contract, after: Contract): readonly Change[] {
  const [old, young] = [before, after].map(
    (contract) => new Map(termsOf(contract).map((term) => [term.path, term])),
  ) as [Map<string, Term>, Map<string, Term>];
  const paths = [...new Set([...old.keys(), ...young.keys()])];
  const changes = paths.flatMap((path) => changeOf(old.get(path), young.get(path)) ?? []);
  return [...changes, ...backdated(before, after, changes), ...privateChanges(before, after)];
}

const termsOf = ({ addon, sla }: Contract): readonly Term[] => [
  ...Object.entries(addon).map(([key, value]: [string, Addon[keyof Addon]]) =>
    qualifier(`addon.${key}`, `addon.${key}`, String(value), null, noOrder),
  ),
  ...slaTerms(sla),
];

const SAYING = {
  weaker: "; customers are promised less",
  stronger: "; customers are promised more",
  neutral: "",
} as const satisfies Record<Effect, string>;

function changeOf(old: Term | undefined, young: Term | undefined): Change | null {
  if (old !== undefined && young !== undefined) {
    if (old.text === young.text) return null;
    const effect = young.judge(old.value as never, young.value as never);
    const sentence = `${young.name} goes from ${old.text} to ${young.text}${SAYING[effect]}.`;
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

/** A weaker promise that does not begin later weakens time that was already promised. */
function backdated(
  before: Contract,
  after: Contract,
  changes: readonly Change[],
): readonly Change[] {
  const [was, is] = [before.sla.effectiveFrom, after.sla.effectiveFrom];
  if (is > was || changes.every(({ effect }) => effect !== "weaker")) return [];
  return [
    {
      path: "sla.effectiveFrom",
      effect: "weaker",
      before: was,
      after: is,
      sentence: `The weaker promise holds from ${is}, so it takes back what was promised from ${was} on.`,
    },
  ];
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
