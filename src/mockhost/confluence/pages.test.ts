import { describe, expect, test } from "vitest";
import { siteUnderTest, storage } from "./testdata/site-under-test.ts";

function withPage() {
  const t = siteUnderTest();
  const space = [...t.site.spaces.values()][0]!;
  const page = t.told(
    "createPage",
    {},
    {
      spaceId: space.id,
      title: "Plan",
      body: storage("<h1>Plan</h1><p>Fish &amp; chips</p>"),
    },
  );
  t.heard();
  const put = (change: object) =>
    t.ask(
      "updatePage",
      { id: page.id },
      {
        id: page.id,
        status: "current",
        title: "Plan",
        body: storage("<p>new</p>"),
        version: { number: 2 },
        ...change,
      },
    );
  return { ...t, space, page, put };
}

describe("a page", () => {
  test("is made below the space's homepage, and read in each format", () => {
    const { page, space, told } = withPage();
    expect(page).toMatchObject({
      status: "current",
      title: "Plan",
      spaceId: space.id,
      parentId: space.homepageId,
      parentType: "page",
      version: { number: 1 },
    });
    const read = (format: string) =>
      told("getPageById", { id: page.id, "body-format": format }).body;
    expect(read("storage").storage.value).toBe("<h1>Plan</h1><p>Fish &amp; chips</p>");
    expect(JSON.parse(read("atlas_doc_format").atlas_doc_format.value).content).toEqual([
      { type: "heading", attrs: { level: 1 }, content: [{ type: "text", text: "Plan" }] },
      { type: "paragraph", content: [{ type: "text", text: "Fish & chips" }] },
    ]);
    expect(read("view").view.representation).toBe("view");
    expect(told("getPageById", { id: page.id }).body).toEqual({});
  });

  test("keeps its versions", () => {
    const { page, put, told } = withPage();
    expect(put({ title: "Plan B", version: { number: 2, message: "better" } }).status).toBe(200);
    const versions = told("getPageVersions", { id: page.id }).results;
    expect(versions.map((v: { number: number; message: string }) => [v.number, v.message])).toEqual(
      [
        [2, "better"],
        [1, ""],
      ],
    );
    const asked = { "page-id": page.id, "version-number": "1" };
    expect(told("getPageVersionDetails", asked)).toMatchObject({ number: 1, nextVersion: 2 });
    const old = told("getPageById", { id: page.id, version: "1", "body-format": "storage" });
    expect(old).toMatchObject({ title: "Plan", status: "historical" });
    expect(old.body.storage.value).toContain("Fish");
  });

  test("goes to the trash, comes back, and is removed for good from there only", () => {
    const { page, put, ask, told, heard } = withPage();
    expect(ask("deletePage", { id: page.id, purge: "true" }).status).toBe(400);
    expect(ask("deletePage", { id: page.id }).status).toBe(204);
    expect(told("getPageById", { id: page.id }).status).toBe("trashed");
    expect(put({ version: { number: 2 } }).status).toBe(200);
    ask("deletePage", { id: page.id });
    expect(ask("deletePage", { id: page.id }).status).toBe(404);
    expect(ask("deletePage", { id: page.id, purge: "true" }).status).toBe(204);
    expect(ask("getPageById", { id: page.id }).status).toBe(404);
    expect(heard()).toEqual(["page_trashed", "page_restored", "page_trashed", "page_removed"]);
  });

  test("may be drafted in peace, and is told of when it is published", () => {
    const { space, ask, told, heard } = withPage();
    const draft = told("createPage", {}, { spaceId: space.id, status: "draft" });
    expect(ask("getPageById", { id: draft.id }).status).toBe(404);
    expect(told("getPageById", { id: draft.id, "get-draft": "true" }).status).toBe("draft");
    const write = (status: string) =>
      told(
        "updatePage",
        { id: draft.id },
        {
          status,
          title: "Now",
          body: storage("<p>x</p>"),
          version: { number: 1 },
        },
      );
    expect(write("draft").version.number).toBe(1);
    expect(heard()).toEqual([]);
    expect(write("current").status).toBe("current");
    expect(heard()).toEqual(["page_created"]);
  });

  test("stands in a tree", () => {
    const { page, space, ask, told, put } = withPage();
    const child = told("createPage", {}, { spaceId: space.id, title: "Child", parentId: page.id });
    expect(told("getChildPages", { id: page.id }).results).toMatchObject([{ id: child.id }]);
    expect(told("getPageAncestors", { id: child.id }).results).toEqual([
      { id: space.homepageId, type: "page" },
      { id: page.id, type: "page" },
    ]);
    expect(put({ parentId: child.id }).status).toBe(400);
    ask("deletePage", { id: page.id });
    expect(told("getPageById", { id: child.id }).parentId).toBe(space.homepageId);
  });

  test("is told of as webhooks carry it", () => {
    const { page, put, events, space } = withPage();
    put({});
    expect(events[0]).toMatchObject({
      type: "page_updated",
      payload: {
        updateTrigger: "edit_page",
        page: {
          id: Number(page.id),
          idAsString: page.id,
          title: "Plan",
          spaceKey: space.key,
          contentType: "page",
          version: 2,
        },
      },
    });
  });
});

