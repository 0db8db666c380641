import { type Argument, Command as Parser, Option as ParserOption } from "commander";
import type { Command, Example, Option } from "./command.ts";
import { type CommandRow, commands } from "./commands.ts";
import type { Paint } from "./paint.ts";

/** What the wording of help depends on. */
export interface Look {
  readonly version: string;
  readonly columns: number;
  readonly paint: Paint;
}

/** The parser of a command line that names no command: it knows the overview and the version. */
export function overviewParser(look: Look): Parser {
  const parser = startParser("plimsoll", look)
    .version(look.version, "--version")
    .configureHelp({ formatHelp: () => overview(look.paint) });
  return closeWithGlobalOptions(parser);
}

function overview({ bold }: Paint): string {
  const widest = Math.max(...commands.map(({ name }) => name.length));
  const groups = Map.groupBy(commands, ({ group }) => group);
  const sections = [...groups].map(([group, rows]) =>
    [
      bold(group),
      ...rows.map(({ name, summary }) => `  ${name.padEnd(widest)}  ${summary}`),
      "",
    ].join("\n"),
  );
  return `${bold("plimsoll")} COMMAND [options]

One SLA document goes in; proof that it is kept comes out.

${sections.join("\n")}
\`plimsoll help COMMAND\` explains a command and shows examples; \`plimsoll --version\` prints the version.
Every command takes --json to answer a program, and --no-color.
`;
}

/** The commands that begin with one word. */
export function nounHelp(noun: string, rows: readonly CommandRow[], { paint }: Look): string {
  const widest = Math.max(...rows.map(({ name }) => name.length));
  const lines = rows.map(({ name, summary }) => `  ${name.padEnd(widest)}  ${summary}\n`).join("");
  return `Usage: plimsoll ${noun} COMMAND [options]

${paint.bold("Commands:")}
${lines}
\`plimsoll help ${noun} COMMAND\` explains one and shows examples.
`;
}

/** The parser of one command, with its help. */
export function commandParser(name: string, command: Command, look: Look): Parser {
  const operands = command.operands ?? [];
  const parser = startParser(`plimsoll ${name}`, look)
    .description(command.about)
    .usage([...operands.map((operand) => operand.name), "[options]"].join(" "));
  for (const operand of operands)
    parser.argument(operand.name.replace(/^[^[].*/, "<$&>"), operand.about);
  for (const option of command.options ?? []) parser.addOption(optionOf(option));
  return closeWithGlobalOptions(parser).addHelpText("after", () => closing(command, look.paint));
}

function optionOf({ flags, about, fallback, repeats, group }: Option): ParserOption {
  const option = new ParserOption(flags.replace(/ (\S+)$/, " <$1>"), about);
  if (fallback !== undefined) option.default(fallback, fallback);
  if (repeats) option.argParser(append);
  return group === undefined ? option : option.helpGroup(`${group}:`);
}

const append = (value: string, before: string[] = []): string[] => [...before, value];

function startParser(name: string, { columns, paint }: Look): Parser {
  const term = (text: string) => text.replace(/[<>]/g, "");
  return new Parser(name).configureHelp({
    helpWidth: Math.min(columns, 100),
    styleTitle: paint.bold,
    argumentTerm: (argument: Argument) => term(argument.name()),
    optionTerm: (option: ParserOption) => term(option.flags),
  });
}

const closeWithGlobalOptions = (parser: Parser): Parser =>
  parser
    .option("--json", "answer as JSON")
    .option("--no-color", "no colours, as with NO_COLOR")
    .helpOption("-h, --help", "show this help");

function closing({ examples, json }: Command, { bold, faint }: Paint): string {
  const example = ({ line, about }: Example) => `  ${faint(`# ${about}`)}\n  ${line}`;
  const shape = json
    .split("\n")
    .map((line) => `  ${line}`)
    .join("\n");
  return `\n${bold("Examples:")}\n${examples.map(example).join("\n")}\n\n${bold("With --json:")}\n${shape}`;
}
