import { commands } from "./commands.ts";
import { paint } from "./paint.ts";
import { type Reading, readArguments } from "./read-arguments.ts";

/** The text of `docs/cli.md`: what the program itself says about each command. */
export async function commandManual(): Promise<string> {
  const sections = await Promise.all(
    commands.map(async ({ name }) => section(`plimsoll ${name}`, await help(name.split(" ")))),
  );
  return `${preface}\n${section("plimsoll help", await help([]))}\n${sections.join("\n")}`;
}

const preface = `# The command line

Every command answers a person by default and a program with \`--json\`: one line of JSON on standard output, in which
\`ok\` is true exactly when the exit code is 0. What goes wrong before there is an answer has the same shape everywhere:
\`{ "ok": false, "error": { "code", "message", "hint" } }\`. Fields may be added, none is taken away. Codes and exit codes
are in [errors.md](errors.md).

Colour is used on a terminal only, and not with \`--no-color\` or a NO_COLOR in the environment. Secrets come from the
environment, never from options:

| variable | what |
|---|---|
| PLIMSOLL_STORE | a PostgreSQL (\`postgres://…\`), where one machine is not enough |
| PLIMSOLL_SERVER | the private listener of a Plimsoll to ask, instead of one on this machine |
| PLIMSOLL_TOKEN | the key that is shown to it |
| PLIMSOLL_INTAKE_KEY | what senders of metrics show; without it one is made and kept in the data folder |
| PLIMSOLL_LINK_KEY | what signs links that do something, the same for all Plimsolls on one database; without it one is made and kept in the data folder |
| PLIMSOLL_CHANNEL_NAME, PLIMSOLL_SMTP … | where channels lead to, and by what mail leaves: [telling people](telling.md) |
| PLIMSOLL_SEALING_KEY | an Ed25519 private key as PEM; without it one is made and kept in the data folder |
`;

const section = (title: string, text: string): string =>
  `## ${title}\n\n\`\`\`text\n${text.trimEnd()}\n\`\`\`\n`;

async function help(words: readonly string[]): Promise<string> {
  const look = { version: "", columns: 100, paint: paint(false) };
  const reading: Reading = await readArguments(["help", ...words], look);
  return reading.kind === "print" ? reading.text : "";
}
