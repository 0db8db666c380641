import { writeContract } from "../core/contract/index.ts";
import type { Call, Command } from "./command.ts";
import { findCommandToStart } from "./find-start.ts";
import { type Found, surveyAddon, surveyFolder } from "./survey-addon.ts";

export const init: Command = {
  about:
    "Writes a commented contract with values that a small vendor can keep, promising only what is " +
    "there: it takes names and calls from the add-on's descriptor (the one that is named, else an " +
    "atlassian-connect.json beside the contract), asks a running add-on which path answers as a health " +
    "check, and finds in package.json or Procfile how it is started.",
  options: [
    {
      flags: "--from SOURCE",
      about: "file or address of an atlassian-connect.json, or address of the add-on",
    },
    { flags: "--out FILE", about: "where to write it", fallback: "plimsoll.yaml" },
    { flags: "--force", about: "replace the file if it exists" },
  ],
  examples: [
    { line: "plimsoll init", about: "A contract to fill in" },
    {
      line: "plimsoll init --from https://roadmaps.example.com/atlassian-connect.json",
      about: "Filled in from what the add-on says about itself, and what answers there",
    },
  ],
  json: `{ "ok": true, "file": "plimsoll.yaml", "descriptor": "/atlassian-connect.json", "health": "/health", "command": "node app.js" }
What was not found is null. With --out - the contract itself, on standard output.`,

  async perform({ option, has, terminal, paint, answer }: Call) {
    const source = option("from");
    const file = option("out") ?? "-";
    const found =
      source === undefined
        ? await surveyFolder(file, terminal)
        : await surveyAddon(source, terminal);
    const command = await findCommandToStart(file, terminal);
    const text = writeContract({
      ...found,
      command,
      timeZone: terminal.timeZone,
      effectiveFrom: firstOfMonth(terminal.nowMs()),
    });
    await terminal.write(file, text, { mayReplace: has("force") });
    for (const warning of found.warnings ?? [])
      terminal.err(`${paint.amber("warning")}: ${warning}\n`);
    if (file === "-") return 0;
    const { descriptorPath = null, healthPath = null } = found;
    answer(
      { ok: true, file, descriptor: descriptorPath, health: healthPath, command: command ?? null },
      `Wrote ${file}${sayFound(found, command)}. Read it through, then: plimsoll check ${file}, which names what only you know.\n`,
    );
    return 0;
  },
};

function sayFound({ descriptorPath, healthPath }: Found, command: string | undefined): string {
  const said = [
    ...(descriptorPath === undefined ? [] : [`descriptor at ${descriptorPath}`]),
    ...(healthPath === undefined ? [] : [`probed at ${healthPath}`]),
    ...(command === undefined ? [] : [`started by \`${command}\``]),
  ];
  return said.length === 0 ? "" : `: ${said.join(", ")}`;
}

/** The present month, so that what is measured from now on is judged. */
const firstOfMonth = (nowMs: number): string => `${new Date(nowMs).toISOString().slice(0, 7)}-01`;
