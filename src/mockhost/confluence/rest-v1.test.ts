import { describe, expect, test } from "vitest";
import { siteUnderTest } from "./testdata/site-under-test.ts";

describe("REST v1", () => {
  test("searches by CQL, in pages by offset", () => {
    const { told } = siteUnderTest();
    const first = told("searchByCQL", { cql: "type = page", limit: "2" });
    expect(first).toMatchObject({ start: 0, limit: 2, size: 2, cqlQuery: "type = page" });
    expect(first.results[0]).toMatchObject({ entityType: "content", content: { type: "page" } });
    const next = new URLSearchParams(first._links.next.split("?")[1]);
    expect(next.get("start")).toBe("2");
    const contents = told("searchContentByCQL", { cql: "type = page", expand: "body.view,space" });
    expect(contents.results[0]).toMatchObject({ body: { view: { representation: "view" } } });
  });

  test("says what is wrong with a CQL", () => {
    const { told } = siteUnderTest();
    expect(told("searchByCQL", { cql: "colour = red" })).toMatchObject({
      statusCode: 400,
      message: expect.stringContaining("Could not parse cql : colour = red."),
    });
  });

  test("shows a content with what is asked of it", () => {
    const { told, ask, site } = siteUnderTest();
    const page = [...site.contents.values()].find(({ parentId }) => parentId !== null)!;
    const shown = told("getContentById", { id: page.id, expand: "body.storage,ancestors" });
    expect(shown).toMatchObject({
      id: page.id,
      type: "page",
      version: { number: 1 },
      body: { storage: { representation: "storage" } },
    });
    expect(shown.ancestors.length).toBeGreaterThan(0);
    expect(shown.space.id).toBe(Number(page.spaceId));
    expect(Object.keys(shown._expandable)).toEqual(
      expect.arrayContaining(["container", "metadata", "restrictions", "children"]),
    );
    page.status = "trashed";
    expect(ask("getContentById", { id: page.id }).status).toBe(404);
    expect(ask("getContentById", { id: page.id, status: "any" }).status).toBe(200);
  });

  test("knows the people, and keeps addresses from those without the scope", () => {
    const { told, ask, site } = siteUnderTest();
    const person = site.personAt(0);
    expect(told("getCurrentUser")).toMatchObject({ accountId: person.accountId, email: "" });
    expect(told("getUser", { accountId: person.accountId }).displayName).toBe(person.displayName);
    expect(ask("getUser", { accountId: "nobody" }).status).toBe(404);
    expect(
      told("createBulkUserLookup", {}, { accountIds: [person.accountId, "nobody"] }).results,
    ).toHaveLength(1);
    expect(ask("createBulkUserLookup", {}, {}).status).toBe(400);
  });

  test("checks permissions", () => {
    const { told, ask, site } = siteUnderTest();
    const id = [...site.contents.keys()][0]!;
    const may = (identifier: string, operation = "read") => ({
      subject: { type: "user", identifier },
      operation,
    });
    const person = site.personAt(0).accountId;
    expect(told("checkContentPermission", { id }, may(person)).hasPermission).toBe(true);
    expect(told("checkContentPermission", { id }, may("nobody")).hasPermission).toBe(false);
    expect(ask("checkContentPermission", { id }, may(person, "paint")).status).toBe(400);
    expect(ask("checkContentPermission", { id }, {}).status).toBe(400);
    expect(ask("checkContentPermission", { id: "1" }, may(person)).status).toBe(404);
  });

  test("tells what site it is", () => {
    const { told, tenant } = siteUnderTest();
    expect(told("getSystemInfo")).toMatchObject({
      cloudId: tenant.cloudId,
      baseUrl: tenant.baseUrl,
    });
  });
});

