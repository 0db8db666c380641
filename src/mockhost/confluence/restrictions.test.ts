import { describe, expect, test } from "vitest";
import { siteUnderTest } from "./testdata/site-under-test.ts";

function scene() {
  const s = siteUnderTest();
  const page = [...s.site.contents.values()].find(({ parentId }) => parentId !== null)!;
  const [one, other] = [0, 1].map((index) => s.site.personAt(index).accountId) as [string, string];
  const mine = (operation: string) => [
    { operation, restrictions: { user: [{ type: "known", accountId: one }], group: [] } },
  ];
  const check = (accountId: string, operation = "read") =>
    s.told(
      "checkContentPermission",
      { id: page.id },
      { subject: { type: "user", identifier: accountId }, operation },
    ).hasPermission as boolean;
  return { ...s, page, id: page.id, one, other, mine, check };
}

describe("restrictions", () => {
  test("are added, shown, and told to add-ons", () => {
    const { ask, told, id, one, mine, heard } = scene();
    expect(ask("addRestrictions", { id }, mine("read")).status).toBe(200);
    expect(heard()).toEqual(["content_permissions_updated"]);
    const shown = told("getRestrictionsByOperation", { id });
    expect(shown.read.restrictions.user.results).toMatchObject([{ accountId: one }]);
    expect(shown.update.restrictions.user.size).toBe(0);
    const content = told("getContentById", { id, expand: "restrictions.read.restrictions.user" });
    expect(content.restrictions.read.restrictions.user.size).toBe(1);
  });

  test("let nobody else read, nor read what is below", () => {
    const { ask, told, site, page, id, one, other, mine, check } = scene();
    const parent = site.contents.get(page.parentId!)!;
    ask("addRestrictions", { id: parent.id }, mine("read"));
    expect([check(one), check(other)]).toEqual([true, false]);
    const as = (accountId: string) => ask("getPageById", { id }, undefined, undefined, accountId);
    expect([as(one).status, as(other).status]).toEqual([200, 404]);
    expect(ask("getPageById", { id }).status).toBe(200);
    ask("deleteRestrictions", { id: parent.id });
    expect(told("getRestrictions", { id: parent.id }).results).toHaveLength(2);
    expect(check(other)).toBe(true);
  });

  test("let others read but not change", () => {
    const { ask, id, other, mine, check } = scene();
    ask("updateRestrictions", { id }, mine("update"));
    expect([check(other), check(other, "update")]).toEqual([true, false]);
    expect(ask("updatePage", { id }, {}, undefined, other).status).toBe(403);
  });

  test("name single people and groups", () => {
    const { ask, told, id, other } = scene();
    const on = { id, operationKey: "read" };
    const { results } = told("getGroups");
    const group = { ...on, groupId: results[1].id };
    expect(ask("addGroupToContentRestrictionByGroupId", group).status).toBe(200);
    expect(ask("getIndividualGroupRestrictionStatusByGroupId", group).status).toBe(200);
    expect(ask("getPageById", { id }, undefined, undefined, other).status).toBe(404);
    const person = { ...on, accountId: other };
    ask("addUserToContentRestriction", person);
    expect(ask("getPageById", { id }, undefined, undefined, other).status).toBe(200);
    expect(ask("removeUserFromContentRestriction", person).status).toBe(200);
    expect(ask("removeUserFromContentRestriction", person).status).toBe(404);
  });

  test.each([
    ["of no operation", [{ restrictions: {} }], 400],
    [
      "for nobody we know",
      [{ operation: "read", restrictions: { user: [{ accountId: "x" }] } }],
      400,
    ],
    ["that are no list", { operation: "read" }, 400],
  ])("%s are refused, and nobody is told", (_, given, status) => {
    const { ask, id, heard } = scene();
    expect(ask("updateRestrictions", { id }, given).status).toBe(status);
    expect(heard()).toEqual([]);
  });
});
