import { describe, expect, test } from "vitest";
import { siteUnderTest } from "./testdata/site-under-test.ts";

describe.for([
  [
    "a page",
    "page-id",
    200,
    "createPageProperty",
    "getPageContentProperties",
    "getPageContentPropertiesById",
    "updatePagePropertyById",
    "deletePagePropertyById",
  ],
  [
    "a space",
    "space-id",
    201,
    "createSpaceProperty",
    "getSpaceProperties",
    "getSpacePropertyById",
    "updateSpacePropertyById",
    "deleteSpacePropertyById",
  ],
] as const)("a property of %s", ([, idName, created, create, list, read, update, remove]) => {
  const holder = () => {
    const t = siteUnderTest();
    const space = [...t.site.spaces.values()][0]!;
    return { ...t, on: { [idName]: idName === "page-id" ? space.homepageId : space.id } };
  };

  test("is made, found by its key, changed in versions and removed", () => {
    const { ask, told, on } = holder();
    const made = ask(create, on, { key: "score", value: { points: 3 } });
    expect(made.status).toBe(created);
    const [{ id }] = told(list, { ...on, key: "score" }).results;
    const one = { ...on, "property-id": id };
    const write = (number: number) =>
      ask(update, one, { key: "score", value: 4, version: { number } }).status;
    expect([write(1), write(2), write(2), write(3)]).toEqual([409, 200, 409, 200]);
    expect(told(read, one)).toMatchObject({ key: "score", value: 4, version: { number: 3 } });
    expect(ask(remove, one).status).toBe(204);
    expect(ask(read, one).status).toBe(404);
    expect(told(list, on).results).toEqual([]);
  });

  test.for([
    ["without a key", { value: 1 }, 400],
    ["with too long a key", { key: "k".repeat(256), value: 1 }, 400],
    ["without a value", { key: "k" }, 400],
    ["that is too large", { key: "k", value: "é".repeat(20_000) }, 400],
    ["of a key that is taken", { key: "taken", value: 1 }, 409],
  ] as const)("%s is refused", ([, json, status]) => {
    const { ask, on } = holder();
    ask(create, on, { key: "taken", value: 1 });
    expect(ask(create, on, json).status).toBe(status);
  });

  test("needs something to be a property of", () => {
    expect(holder().ask(create, { [idName]: "1" }, { key: "k", value: 1 }).status).toBe(404);
  });
});

describe("a property of the add-on itself", () => {
  const own = { addonKey: "com.example.roadmaps", propertyKey: "settings" };
  const GET = "AddonPropertiesResource.getAddonProperty_get";
  const PUT = "AddonPropertiesResource.putAddonProperty_put";
  const DELETE = "AddonPropertiesResource.deleteAddonProperty_delete";

  test("is put, read, listed and deleted", () => {
    const { ask, told } = siteUnderTest();
    expect([ask(PUT, own, 1).status, ask(PUT, own, { a: 2 }).status]).toEqual([201, 200]);
    expect(told(GET, own)).toMatchObject({ key: "settings", value: { a: 2 } });
    expect(told("AddonPropertiesResource.getAddonProperties_get", own).keys).toMatchObject([
      { key: "settings" },
    ]);
    expect([ask(DELETE, own).status, ask(DELETE, own).status]).toEqual([204, 404]);
  });

  test("is nobody else's, and no more than 32 kB", () => {
    const { ask } = siteUnderTest();
    expect(ask(GET, { ...own, addonKey: "another" }).status).toBe(401);
    expect(ask(PUT, own, "x".repeat(32_768)).status).toBe(400);
    expect(ask(PUT, { ...own, propertyKey: "k".repeat(128) }, 1).status).toBe(400);
    expect(ask(PUT, own).status).toBe(400);
  });
});
