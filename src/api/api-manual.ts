import { type Capability, type Command, fieldsOf, type List } from "../engine/index.ts";
import { pathOf } from "./open-api.ts";
import { MOST_ROWS, USUAL_ROWS } from "./pages.ts";

/** The text of `docs/api.md`. */
export function apiManual(capabilities: readonly Capability[]): string {
  const parts = capabilities.flatMap(({ lists, commands }) => [
    ...lists.map(listPart),
    ...commands.map(commandPart),
  ]);
  return `${PREFACE}\n${parts.join("\n")}`;
}

const PREFACE = `# API

What \`plimsoll NOUN VERB\` does, over HTTP, on the private listener (\`127.0.0.1:7301\` unless told otherwise).
\`GET /api/openapi.json\` describes it for programs, as OpenAPI 3.1.

- **Keys.** Every request shows one: \`Authorization: Bearer plimsoll_…\`. \`plimsoll key create NAME --scope operate\` makes one and
  shows its secret once; a hash of it is kept. A key with the scope \`operate\` may what \`read\` may, \`admin\` what both may. It is
  for the add-on with which it was made, unless \`--every-addon\` was given. Each entry of the ledger names its key.
- **Commands** are \`POST /api/NOUN/VERB\` with the fields as a JSON object, and \`addon\` where several add-ons are watched. With an
  \`Idempotency-Key\` of your choice it is safe to ask again after a lost answer: what was done is not done twice
  (\`"repeated": true\`), and the same key with another body is refused. The answer: \`said\`, a sentence; \`entries\`, what was
  appended to the ledger; \`details\` and \`secret\` of some commands.
- **Lists** are \`GET /api/NOUN\`: \`rows\`, and \`next\`, the \`cursor\` of the next page or null. \`limit\` is ${USUAL_ROWS} unless said
  otherwise, and ${MOST_ROWS} at most. Answers have a weak \`ETag\`: with \`If-None-Match\` what has not changed is a 304.
- **Problems** are documents of RFC 9457 with \`title\`, \`status\`, \`hint\` and \`code\`, which [errors.md](errors.md) explains. \`errors\`
  names every field that is wrong by its JSON Pointer, \`problems\` every place of a document that was sent.
- **The command line, from anywhere.** \`PLIMSOLL_SERVER=https://plimsoll.example.com PLIMSOLL_TOKEN=plimsoll_… plimsoll maintenance
  list\` asks this API, with the same answers and exit codes as on the machine itself. The key comes from the environment or
  from \`--token-file\`, never from an argument, and goes over https or to this machine alone, unless \`--allow-http\` is given.

- **Links for others.** \`POST /api/link\` (\`plimsoll link\`) makes a link on the public listener by which somebody without a key may
  do once what your key may: \`{ "command": "maintenance end", "input": { "id": "…" }, "person": "on-call", "expires": "8h" }\`. Opening
  it shows what it would do, confirming does it, and the ledger names the person. Whoever has the link may, so send it to that person
  alone. \`path\` goes behind the public name of your status page.

\`GET /api/guide\` answers how each add-on stands to the operations guide, as \`plimsoll guide --json\` does.
`;

const listPart = ({ noun, about, scope }: List): string => `## GET /api/${noun}

${about} Scope: ${scope}.
`;

function commandPart(command: Command): string {
  const rows = fieldsOf(command).map(
    ({ name, description, isRequired, isFlag }) =>
      `| \`${name}\` | ${isFlag ? "boolean" : "text"} | ${isRequired ? "yes" : "no"} | ${description.replaceAll("|", "\\|")} |`,
  );
  return `## POST ${pathOf(command.name)}

${command.about} Scope: ${command.scope}.

| field | type | required | |
|---|---|---|---|
${rows.join("\n")}
`;
}
