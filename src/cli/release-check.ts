import { PlimsollError } from "../core/errors/index.ts";
import { type Descriptor, parseDescriptor } from "../core/host/index.ts";
import { checkRelease, type ReleaseCheck } from "../releases/index.ts";
import type { Call, Command } from "./command.ts";
import type { Paint } from "./paint.ts";
import type { Terminal } from "./ports.ts";
import { printable } from "./printable.ts";

/** A descriptor is smaller by far; what is larger is read, and refused with its reason. */
const MOST_BYTES = 16 << 20;

export const releaseCheck: Command = {
  about:
    "Says how the host would roll out a changed descriptor, and what breaks for those who have the add-on: by itself " +
    "within a day, or only once each customer's administrator approves, with both versions alive until then. Exit " +
    "code 0 when it comes by itself and breaks nothing, 1 otherwise.",
  operands: [
    { name: "OLD", about: "the descriptor that is installed: a file, or its address" },
    { name: "NEW", about: "the descriptor that is to be released" },
  ],
  examples: [
    {
      line: "plimsoll release check https://roadmaps.example.com/atlassian-connect.json atlassian-connect.json",
      about: "Before it is deployed",
    },
  ],
  json: `{ "ok": false, "class": "approval", "reasons": [ "it asks for WRITE" ], "breaks": [ { "path": "modules.webPanels.board", "message": "…" } ] }
The class is automatic, approval or major.`,

  async perform(call: Call) {
    const [oldSource = "", newSource = ""] = call.operands;
    const [before, after] = [
      await descriptorOf(oldSource, call.terminal),
      await descriptorOf(newSource, call.terminal),
    ];
    const found = checkRelease(before, after);
    const ok = found.class === "automatic" && found.breaks.length === 0;
    call.answer({ ok, ...found }, textOf(found, call.paint));
    return ok ? 0 : 1;
  },
};

async function descriptorOf(source: string, terminal: Terminal): Promise<Descriptor> {
  const text = /^https?:/i.test(source)
    ? await terminal.fetchText(source, MOST_BYTES)
    : await terminal.read(source, MOST_BYTES);
  const read = parseDescriptor(text);
  if (read.kind === "descriptor") return read.descriptor;
  const problems = read.problems.map(
    ({ path, message }) => `${path === "" ? "It" : path} ${message}`,
  );
  throw new PlimsollError(
    "descriptor.refused",
    `${source} is no descriptor. ${problems.join("; ")}.`,
  );
}

const WORDS: Readonly<Record<ReleaseCheck["class"], string>> = {
  automatic: "Every installation gets it by itself.",
  approval:
    "Each installation waits for its administrator's approval; until then it stays on the old version.",
  major: "It is a new major version, and each installation waits for its administrator's approval.",
};

function textOf({ class: kind, reasons, breaks }: ReleaseCheck, paint: Paint): string {
  const because = reasons.map((reason) => `  ${printable(reason)}\n`).join("");
  const broken = breaks
    .map(({ path, message }) => `  ${paint.bold(printable(path))}  ${printable(message)}\n`)
    .join("");
  return `${paint.bold(WORDS[kind])}\n${because}${breaks.length === 0 ? "Nothing breaks.\n" : `What breaks:\n${broken}`}`;
}
