import { describe, expect, test } from "vitest";
import { siteUnderTest } from "./testdata/site-under-test.ts";

const type = "ac:com.example.roadmaps:drawing";
const raw = (value: string) => ({ representation: "raw", value });

function withDrawing() {
  const t = siteUnderTest();
  const space = [...t.site.spaces.values()][0]!;
  const pageId = space.homepageId;
  const made = t.told("createCustomContent", {}, { type, title: "Map", pageId, body: raw("[1]") });
  return { ...t, space, pageId, made };
}

describe("custom content", () => {
  test("is kept on a page, found by its type, and told of as itself", () => {
    const { told, made, pageId, space, events } = withDrawing();
    expect(made).toMatchObject({ type, pageId, body: { raw: { value: "[1]" } } });
    expect(told("getCustomContentByType", { type }).results).toMatchObject([{ id: made.id }]);
    expect(told("getCustomContentByTypeInPage", { id: pageId, type }).results).toHaveLength(1);
    expect(told("getCustomContentByTypeInSpace", { id: space.id, type }).results).toHaveLength(1);
    expect(told("searchByCQL", { cql: `type = "${type}"` }).totalSize).toBe(1);
    expect(events[0]).toMatchObject({
      type: "content_created",
      payload: { id: made.id, type, title: "Map" },
    });
  });

  test("has versions, properties and a trash", () => {
    const { told, ask, made, heard } = withDrawing();
    const write = (number: number) =>
      ask(
        "updateCustomContent",
        { id: made.id },
        {
          type,
          title: "Map 2",
          body: raw("[2]"),
          version: { number },
        },
      ).status;
    expect([write(1), write(2)]).toEqual([409, 200]);
    const asked = { id: made.id, "body-format": "raw" };
    expect(told("getCustomContentById", asked).body.raw.value).toBe("[2]");
    expect(told("getCustomContentVersions", { "custom-content-id": made.id }).results).toHaveLength(
      2,
    );
    const on = { "custom-content-id": made.id };
    expect(told("createCustomContentProperty", on, { key: "k", value: 1 }).key).toBe("k");
    expect(ask("deleteCustomContent", { id: made.id, purge: "true" }).status).toBe(400);
    expect(ask("deleteCustomContent", { id: made.id }).status).toBe(204);
    expect(ask("deleteCustomContent", { id: made.id, purge: "true" }).status).toBe(204);
    expect(ask("getCustomContentById", { id: made.id }).status).toBe(404);
    expect(heard()).toEqual([
      "content_created",
      "content_updated",
      "content_trashed",
      "content_removed",
    ]);
  });

  test.for([
    ["of no type", { title: "x", spaceId: "SPACE" }, 400],
    ["of a type that no app can have", { type: "page", title: "x", spaceId: "SPACE" }, 400],
    ["without a title", { type, spaceId: "SPACE" }, 400],
    ["in no space", { type, title: "x" }, 404],
    ["on a page that is not there", { type, title: "x", pageId: "1" }, 404],
  ] as const)("%s is refused", ([, json, status]) => {
    const { ask, space } = withDrawing();
    const given = "spaceId" in json ? { ...json, spaceId: space.id } : json;
    expect(ask("createCustomContent", {}, given).status).toBe(status);
  });

  test("is only listed by its type", () => {
    expect(withDrawing().ask("getCustomContentByType").status).toBe(400);
  });
});
