import { describe, expect, test } from "vitest";
import { parseDescriptor } from "./parse-descriptor.ts";
import { effectiveScopes, versionClass } from "./version-class.ts";

const live = {
  key: "roadmaps",
  baseUrl: "https://roadmaps.example.com",
  scopes: ["READ", "WRITE"],
  modules: { generalPages: [{ key: "a", url: "/a" }] },
};

function descriptor(changes: Record<string, unknown>) {
  const result = parseDescriptor(JSON.stringify({ ...live, ...changes }));
  if (result.kind === "refused") throw new Error(JSON.stringify(result.problems));
  return result.descriptor;
}

describe("the next descriptor", () => {
  test.for([
    ["that says the same is no version", {}, { kind: "unchanged" }],
    ["with other pages is automatic", { modules: {} }, { kind: "automatic" }],
    ["at another address is automatic", { baseUrl: "https://b.example" }, { kind: "automatic" }],
    ["with a changed unknown field is automatic", { novelty: 1 }, { kind: "automatic" }],
    ["with fewer scopes is automatic", { scopes: ["READ"] }, { kind: "automatic" }],
    [
      "with the same scopes in lower case is automatic",
      { scopes: ["read", "write"] },
      { kind: "automatic" },
    ],
    [
      "with more scopes needs approval",
      { scopes: ["READ", "WRITE", "ACT_AS_USER"] },
      { kind: "needs-approval", because: ["it asks for ACT_AS_USER"] },
    ],
    [
      "that becomes paid needs approval",
      { enableLicensing: true },
      { kind: "needs-approval", because: ["it becomes paid"] },
    ],
    [
      "with another apiVersion is major, whatever else it changes",
      { apiVersion: 2, scopes: ["ADMIN"] },
      { kind: "major", because: ["apiVersion goes from 1 to 2"] },
    ],
  ] as const)("%s", ([, changes, expected]) => {
    expect(versionClass(descriptor({}), descriptor(changes))).toEqual(expected);
  });

  test("that drops an implied scope or names it needs no approval", () => {
    const implied = descriptor({ scopes: ["WRITE"] });
    expect(versionClass(implied, descriptor({}))).toEqual({ kind: "automatic" });
  });

  test("a scope grants all those below it", () => {
    expect([...effectiveScopes(["DELETE", "ACT_AS_USER"])]).toEqual([
      "DELETE",
      "WRITE",
      "READ",
      "ACT_AS_USER",
    ]);
  });
});
