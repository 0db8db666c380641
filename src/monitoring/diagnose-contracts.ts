import type { Problem } from "../core/contract/index.ts";
import type { Diagnostics, Observation } from "../core/diagnostics/index.ts";
import { unseenPlaces } from "./diagnose-plans.ts";

/** What of a contract can be wrong although it is in use. */
interface DiagnosedContract {
  readonly contract: Parameters<typeof unseenPlaces>[0];
  /** Warnings of `check`. */
  readonly problems: readonly Problem[];
  /** Oldest first. */
  readonly versions: readonly {
    readonly version: number;
    readonly hash: string;
    readonly by: string;
  }[];
}

/** A document that a process was given at its start. */
interface GivenDocument {
  readonly file: string;
  readonly hash: string;
  readonly contract: { readonly addon: { readonly key: string } };
}

/** Says what is wrong with contracts, each time they are others, and what no longer is. */
export function contractDiagnoser(
  { report, resolve }: Pick<Diagnostics, "report" | "resolve">,
  given: readonly GivenDocument[],
): (contracts: readonly DiagnosedContract[]) => void {
  let before: readonly Observation[] = [];

  function nobodyChecks(addon: string): void {
    for (const kind of ["addon", "observer"] as const)
      resolve(kind, addon, (_, lasted) => `${addon} is not checked any more, after ${lasted}.`);
  }

  return (contracts) => {
    const found = contracts.flatMap((one) => [
      ...unseenPlaces(one.contract),
      ...replacedFile(one, given),
      ...examples(one),
    ]);
    for (const one of found) report(one);
    const isFound = new Set(found.map(({ kind, subject }) => `${kind} ${subject}`));
    for (const { kind, subject } of before)
      if (!isFound.has(`${kind} ${subject}`))
        resolve(kind, subject, ({ message }, lasted) => `No longer so after ${lasted}: ${message}`);
    before = found;
    for (const { contract } of contracts)
      if (contract.operations.probes.length === 0) nobodyChecks(contract.addon.key);
  };
}

function replacedFile(
  { contract: { addon }, versions }: DiagnosedContract,
  given: readonly GivenDocument[],
): readonly Observation[] {
  const own = given.find((one) => one.contract.addon.key === addon.key);
  const latest = versions.at(-1);
  if (own === undefined || latest === undefined || own.hash === latest.hash) return [];
  return [
    {
      kind: "contract",
      subject: `${addon.key} file`,
      cause: latest.hash,
      message: `${own.file} is not what is followed for ${addon.key}: that is version ${latest.version}, published since by ${latest.by}. \`plimsoll contract publish\` publishes the file anew.`,
    },
  ];
}

/** Rule of `check` that a value is still the example of `init`. */
const EXAMPLE_RULE = "example-address";

const examples = ({ contract: { addon }, problems }: DiagnosedContract): readonly Observation[] =>
  problems
    .filter(({ rule }) => rule === EXAMPLE_RULE)
    .map(({ path, message }) => ({
      kind: "contract" as const,
      subject: `${addon.key} ${path}`,
      cause: EXAMPLE_RULE,
      message: `The contract of ${addon.key}: ${message}`,
    }));
