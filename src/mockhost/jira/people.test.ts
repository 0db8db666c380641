import { describe, expect, test } from "vitest";
import { siteUnderTest } from "./testdata/site-under-test.ts";

const ada = { displayName: "Ada Lovelace", emailAddress: "ada@engine.example" };
const names = (people: readonly { displayName: string }[]) => people.map((p) => p.displayName);

describe("administrators and their people", () => {
  test("somebody joins: add-ons are told, and find and assign her", () => {
    const { people, tenant, told, events, heard } = siteUnderTest();
    const { accountId } = people.join(tenant, ada);
    expect(events[0]?.payload.user).toMatchObject({ accountId, displayName: "Ada Lovelace" });
    expect(heard()).toEqual(["user_created"]);
    expect(names(told("findUsers", { query: "lovel" }))).toEqual(["Ada Lovelace"]);
    expect(told("getUser", { accountId })).toMatchObject({ active: true });
    const assignee = { accountId };
    const fields = { project: { id: "10000" }, summary: "One", issuetype: { name: "Task" } };
    const { key } = told("createIssue", {}, { fields: { ...fields, assignee } });
    expect(told("getIssue", { issueIdOrKey: key }).fields.assignee).toMatchObject(assignee);
  });

  test("somebody changes her name: issues that were read before show the new one", () => {
    const { people, tenant, site, told, heard } = siteUnderTest();
    const issue = [...site.issues.values()].find(({ assignee }) => assignee !== null)!;
    told("getIssue", { issueIdOrKey: issue.key });
    people.change(tenant, issue.assignee!, { displayName: "New Name" });
    const { fields } = told("getIssue", { issueIdOrKey: issue.key });
    expect(fields.assignee.displayName).toBe("New Name");
    expect(heard()).toEqual(["user_updated"]);
  });

  test("somebody leaves: in no list any more, but still behind what she wrote", () => {
    const { people, tenant, told, heard } = siteUnderTest();
    const { accountId } = people.join(tenant, ada);
    people.leave(tenant, accountId);
    expect(heard()).toEqual(["user_created", "user_deleted"]);
    expect(told("findUsers", { query: "lovel" })).toEqual([]);
    expect(told("getUser", { accountId })).toMatchObject({ active: false });
    expect(people.leave(tenant, accountId)).toBeNull();
  });

  test("nobody has an account that is none", () => {
    const { people, tenant, heard } = siteUnderTest();
    expect(people.change(tenant, "nobody", ada)).toBeNull();
    expect(heard()).toEqual([]);
  });
});

describe("groups", () => {
  test("know their members, and pickers find both", () => {
    const { told, site } = siteUnderTest();
    const { values } = told("bulkGetGroups");
    expect(values).toHaveLength(2);
    const { groupId } = values[1];
    const admins = told("getUsersFromGroup", { groupId });
    expect(admins).toMatchObject({ total: 1, isLast: true });
    expect(admins.values[0].accountId).toBe(site.personAt(0).accountId);
    expect(told("getUserGroups", { accountId: site.personAt(1).accountId })).toHaveLength(1);
    const found = told("findUsersAndGroups", { query: "admin" });
    expect(found.groups.groups).toMatchObject([{ html: "jira-<strong>admin</strong>istrators" }]);
  });

  test("members are paged, active ones first unless all are asked for", () => {
    const { told, site } = siteUnderTest();
    const all = told("getUsersFromGroup", {
      groupname: "jira-users",
      includeInactiveUsers: "true",
    });
    expect(all.total).toBe(site.people.size);
    const page = told("getUsersFromGroup", { groupname: "jira-users", maxResults: "2" });
    expect(page.values).toHaveLength(2);
    expect(page.total).toBeLessThanOrEqual(all.total);
  });

  test("a group that there is not", () => {
    const { ask } = siteUnderTest();
    expect(ask("getUsersFromGroup", { groupname: "nobody" }).status).toBe(404);
  });
});

describe("who can be given an issue", () => {
  test.each([
    ["of nothing said", {}, 400],
    ["of a project", { project: "ROAD" }, 200],
    ["of a project that there is not", { project: "NONE" }, 404],
    ["of an issue", { issueKey: "ROAD-1" }, 200],
    ["of an issue that there is not", { issueKey: "ROAD-999" }, 404],
  ])("%s", (_, asked, status) => {
    const { ask } = siteUnderTest();
    expect(ask("findAssignableUsers", asked as Record<string, string>).status).toBe(status);
  });

  test("addresses for many", () => {
    const { told, site } = siteUnderTest();
    const { accountId, emailAddress: email } = site.personAt(0);
    expect(told("getUserEmailBulk", { accountId })).toEqual([{ accountId, email }]);
  });
});
