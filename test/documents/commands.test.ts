import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { paint, readArguments } from "../../src/cli/index.ts";
import { root, shellLines } from "./markdown.ts";

const look = { version: "", columns: 100, paint: paint(false) };
const lines = shellLines();
const scripts = Object.keys(JSON.parse(readFileSync(join(root, "package.json"), "utf8")).scripts);

describe("a command that a document shows", () => {
  const own = lines.filter(({ line }) => /^(npx )?plimsoll( |$)/.test(line));

  test.for(own)("$place: $line is one that the program knows", async ({ line }) => {
    const args = line.replace(/^(npx )?plimsoll ?/, "").match(/"[^"]*"|'[^']*'|\S+/g) ?? [];
    const reading = await readArguments(
      args.map((arg) => arg.replace(/^["']|["']$/g, "")),
      look,
    );
    expect(reading).not.toMatchObject({ kind: "misuse" });
  });

  const npm = lines.filter(({ line }) => /^npm (run|start|test)\b/.test(line));

  test.for(npm)("$place: $line is a script of package.json", ({ line }) => {
    const words = line.split(/\s+/);
    expect(scripts).toContain(words[1] === "run" ? words[2] : words[1]);
  });
});