describe("a page is refused", () => {
  test.for([
    ["whose version does not follow the last", { version: { number: 1 } }, 409],
    ["without a version", { version: undefined }, 400],
    ["without a title", { title: " " }, 400],
    ["without a body", { body: undefined }, 400],
    ["in an unknown representation", { body: { representation: "wiki", value: "x" } }, 400],
    ["with a broken document", { body: { representation: "atlas_doc_format", value: "{" } }, 400],
    ["that moves to another space", { spaceId: "1" }, 400],
    ["below a page that is not there", { parentId: "1" }, 404],
    ["that becomes a draft again", { status: "draft" }, 400],
  ] as const)("%s", ([, change, status]) => {
    const { put, told, page, heard } = withPage();
    expect(put(change).status).toBe(status);
    expect(told("getPageById", { id: page.id }).version.number).toBe(1);
    expect(heard()).toEqual([]);
  });

  test("with a title that its space has already", () => {
    const { space, ask } = withPage();
    expect(ask("createPage", {}, { spaceId: space.id, title: "plan" }).status).toBe(400);
  });

  test("in a space that is not there", () => {
    expect(withPage().ask("createPage", {}, { spaceId: "1", title: "x" }).status).toBe(404);
  });
});

describe("a list of pages", () => {
  test("comes in pages, linked by cursor", () => {
    const { told, tenants } = withPage();
    expect(tenants.length).toBeGreaterThan(0);
    const first = told("getPages", { limit: "3" });
    expect(first.results).toHaveLength(3);
    const cursor = new URLSearchParams(first._links.next.split("?")[1]).get("cursor")!;
    const second = told("getPages", { limit: "3", cursor });
    expect(Number(second.results[0].id)).toBeGreaterThan(Number(first.results[2].id));
  });

  test("is narrowed and ordered", () => {
    const { told, space, page } = withPage();
    expect(told("getPages", { title: "Plan", "space-id": space.id }).results).toHaveLength(1);
    expect(told("getPages", { id: `${page.id},${space.homepageId}` }).results).toHaveLength(2);
    expect(told("getPagesInSpace", { id: space.id, sort: "-created-date" }).results[0].id).toBe(
      page.id,
    );
    expect(told("getPages", { status: "trashed" }).results).toEqual([]);
  });

  test("refuses a cursor that it did not give", () => {
    expect(withPage().ask("getPages", { cursor: "???" }).status).toBe(400);
  });
});

test("blog posts are written and told of like pages", () => {
  const { told, ask, space, heard } = withPage();
  const post = told(
    "createBlogPost",
    {},
    { spaceId: space.id, title: "News", body: storage("<p>!</p>") },
  );
  expect(post.parentId).toBeUndefined();
  ask("deleteBlogPost", { id: post.id });
  expect(heard()).toEqual(["blog_created", "blog_trashed"]);
});

test("a title of broken characters harms nothing", () => {
  const { told, space } = withPage();
  const page = told("createPage", {}, { spaceId: space.id, title: "half \ud800" });
  expect(told("getPageById", { id: page.id })._links.webui).toContain("half");
});

test("what an id stands for is told", () => {
  const { told, page } = withPage();
  expect(told("convertContentIdsToContentTypes", {}, { contentIds: [page.id, "7"] })).toEqual({
    results: { [page.id]: "page", 7: null },
  });
});