describe("contents, written as before", () => {
  const body = (value: string) => ({ storage: { value, representation: "storage" } });

  test("are made, changed, listed and deleted, by the rules and events of today", () => {
    const { told, ask, heard, site } = siteUnderTest();
    const [space] = site.spaces.values();
    const page = {
      type: "page",
      title: "Old ways",
      space: { key: space!.key },
      body: body("<p>a</p>"),
    };
    const made = told("createContent", { expand: "body.storage" }, page);
    expect(made).toMatchObject({
      type: "page",
      title: "Old ways",
      body: { storage: { value: "<p>a</p>" } },
    });
    const { id } = made;
    const next = { ...page, title: "Older ways", version: { number: 2 } };
    expect(told("updateContent", { id }, next)).toMatchObject({
      title: "Older ways",
      version: { number: 2 },
    });
    expect(ask("updateContent", { id }, next).status).toBe(409);
    const listed = told("getContent", { title: "Older ways", spaceKey: space!.key });
    expect(listed.results).toMatchObject([{ id }]);
    const child = told("createContent", {}, { ...page, title: "Below", ancestors: [{ id }] });
    expect(told("getContentChildrenByType", { id, type: "page" }).results).toMatchObject([
      { id: child.id },
    ]);
    const comment = told(
      "createContent",
      {},
      { type: "comment", container: { id, type: "page" }, body: body("Hi") },
    );
    expect(comment.type).toBe("comment");
    expect(told("getContentChildrenByType", { id, type: "comment" }).size).toBe(1);
    expect(ask("deleteContent", { id: comment.id }).status).toBe(204);
    expect(ask("deleteContent", { id }).status).toBe(204);
    expect(ask("deleteContent", { id, status: "trashed" }).status).toBe(204);
    expect(ask("getContentById", { id, status: "any" }).status).toBe(404);
    expect(heard()).toEqual([
      "page_created",
      "page_updated",
      "page_created",
      "comment_created",
      "comment_removed",
      "page_trashed",
      "page_moved",
      "page_removed",
    ]);
  });

  test.for([
    ["of an unknown type", { type: "poem" }, 400],
    ["in no space", { type: "page", title: "x", space: { key: "NONE" } }, 404],
    ["on nothing", { type: "comment", body: body("Hi") }, 404],
    ["without a title", { type: "page", space: { key: "HAND" }, body: body("") }, 400],
  ] as const)("%s are refused in the shape of v1", ([, json, statusCode]) => {
    expect(siteUnderTest().told("createContent", {}, json)).toMatchObject({ statusCode });
  });

  test("properties go by their keys, and count their versions", () => {
    const { told, ask, site } = siteUnderTest();
    const [id] = [...site.contents.keys()] as [string];
    expect(ask("getV1Property", { id, key: "mine" }).status).toBe(404);
    expect(told("createV1Property", { id }, { key: "mine", value: { a: 1 } }).version.number).toBe(
      1,
    );
    expect(ask("createV1Property", { id }, { key: "mine", value: 2 }).status).toBe(409);
    const update = (number: number) =>
      ask("updateV1Property", { id, key: "mine" }, { value: { a: 2 }, version: { number } }).status;
    expect([update(1), update(2)]).toEqual([409, 200]);
    expect(told("getV1Property", { id, key: "mine" }).value).toEqual({ a: 2 });
    expect(told("getV1Properties", { id }).size).toBe(1);
    expect(ask("deleteV1Property", { id, key: "mine" }).status).toBe(204);
    const first = { value: 1, version: { number: 1 } };
    expect(ask("updateV1Property", { id, key: "mine" }, first).status).toBe(200);
    expect(ask("createV1Property", { id }, { key: "", value: 1 }).status).toBe(400);
    expect(ask("getV1Properties", { id: "1" }).status).toBe(404);
  });

  test("spaces are found by their keys", () => {
    const { told, ask, site } = siteUnderTest();
    const [space] = site.spaces.values();
    expect(told("getV1Space", { spaceKey: space!.key })).toMatchObject({ name: space!.name });
    expect(told("getV1Spaces", { spaceKey: space!.key }).size).toBe(1);
    expect(ask("getV1Space", { spaceKey: "NONE" }).status).toBe(404);
  });
});

describe("spaces", () => {
  test("are made with a homepage, and told of", () => {
    const { told, heard, events } = siteUnderTest();
    const space = told("createSpace", {}, { key: "NEW", name: "New & shiny" });
    expect(events[0]?.payload.space).toMatchObject({ key: "NEW", isPersonalSpace: false });
    expect(heard()).toEqual(["space_created", "page_created"]);
    expect(told("getPageById", { id: space.homepageId }).title).toBe("New & shiny Home");
    expect(told("getSpaceById", { id: space.id }).key).toBe("NEW");
    expect(told("getSpaces", { keys: "NEW" }).results).toHaveLength(1);
    expect(told("getSpaces", { sort: "-id" }).results[0].id).toBe(space.id);
  });

  test.for([
    ["without a name", { key: "NEW" }, 400],
    ["with a key of odd characters", { key: "a b", name: "x" }, 400],
    ["with a key that is taken", { key: "hand", name: "x" }, 409],
  ] as const)("%s are refused", ([, json, status]) => {
    expect(siteUnderTest().ask("createSpace", {}, json).status).toBe(status);
  });
});
