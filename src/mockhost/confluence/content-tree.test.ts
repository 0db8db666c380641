import { describe, expect, test } from "vitest";
import { siteUnderTest, storage } from "./testdata/site-under-test.ts";

/** A parent with two children, the first of which has one too. */
function scene() {
  const s = siteUnderTest();
  const spaceId = [...s.site.spaces.keys()][0]!;
  const make = (title: string, parentId?: string): string =>
    s.told("createPage", {}, { spaceId, title, parentId, body: storage(`<p>${title}</p>`) }).id;
  const parent = make("Parent");
  const [first, second] = [make("First", parent), make("Second", parent)];
  const third = make("Third", first);
  s.heard();
  const titles = (found: { results: { title: string }[] }) => found.results.map((p) => p.title);
  const children = () => titles(s.told("getChildPages", { id: parent }));
  return { ...s, spaceId, parent, first, second, third, titles, children };
}

describe("pages below a page", () => {
  test("however deep", () => {
    const { told, parent, titles } = scene();
    const below = told("getDescendantsOfType", { id: parent, type: "page" });
    expect(titles(below)).toEqual(["First", "Third", "Second"]);
    const next = told("getContentChildren", { id: parent, expand: "page" });
    expect(titles(next.page)).toEqual(["First", "Second"]);
  });

  test.each([
    ["before", ["Third", "First", "Second"]],
    ["after", ["First", "Third", "Second"]],
  ])("move %s another", (position, order) => {
    const { told, first, third, children, events, heard } = scene();
    told("movePage", { pageId: third, position, targetId: first });
    expect(children()).toEqual(order);
    expect(events[0]?.payload).toMatchObject({
      page: { title: "Third" },
      oldParent: { title: "First" },
      newParent: { title: "Parent" },
    });
    expect(heard()).toEqual(["page_moved"]);
  });

  test("never below themselves, nor to nowhere", () => {
    const { ask, parent, third } = scene();
    const move = (pageId: string, position: string, targetId: string) =>
      ask("movePage", { pageId, position, targetId }).status;
    expect(move(parent, "append", third)).toBe(400);
    expect(move(third, "beneath", parent)).toBe(400);
    expect(move(third, "append", "1")).toBe(404);
  });
});

describe("what a change brings about goes by the slower flow", () => {
  const flows = (events: readonly { type: string; flow: string }[]) =>
    events.map(({ type, flow }) => `${type} ${flow}`);

  test("the children of a page that is deleted", () => {
    const { ask, first, events } = scene();
    ask("deletePage", { id: first });
    expect(flows(events)).toEqual(["page_trashed Primary", "page_moved Secondary"]);
  });

  test("the comments of a page that is purged", () => {
    const { ask, told, second: pageId, events } = scene();
    told("createFooterComment", {}, { pageId, body: storage("<p>Hm</p>") });
    ask("deletePage", { id: pageId });
    events.splice(0);
    ask("deletePage", { id: pageId, purge: "true" });
    expect(flows(events)).toEqual(["page_removed Primary", "comment_removed Secondary"]);
  });

  test("the pages of a space that is deleted", () => {
    const { told, ask, site, parent, spaceId, events } = scene();
    const { key } = site.spaces.get(spaceId)!;
    const { id } = told("deleteV1Space", { spaceKey: key });
    const [removed, ...wake] = flows(events);
    expect(removed).toBe("space_removed Primary");
    expect(wake).toContain("page_removed Secondary");
    expect(told("getTask", { id })).toMatchObject({ finished: true, percentageComplete: 100 });
    expect(ask("getPageById", { id: parent }).status).toBe(404);
    expect(ask("getV1Space", { spaceKey: key }).status).toBe(404);
  });
});

test("a page is copied with what hangs on it", () => {
  const { told, ask, first, second, titles } = scene();
  told("addLabelsToContent", { id: first }, [{ name: "kept" }]);
  const input = {
    copyLabels: true,
    pageTitle: "Copied",
    destination: { type: "parent_page", value: second },
  };
  const copy = told("copyPage", { id: first }, input);
  expect(titles(told("getChildPages", { id: second }))).toEqual(["Copied"]);
  expect(told("getPageLabels", { id: copy.id }).results).toMatchObject([{ name: "kept" }]);
  expect(ask("copyPage", { id: first }, input).status).toBe(400);
});

test("an earlier version comes back", () => {
  const { told, ask, first: id } = scene();
  const version = { number: 2 };
  told("updatePage", { id }, { id, title: "Later", body: storage("<p>New</p>"), version });
  const params = { versionNumber: 1, message: "Back", restoreTitle: true };
  expect(told("restoreContentVersion", { id }, { operationKey: "restore", params })).toMatchObject({
    number: 3,
  });
  expect(told("getPageById", { id })).toMatchObject({ title: "First", version: { number: 3 } });
  const unknown = { operationKey: "restore", params: { versionNumber: 9 } };
  expect(ask("restoreContentVersion", { id }, unknown).status).toBe(404);
});

describe("folders", () => {
  test("hold pages, which say so, and let them go when they are deleted", () => {
    const { told, ask, spaceId, parent, titles } = scene();
    const folder = told("createFolder", {}, { spaceId, title: "Drawer", parentId: parent });
    const body = storage("<p>In</p>");
    const page = told("createPage", {}, { spaceId, title: "In", parentId: folder.id, body });
    expect(page).toMatchObject({ parentId: folder.id, parentType: "folder" });
    expect(told("getFolderById", { id: folder.id })).toMatchObject({
      type: "folder",
      title: "Drawer",
      parentType: "page",
    });
    const above = told("getPageAncestors", { id: page.id }).results;
    expect(above.at(-1)).toEqual({ id: folder.id, type: "folder" });
    expect(titles(told("getChildPages", { id: parent }))).not.toContain("Drawer");
    expect(titles(told("getDescendantsOfType", { id: parent, type: "page" }))).toContain("In");
    expect(ask("deleteFolder", { id: folder.id }).status).toBe(204);
    expect(told("getPageById", { id: page.id }).parentId).toBe(parent);
    expect(ask("deleteFolder", { id: folder.id }).status).toBe(404);
  });

  test("keep properties of add-ons", () => {
    const { told, spaceId } = scene();
    const { id } = told("createFolder", {}, { spaceId, title: "Drawer" });
    told("createFolderProperty", { id }, { key: "mine", value: 1 });
    expect(told("getFolderContentProperties", { id }).results).toMatchObject([{ value: 1 }]);
  });

  test.each([
    ["of no space", { title: "A" }, 400],
    ["without a title", {}, 400],
    ["below nothing", { title: "A", parentId: "1" }, 404],
  ])("%s are refused", (why, given, status) => {
    const { ask, spaceId } = scene();
    const place = why === "of no space" ? {} : { spaceId };
    expect(ask("createFolder", {}, { ...place, ...given }).status).toBe(status);
  });
});
