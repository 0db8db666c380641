import { describe, expect, test } from "vitest";
import * as z from "zod";
import { type DocumentForm, readDocument, readValue } from "./read-document.ts";

interface Recipe {
  readonly name: string;
  readonly minutes: number;
}

const recipe: DocumentForm<Recipe> = {
  noun: "recipe",
  beginning: "Write a name.",
  outline: "Begin with name:.",
  model: "a good recipe",
  schema: z.strictObject({
    name: z.string().meta({ description: "What it is.", examples: ["soup"] }),
    minutes: z.int(),
  }),
  check: ({ minutes }) =>
    minutes > 0
      ? []
      : [
          {
            rule: "recipe.time",
            path: ["minutes"],
            message: "Nothing is done in no time.",
            hint: "",
          },
        ],
};

const told = (text: string) => {
  const reading = readDocument(text, recipe);
  return reading.kind === "value"
    ? reading.value
    : reading.problems.map(
        ({ line, column, rule, message, hint }) => `${line}:${column} ${rule} ${message} ${hint}`,
      );
};

describe("a document of another kind than contracts", () => {
  test("is read into its value", () => {
    expect(told("name: soup\nminutes: 20\n")).toEqual({ name: "soup", minutes: 20 });
  });

  test.for([
    ["", ["1:1 text.empty The document is empty. Write a name."]],
    ["- soup", ["1:1 text.not-a-map The document is a list; a recipe is a map. Begin with name:."]],
    [
      "nam: soup\nminutes: 20",
      ['1:1 shape.unknown-key "nam" is not known in a recipe. Did you mean name?'],
    ],
    ["name: soup\nminutes: 0", ["2:10 recipe.time Nothing is done in no time. "]],
    [
      "name: soup\nminutes: 1\n---\nname: tea",
      [
        "3:1 text.several-documents A second document begins here. Keep each recipe in a file of its own.",
      ],
    ],
  ] as const)("%j is told where and what is wrong, in its own words", ([text, problems]) => {
    expect(told(text)).toEqual(problems);
  });

  test("a value that a program made is held to the same", () => {
    expect(readValue({ name: "soup", minutes: 20 }, recipe).kind).toBe("value");
    expect(readValue({ name: "soup", minutes: 0 }, recipe)).toMatchObject({
      misfits: [{ rule: "recipe.time", path: ["minutes"] }],
    });
    expect(readValue(null, recipe).kind).toBe("misfits");
  });
});
