import { distance } from "fastest-levenshtein";
import { type CommandRow, commands } from "./commands.ts";

/** Which command the words of a command line name. */
export type Found =
  | { readonly kind: "command"; readonly row: CommandRow; readonly rest: readonly string[] }
  | { readonly kind: "none" }
  /** The first of two words, and all that may follow it. */
  | { readonly kind: "noun"; readonly noun: string; readonly rows: readonly CommandRow[] }
  | { readonly kind: "misuse"; readonly message: string; readonly hint: string };

/** Finds the command in the words before any `--`; options may stand before, between and behind them. */
export function findCommand(
  args: readonly string[],
  rows: readonly CommandRow[] = commands,
): Found {
  const words = wordsOf(args);
  if (words.length === 0) return { kind: "none" };
  const row = rows.find(({ name }) => sameLength(name, words) === name);
  if (row) return { kind: "command", row, rest: without(args, row.name.split(" ")) };
  const verbs = rows.filter(({ name }) => name.startsWith(`${words[0]} `));
  if (verbs.length === 0) return unknown(words, rows);
  return words.length === 1
    ? { kind: "noun", noun: words[0]!, rows: verbs }
    : unknownVerb(words, verbs, rows);
}

function wordsOf(args: readonly string[]): readonly string[] {
  const end = args.indexOf("--");
  return args.slice(0, end === -1 ? undefined : end).filter((arg) => !/^-./.test(arg));
}

/** As many of the words as `name` has. */
const sameLength = (name: string, words: readonly string[]): string =>
  words.slice(0, name.split(" ").length).join(" ");

function without(args: readonly string[], words: readonly string[]): readonly string[] {
  const rest = [...args];
  for (const word of words) rest.splice(rest.indexOf(word), 1);
  return rest;
}

/** `There is `plimsoll test load`, …`: all that a first word may be followed by. */
export const thereIs = (rows: readonly CommandRow[]): string =>
  `There is ${rows.map(({ name }) => `\`plimsoll ${name}\``).join(", ")}.`;

const didYouMean = (name: string): string => `Did you mean \`plimsoll ${name}\`?`;

/** Nearest of those that begin so, or any that is called as the second word alone: `compare`. */
function unknownVerb(
  words: readonly string[],
  verbs: readonly CommandRow[],
  rows: readonly CommandRow[],
): Found {
  const [noun, verb = ""] = words;
  const near = nearest([
    ...verbs.map(({ name }) => ({ name, far: nearness(verb, name.split(" ")[1]!) })),
    ...rows.map(({ name }) => ({ name, far: nearness(verb, name) })),
  ]);
  return {
    kind: "misuse",
    message: `There is no command ${noun} ${verb}.`,
    hint: near === null ? thereIs(verbs) : didYouMean(near),
  };
}

/** Nearest as a whole, whichever word comes first, or by one of its words: `load` and `load-test` mean `test load`. */
function unknown(words: readonly string[], rows: readonly CommandRow[]): Found {
  const near = nearest(
    rows.flatMap(({ name }) => [
      { name, far: nearness(sameLength(name, words), name) },
      { name, far: nearness(sorted(words[0]!), sorted(name)) },
      ...name.split(" ").map((word) => ({ name, far: nearness(words[0]!, word) })),
    ]),
  );
  return {
    kind: "misuse",
    message: `There is no command ${words[0]}.`,
    hint: near === null ? "`plimsoll help` lists the commands." : didYouMean(near),
  };
}

const sorted = (text: string): string => text.split(/[ -]/).sort().join(" ");

/** How far apart two texts are, as a share of the one that is known. */
const nearness = (typed: string, known: string): number => distance(typed, known) / known.length;

function nearest(names: readonly { readonly name: string; readonly far: number }[]): string | null {
  const [first] = names.filter(({ far }) => far <= 0.5).sort((a, b) => a.far - b.far);
  return first?.name ?? null;
}
