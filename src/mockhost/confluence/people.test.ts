import { describe, expect, test } from "vitest";
import { siteUnderTest } from "./testdata/site-under-test.ts";

describe("people", () => {
  test("are found by CQL, in groups, and many at once", () => {
    const { told, site, ask } = siteUnderTest();
    const [one, other] = [site.personAt(0), site.personAt(1)];
    const family = one.displayName.split(" ")[1]!;
    const found = told("searchUser", { cql: `user.fullname ~ "${family}"` });
    expect(found.results[0].user.displayName).toContain(family);
    expect(ask("searchUser", { cql: "colour = red" }).status).toBe(400);
    expect(told("getGroupMembershipsForUser", { accountId: one.accountId }).size).toBe(2);
    const members = told("getMembersByQueryParam", { name: "confluence-administrators" });
    expect(members.results).toMatchObject([{ accountId: one.accountId }]);
    const both = told("getBulkUserLookup", { accountId: `${one.accountId},${other.accountId}` });
    expect(both.size).toBe(2);
  });

  test("carry properties of add-ons", () => {
    const { told, ask, site } = siteUnderTest();
    const on = { userId: site.personAt(0).accountId, key: "seen" };
    expect(ask("createUserProperty", on, { value: { at: 1 } }).status).toBe(201);
    expect(ask("createUserProperty", on, { value: { at: 1 } }).status).toBe(409);
    expect(ask("updateUserProperty", on, { value: { at: 2 } }).status).toBe(204);
    expect(told("getUserProperty", on)).toMatchObject({ key: "seen", value: { at: 2 } });
    expect(told("getUserProperties", on).results).toEqual([{ key: "seen" }]);
    expect(ask("deleteUserProperty", on).status).toBe(204);
    expect(ask("getUserProperty", on).status).toBe(404);
    expect(ask("createUserProperty", on, { value: 1 }).status).toBe(400);
  });

  test("watch contents, spaces and labels", () => {
    const { told, ask, site } = siteUnderTest();
    const contentId = [...site.contents.keys()][0]!;
    expect(told("getContentWatchStatus", { contentId })).toEqual({ watching: false });
    ask("addContentWatcher", { contentId });
    expect(told("getContentWatchStatus", { contentId })).toEqual({ watching: true });
    expect(told("getWatchesForPage", { id: contentId }).size).toBe(1);
    ask("removeContentWatcher", { contentId });
    expect(told("getContentWatchStatus", { contentId })).toEqual({ watching: false });
    expect(ask("addSpaceWatcher", { spaceKey: "NONE" }).status).toBe(404);
  });
});

describe("a page's state", () => {
  test("is one that its space suggests, or one's own", () => {
    const { told, ask, site } = siteUnderTest();
    const id = [...site.contents.values()].find(({ type }) => type === "page")!.id;
    expect(told("getContentState", { id })).toEqual({});
    told("setContentState", { id }, { id: 1 });
    expect(told("getContentState", { id }).contentState.name).toBe("In progress");
    told("setContentState", { id }, { name: "Hm", color: "#ff7452" });
    const { customContentStates } = told("getAvailableContentStates", { id });
    expect(customContentStates).toMatchObject([{ name: "Hm" }]);
    told("removeContentState", { id });
    expect(told("getContentState", { id })).toEqual({});
    expect(ask("setContentState", { id }, { id: 99 }).status).toBe(400);
  });
});

test("who may do what in a space is kept, and told", () => {
  const { told, ask, site, heard } = siteUnderTest();
  const space = [...site.spaces.values()][0]!;
  const before = told("getSpacePermissionsAssignments", { id: space.id }).results.length;
  const subject = { type: "user", identifier: site.personAt(1).accountId };
  const operation = { key: "export", target: "space" };
  const on = { spaceKey: space.key };
  const made = told("addPermissionToSpace", on, { subject, operation });
  expect(ask("addPermissionToSpace", on, { subject, operation }).status).toBe(400);
  expect(told("getSpacePermissionsAssignments", { id: space.id }).results).toHaveLength(before + 1);
  expect(ask("removePermission", { ...on, id: String(made.id) }).status).toBe(204);
  expect(heard()).toEqual(["space_permissions_updated", "space_permissions_updated"]);
});

test("spaces are made, renamed and listed as before", () => {
  const { told, ask, heard } = siteUnderTest();
  const description = { plain: { value: "What we do", representation: "plain" } };
  told("createV1Space", {}, { key: "OLD", name: "Old", description });
  expect(told("updateV1Space", { spaceKey: "OLD" }, { name: "Older" }).name).toBe("Older");
  expect(told("getV1Spaces", { spaceKey: "OLD" }).size).toBe(1);
  expect(ask("createV1Space", {}, { key: "OLD", name: "Old" }).status).toBe(409);
  expect(heard()).toEqual(["space_created", "page_created", "space_updated"]);
});
