import { describe, expect, test } from "vitest";
import { parseDescriptor } from "./parse-descriptor.ts";

const document = {
  key: "com.example.roadmaps",
  name: "Roadmaps",
  vendor: { name: "Example Ltd", url: "https://example.com" },
  baseUrl: "https://roadmaps.example.com/app/",
  authentication: { type: "JWT" },
  lifecycle: { installed: "/installed" },
  scopes: ["read", "WRITE"],
  modules: {
    generalPages: [{ key: "a", url: "/a" }],
    configurePage: { key: "c", url: "/c" },
  },
  somethingNew: { kept: true },
};

const parse = (changes: Record<string, unknown>) =>
  parseDescriptor(JSON.stringify({ ...document, ...changes }));

describe("a descriptor", () => {
  test("is read tolerantly", () => {
    expect(parse({})).toEqual({
      kind: "descriptor",
      descriptor: {
        key: "com.example.roadmaps",
        name: "Roadmaps",
        vendor: "Example Ltd",
        baseUrl: "https://roadmaps.example.com/app",
        apiVersion: 1,
        authentication: "jwt",
        enableLicensing: false,
        scopes: ["READ", "WRITE"],
        lifecycle: { installed: "/installed" },
        modules: {
          generalPages: [{ key: "a", url: "/a" }],
          configurePage: [{ key: "c", url: "/c" }],
        },
        apiMigrations: {},
        document,
      },
    });
  });

  test("may live on one's own machine over plain http", () => {
    expect(parse({ baseUrl: "http://127.0.0.1:7330" }).kind).toBe("descriptor");
  });

  test.for([
    ["a key with a space", { key: "a b" }, "key"],
    ["a key longer than 64 characters", { key: "k".repeat(65) }, "key"],
    ["no key", { key: undefined }, "key"],
    ["an address that is a path", { baseUrl: "/app" }, "baseUrl"],
    ["an address with a query", { baseUrl: "https://x.example/?a=1" }, "baseUrl"],
    ["an address of another kind", { baseUrl: "file:///etc/passwd" }, "baseUrl"],
    ["an unknown authentication", { authentication: { type: "basic" } }, "authentication.type"],
    ["jwt without a path for the secret", { lifecycle: {} }, "lifecycle.installed"],
    ["a module that is a number", { modules: { webhooks: [7] } }, "modules.webhooks"],
    ["too many modules", { modules: { webItems: Array(1001).fill({}) } }, "modules.webItems"],
  ] as const)("with %s is refused", ([, changes, path]) => {
    const parsed = parse(changes);
    expect(parsed).toMatchObject({ kind: "refused", problems: [{ path }] });
  });

  test("with two problems names both", () => {
    const parsed = parse({ key: 7, scopes: "READ" });
    expect(parsed).toMatchObject({ problems: [{ path: "key" }, { path: "scopes" }] });
  });

  test.for([
    ["broken JSON", "{"],
    ["a list", "[]"],
    ["a megabyte of blanks", " ".repeat(2 ** 20 + 1)],
  ] as const)("that is %s is refused as a whole", ([, text]) => {
    expect(parseDescriptor(text)).toMatchObject({ kind: "refused", problems: [{ path: "" }] });
  });
});

test("conditions nested deeper than anybody writes are refused", () => {
  const nested = (levels: number) =>
    JSON.stringify({ ...document, modules: { webItems: { conditions: [] } } }).replace(
      "[]",
      `${'[{"or":'.repeat(levels)}[]${"}]".repeat(levels)}`,
    );
  expect(parseDescriptor(nested(15)).kind).toBe("descriptor");
  for (const levels of [25, 5_000, 50_000])
    expect(parseDescriptor(nested(levels))).toEqual({
      kind: "refused",
      problems: [{ path: "", message: "is nested deeper than 50 levels" }],
    });
});
