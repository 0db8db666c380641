import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readTenants } from "./read-tenants.ts";

const SECRET = "s3cr3t-of-acme";
const acme = { clientKey: "key-1", sharedSecret: SECRET, baseUrl: "https://acme.example/wiki" };

const read = (value: unknown) => readTenants(JSON.stringify(value));
const wrong = (value: unknown) => {
  const reading = read(value);
  return reading.kind === "problems" ? reading.problems.map(({ path }) => path) : "tenants";
};

describe("tenants of a live target", () => {
  test("need no more than their key, their secret and their address", () => {
    expect(read([acme])).toMatchObject({
      tenants: [
        {
          ...acme,
          values: {
            "tenant.clientKey": ["key-1"],
            "site.origin": ["https://acme.example"],
            "site.contextPath": ["/wiki"],
            "site.licence": ["active"],
            "issue.key": ["TEST-1"],
          },
        },
      ],
    });
  });

  test("may say what their pages and events are about", () => {
    const values = { "issue.key": ["WEB-1", "WEB-2"] };
    expect(read({ tenants: [{ ...acme, values, licence: "expired" }] })).toMatchObject({
      tenants: [{ values: { ...values, "site.licence": ["none"] } }],
    });
  });

  test("stand largest first, without those that have not enabled the add-on", () => {
    const off = { ...acme, clientKey: "key-2", users: 9, installed: { state: "disabled" } };
    const large = { ...acme, clientKey: "key-3", users: 8, installed: { state: "enabled" } };
    const reading = read([acme, off, large]);
    expect(reading.kind === "tenants" && reading.tenants.map(({ clientKey }) => clientKey)).toEqual(
      ["key-3", "key-1"],
    );
  });
});

describe("what is wrong is named by its place", () => {
  test.for([
    [null, [""]],
    [{}, [""]],
    [[], [""]],
    [[7], ["[0]"]],
    [
      [acme, {}],
      ["[1].clientKey", "[1].sharedSecret", "[1].baseUrl"],
    ],
    [[{ ...acme, sharedSecret: "" }], ["[0].sharedSecret"]],
    [[{ ...acme, baseUrl: "acme.example" }], ["[0].baseUrl"]],
    [[{ ...acme, baseUrl: "https://me:secret@acme.example" }], ["[0].baseUrl"]],
    [[{ ...acme, product: "trello" }], ["[0].product"]],
    [[{ ...acme, values: { "issue.key": [] } }], ["[0].values"]],
    [[acme, acme], ["[1].clientKey"]],
    [[{ ...acme, installed: { state: "failed" } }], [""]],
  ] as const)("%j: %j", ([value, paths]) => {
    expect(wrong(value)).toEqual(paths);
  });

  test("and never quoted, whatever stands where", () => {
    const field = fc.constantFrom("clientKey", "sharedSecret", "baseUrl", "product", "values");
    const junk = fc.constantFrom(SECRET, { a: SECRET }, [SECRET], { [SECRET]: 1 }, null);
    fc.assert(
      fc.property(field, junk, (name, value) => {
        const reading = read([
          { ...acme, [name]: value },
          { ...acme, [name]: value },
        ]);
        if (reading.kind !== "problems") return;
        expect(JSON.stringify(reading.problems)).not.toContain(SECRET);
      }),
    );
    expect(JSON.stringify(readTenants(`[{"sharedSecret": "${SECRET}"`))).not.toContain(SECRET);
  });

  test("any text is tenants or problems", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(["tenants", "problems"]).toContain(readTenants(text).kind);
      }),
    );
  });
});
