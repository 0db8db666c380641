import { CommanderError, type Command as Parser } from "commander";
import type { Command } from "./command.ts";
import { findCommand, thereIs } from "./find-command.ts";
import { commandParser, type Look, nounHelp, overviewParser } from "./parser.ts";

/** What a command line asks for. */
export type Reading =
  | {
      readonly kind: "call";
      readonly command: Command;
      readonly operands: readonly string[];
      readonly options: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: "print"; readonly text: string }
  | { readonly kind: "misuse"; readonly message: string; readonly hint: string };

/** Reads a command line without doing anything. `help COMMAND` is `COMMAND --help`. */
export async function readArguments(args: readonly string[], look: Look): Promise<Reading> {
  if (args[0] === "help") return readArguments([...args.slice(1), "--help"], look);
  const found = findCommand(args);
  switch (found.kind) {
    case "misuse":
      return found;
    case "noun":
      return args.includes("--help") || args.includes("-h")
        ? { kind: "print", text: nounHelp(found.noun, found.rows, look) }
        : {
            kind: "misuse",
            message: `${found.noun} needs a second word.`,
            hint: thereIs(found.rows),
          };
    case "none":
      return parse(overviewParser(look), args.length === 0 ? ["--help"] : args);
    case "command": {
      const command = await found.row.load();
      return parse(commandParser(found.row.name, command, look), found.rest, command);
    }
  }
}

function parse(parser: Parser, args: readonly string[], command?: Command): Reading {
  let printed = "";
  parser.exitOverride().configureOutput({
    writeOut: (text) => {
      printed += text;
    },
    outputError: () => {},
    getOutHasColors: () => true,
  });
  try {
    parser.parse(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? { kind: "print", text: printed } : misuse(error, parser.name());
  }
  if (!command) return parse(parser, ["--help"]);
  return { kind: "call", command, operands: parser.args, options: parser.opts() };
}

/** Commander speaks as "error: unknown option '--jsn'\n(Did you mean --json?)". */
function misuse({ message }: CommanderError, name: string): Reading {
  const [first = "", suggestion] = message.replace(/^error: /, "").split("\n");
  const sentence = `${first.charAt(0).toUpperCase()}${first.slice(1).replace(/\.$/, "")}.`;
  const help = name === "plimsoll" ? "plimsoll help" : name.replace("plimsoll", "plimsoll help");
  return {
    kind: "misuse",
    message: sentence,
    hint: suggestion?.replace(/[()]/g, "") ?? `\`${help}\` shows how.`,
  };
}
