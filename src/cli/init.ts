import { writeContract } from "../contract/index.ts";
import { PlimsollError } from "../errors/index.ts";
import type { Call, Command } from "./command.ts";
import type { Terminal } from "./ports.ts";

export const init: Command = {
  about:
    "Writes a commented contract with values that a small vendor can keep, filled in from the " +
    "add-on's descriptor where one is named.",
  options: [
    { flags: "--from SOURCE", about: "file or address of an atlassian-connect.json" },
    { flags: "--out FILE", about: "where to write it", fallback: "plimsoll.yaml" },
    { flags: "--force", about: "replace the file if it exists" },
  ],
  examples: [
    { line: "plimsoll init", about: "A contract to fill in" },
    {
      line: "plimsoll init --from https://roadmaps.example.com/atlassian-connect.json",
      about: "Filled in from what the add-on says about itself",
    },
  ],
  json: `{ "ok": true, "file": "plimsoll.yaml" }
With --out - the contract itself, on standard output.`,

  async perform({ option, has, terminal, answer }: Call) {
    const source = option("from");
    const file = option("out") ?? "-";
    const text = writeContract({
      descriptor: source === undefined ? undefined : await readDescriptor(source, terminal),
      timeZone: terminal.timeZone,
      effectiveFrom: firstOfNextMonth(terminal.nowMs()),
    });
    await terminal.write(file, text, { mayReplace: has("force") });
    const next = `Wrote ${file}. Read it through, then: plimsoll check ${file}\n`;
    if (file !== "-") answer({ ok: true, file }, next);
    return 0;
  },
};

const MOST_BYTES = 1024 * 1024;

/** A descriptor in a project may still hold templates, so any JSON map will do. */
async function readDescriptor(source: string, terminal: Terminal): Promise<unknown> {
  const text = /^https?:/i.test(source)
    ? await terminal.fetchText(source, MOST_BYTES)
    : await terminal.read(source, MOST_BYTES);
  try {
    const descriptor: unknown = JSON.parse(text);
    if (typeof descriptor === "object" && descriptor !== null && !Array.isArray(descriptor))
      return descriptor;
  } catch {}
  throw new PlimsollError("descriptor.refused", `${source} is not a descriptor: no JSON map.`);
}

/** A promise is made for time to come. */
function firstOfNextMonth(nowMs: number): string {
  const now = new Date(nowMs);
  const first = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1);
  return new Date(first).toISOString().slice(0, 10);
}
