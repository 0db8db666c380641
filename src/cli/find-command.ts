import { distance } from "fastest-levenshtein";
import { type CommandRow, commands } from "./commands.ts";

/** Which command the words of a command line name. */
export type Found =
  | { readonly kind: "command"; readonly row: CommandRow; readonly rest: readonly string[] }
  | { readonly kind: "none" }
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
  return verbs.length > 0 ? incomplete(words, verbs) : unknown(words, rows);
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

function incomplete(words: readonly string[], verbs: readonly CommandRow[]): Found {
  const known = verbs.map(({ name }) => `\`plimsoll ${name}\``).join(", ");
  return words.length === 1
    ? { kind: "misuse", message: `${words[0]} needs a second word.`, hint: `There is ${known}.` }
    : {
        kind: "misuse",
        message: `There is no command ${words.slice(0, 2).join(" ")}.`,
        hint: `There is ${known}.`,
      };
}

function unknown(words: readonly string[], rows: readonly CommandRow[]): Found {
  const nearest = rows
    .map(({ name }) => ({ name, far: distance(sameLength(name, words), name) }))
    .filter(({ name, far }) => far <= name.length / 2)
    .sort((a, b) => a.far - b.far)[0];
  return {
    kind: "misuse",
    message: `There is no command ${words[0]}.`,
    hint: nearest
      ? `Did you mean \`plimsoll ${nearest.name}\`?`
      : "`plimsoll help` lists the commands.",
  };
}
