import { describe, expect, test } from "vitest";
import type { Operation } from "./operation.ts";
import { router } from "./router.ts";
import { confluenceTable, jiraTable } from "./tables.ts";

/** A path of an operation, with a value of its own for every parameter. */
const filled = ({ path }: Operation): string => path.replace(/\{(\w+)\}/g, "value of $1");
const encoded = (path: string): string => path.split("/").map(encodeURIComponent).join("/");

describe.each([
  ["Jira", jiraTable, 616],
  ["Confluence", confluenceTable, 188],
] as const)("the %s interface", (_, table, size) => {
  const route = router(table.routes);

  test("has every operation that the host documents", () => {
    expect(table.routes).toHaveLength(size);
  });

  test("routes each of them to itself, with its parameters decoded", () => {
    const astray = table.routes.filter((operation) => {
      const routed = route(operation.method, encoded(filled(operation)));
      return routed.kind !== "found" || routed.operation !== operation;
    });
    expect(astray.map(({ operation }) => operation)).toEqual([]);
    for (const operation of table.routes) {
      const routed = route(operation.method, encoded(filled(operation)));
      const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
      expect(routed).toMatchObject({
        params: Object.fromEntries(names.map((name) => [name, `value of ${name}`])),
      });
    }
  });
});

describe("a request is routed", () => {
  const operation = (method: string, path: string): Operation => ({
    method,
    path,
    operation: `${method} ${path}`,
    scope: "NONE",
    ok: 200,
    statuses: ["200"],
  });
  const route = router([
    operation("GET", "/issue/{id}"),
    operation("PUT", "/issue/{id}"),
    operation("POST", "/issue/bulk"),
    operation("GET", "/issue/{id}/comment/{commentId}"),
    operation("GET", "/issue/picker/suggest"),
  ]);
  const COMMENT = "GET /issue/{id}/comment/{commentId}";
  const told = (method: string, path: string) => {
    const routed = route(method, path);
    return routed.kind === "found" ? routed.operation.operation : routed.kind;
  };

  test.each([
    ["by its parameter", "GET", "/issue/7", "GET /issue/{id}"],
    ["by a word before a parameter", "POST", "/issue/bulk", "POST /issue/bulk"],
    ["past a word that lacks the method", "GET", "/issue/bulk", "GET /issue/{id}"],
    ["past a word that leads nowhere", "GET", "/issue/picker/comment/2", COMMENT],
    ["with a slash at the end", "GET", "/issue/7/", "GET /issue/{id}"],
    ["nowhere where no path fits", "GET", "/project/7", "unknown"],
    ["nowhere where a segment is empty", "GET", "/issue//comment/2", "unknown"],
    ["to no method that it lacks", "DELETE", "/issue/7", "wrong-method"],
  ])("%s", (_, method, path, outcome) => {
    expect(told(method, path)).toBe(outcome);
  });

  test("telling which methods there are", () => {
    expect(route("DELETE", "/issue/7")).toEqual({ kind: "wrong-method", allowed: ["GET", "PUT"] });
  });

  test("with an escape that is none left as it is", () => {
    expect(route("GET", "/issue/50%")).toMatchObject({ params: { id: "50%" } });
  });
});
