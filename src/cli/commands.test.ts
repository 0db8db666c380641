import { describe, expect, test } from "vitest";
import { commands } from "./commands.ts";
import { paint } from "./paint.ts";
import { readArguments } from "./read-arguments.ts";

const look = { version: "", columns: 100, paint: paint(false) };

describe.for(commands)("$name", ({ name, load }) => {
  test("has examples that the program knows", async () => {
    const { examples } = await load();
    const lines = examples.flatMap(({ line }) => line.split(" | "));
    const own = lines.filter((line) => line.startsWith("plimsoll "));
    expect(own.some((line) => line.startsWith(`plimsoll ${name}`))).toBe(true);
    for (const line of own)
      expect(await readArguments(wordsOf(line).slice(1), look), line).toMatchObject({
        kind: "call",
      });
  });

  test("shows JSON that is JSON, and that says whether all is well", async () => {
    const shown = (await load()).json.split("\n").filter((line) => line.startsWith("{"));
    expect(shown).not.toEqual([]);
    for (const line of shown)
      expect(JSON.parse(line.replaceAll("[ … ]", "[]"))).toHaveProperty("ok");
  });
});

/** As a shell takes a line apart. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);
}
