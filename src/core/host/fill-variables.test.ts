import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fillVariables } from "./fill-variables.ts";

describe("variables in a module's address", () => {
  const known = { "issue.key": "WEB-1", "project.name": "R&D / Ümlaut", "ac.tab": "{issue.key}" };

  test.for([
    ["/page", "/page"],
    ["/page?key={issue.key}", "/page?key=WEB-1"],
    ["/issue/{issue.key}/panel", "/issue/WEB-1/panel"],
    ["/page?a={issue.key}&b={issue.key}", "/page?a=WEB-1&b=WEB-1"],
    ["/page?name={project.name}", "/page?name=R%26D%20%2F%20%C3%9Cmlaut"],
    ["/page?page={page.id}&key={issue.key}", "/page?page=&key=WEB-1"],
    ["/page?tab={ac.tab}", "/page?tab=%7Bissue.key%7D"],
    ["/page?x={toString}", "/page?x="],
    ["/page?x={}", "/page?x="],
    ["/page?x={issue.key", "/page?x={issue.key"],
  ] as const)("%s becomes %s", ([url, filled]) => {
    expect(fillVariables(url, known)).toBe(filled);
  });

  test("whatever a value is, an add-on reads it as it was", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 20 }), (value) => {
        const filled = fillVariables("https://a.example/p?x={v}&y=1", { v: value });
        expect([...new URL(filled).searchParams]).toEqual([
          ["x", value],
          ["y", "1"],
        ]);
      }),
    );
  });
});
