import { describe, expect, test } from "vitest";
import { siteUnderTest } from "./testdata/site-under-test.ts";

const fields = { project: { key: "ROAD" }, summary: "One" };

describe("types of issues", () => {
  test("come, change and go, and add-ons are told", () => {
    const { ask, told, heard } = siteUnderTest();
    const type = told("createIssueType", {}, { name: "Idea", description: "Maybe" });
    const { key } = told("createIssue", {}, { fields: { ...fields, issuetype: { id: type.id } } });
    told("updateIssueType", { id: type.id }, { name: "Thought" });
    const { issuetype } = told("getIssue", { issueIdOrKey: key }).fields;
    expect(issuetype).toMatchObject({ name: "Thought", description: "Maybe", subtask: false });
    expect(told("getProject", { projectIdOrKey: "ROAD" }).issueTypes).toHaveLength(6);
    expect(ask("deleteIssueType", { id: type.id }).status).toBe(409);
    const [other] = told("getAlternativeIssueTypes", { id: type.id });
    const gone = { id: type.id, alternativeIssueTypeId: other.id };
    expect(ask("deleteIssueType", gone).status).toBe(204);
    expect(told("getIssue", { issueIdOrKey: key }).fields.issuetype.id).toBe(other.id);
    expect(heard().filter((name) => name.startsWith("issuetype_"))).toEqual([
      "issuetype_created",
      "issuetype_updated",
      "issuetype_deleted",
    ]);
  });

  test.each([
    ["without a name", {}, 400],
    ["of a name that is taken", { name: "Task" }, 409],
  ])("%s are refused", (_, given, status) => {
    const { ask, heard } = siteUnderTest();
    expect(ask("createIssueType", {}, given).status).toBe(status);
    expect(heard()).toEqual([]);
  });
});

test("kinds of links come, join issues, and take their links with them", () => {
  const { ask, told, site } = siteUnderTest();
  const words = { name: "Hugs", inward: "is hugged by", outward: "hugs" };
  const { id: issueLinkTypeId } = told("createIssueLinkType", {}, words);
  const [one, two] = [...site.issues.values()];
  const ends = { inwardIssue: { key: one!.key }, outwardIssue: { key: two!.key } };
  expect(ask("linkIssues", {}, { type: { name: "Hugs" }, ...ends }).status).toBe(201);
  told("updateIssueLinkType", { issueLinkTypeId }, { outward: "embraces" });
  const [link] = told("getIssue", { issueIdOrKey: one!.key }).fields.issuelinks;
  expect(link.type.outward).toBe("embraces");
  expect(ask("deleteIssueLinkType", { issueLinkTypeId }).status).toBe(204);
  expect(told("getIssue", { issueIdOrKey: one!.key }).fields.issuelinks).toEqual([]);
  expect(ask("createIssueLinkType", {}, { name: "Half" }).status).toBe(400);
});

describe("avatars", () => {
  const png = { "content-type": "image/png", "x-atlassian-token": "no-check" };
  const body = Buffer.from("a picture");

  test("are uploaded, chosen, shown and deleted", () => {
    const { ask, told, uploadedAvatar, tenant } = siteUnderTest();
    const on = { projectIdOrKey: "ROAD" };
    const { id } = told("createProjectAvatar", on, undefined, { body, headers: png });
    expect(uploadedAvatar(tenant, Number(id))).toMatchObject({ mimeType: "image/png" });
    expect(ask("updateProjectAvatar", on, { id }).status).toBe(204);
    const { custom } = told("getAllProjectAvatars", on);
    expect(custom).toMatchObject([{ id, isSelected: true, isDeletable: true }]);
    const { avatarUrls } = told("getProject", on);
    expect(avatarUrls["48x48"]).toMatch(new RegExp(`/avatar/${id}$`));
    expect(ask("deleteProjectAvatar", { ...on, id }).status).toBe(204);
    expect(told("getAllProjectAvatars", on).custom).toEqual([]);
    expect(ask("deleteProjectAvatar", { ...on, id }).status).toBe(404);
  });

  test("belong to types of issues, too", () => {
    const { ask, told } = siteUnderTest();
    const on = { type: "issuetype", entityId: "10001" };
    const { id } = told("storeAvatar", on, undefined, { body, headers: png });
    expect(told("getAvatars", on).custom).toMatchObject([{ id, owner: "10001" }]);
    const gone = { type: "issuetype", owningObjectId: "10001", id };
    expect(ask("deleteAvatar", gone).status).toBe(204);
  });

  test.each([
    ["from another site", { "content-type": "image/png" }, body, 403],
    ["that are no pictures", { ...png, "content-type": "text/html" }, body, 400],
    ["that are empty", png, Buffer.alloc(0), 400],
  ])("%s are refused", (_, headers, content, status) => {
    const { ask } = siteUnderTest();
    const on = { type: "project", entityId: "10000" };
    const answer = ask("storeAvatar", on, undefined, { body: content, headers });
    expect(answer.status).toBe(status);
  });
});

describe("what a site is set up with", () => {
  test("counts time as it was told to", () => {
    const { ask, told } = siteUnderTest();
    expect(told("getConfiguration").timeTrackingConfiguration.workingHoursPerDay).toBe(8);
    told("setSharedTimeTrackingConfiguration", {}, { workingHoursPerDay: 7.5 });
    expect(told("getSharedTimeTrackingConfiguration").workingHoursPerDay).toBe(7.5);
    const endless = { workingHoursPerDay: 25 };
    expect(ask("setSharedTimeTrackingConfiguration", {}, endless).status).toBe(400);
  });

  test("sorts projects into categories", () => {
    const { ask, told } = siteUnderTest();
    const { id } = told("createProjectCategory", {}, { name: "Inner" });
    const on = { projectIdOrKey: "ROAD" };
    told("updateProject", on, { categoryId: id });
    expect(told("getProject", on).projectCategory).toMatchObject({ name: "Inner" });
    expect(ask("createProjectCategory", {}, { name: "Inner" }).status).toBe(409);
    expect(ask("removeProjectCategory", { id }).status).toBe(204);
    expect(told("getProject", on)).not.toHaveProperty("projectCategory");
  });

  test("keeps what each person prefers", () => {
    const { ask, told } = siteUnderTest();
    const on = { key: "colour" };
    ask("setPreference", on, "red", { as: "one" });
    expect(told("getPreference", on, undefined, { as: "one" })).toBe("red");
    expect(ask("getPreference", on, undefined, { as: "other" }).status).toBe(404);
    expect(ask("removePreference", on, undefined, { as: "one" }).status).toBe(204);
  });

  test("offers words to whoever writes JQL", () => {
    const { told, ask } = siteUnderTest();
    const { visibleFieldNames } = told("getAutoComplete");
    expect(visibleFieldNames).toContainEqual(expect.objectContaining({ value: "status" }));
    const asked = { fieldName: "status", fieldValue: "in " };
    expect(told("getFieldAutoCompleteForQueryString", asked).results).toEqual([
      { value: '"In Progress"', displayName: "In Progress" },
      { value: '"In Review"', displayName: "In Review" },
    ]);
    const who = { fieldName: "assignee", fieldValue: "" };
    expect(told("getFieldAutoCompleteForQueryString", who).results.length).toBeGreaterThan(0);
    expect(ask("sanitiseJqlQueries", {}, {}).status).toBe(400);
  });

  test("knows its projects' names, parts and levels", () => {
    const { told, ask } = siteUnderTest();
    expect(told("getValidProjectName", { name: "Roadmap" })).toBe("Roadmap 2");
    told("createComponent", {}, { project: "ROAD", name: "Engine" });
    expect(told("findComponentsForProjects", { projectIdsOrKeys: "ROAD" }).total).toBe(1);
    expect(ask("findComponentsForProjects", { projectIdsOrKeys: "NONE" }).status).toBe(404);
    expect(told("getHierarchy", { projectId: "10000" }).hierarchy[0].issueTypes).toHaveLength(1);
    expect(told("getRecent").length).toBeGreaterThan(0);
    expect(told("getProjectTypeByKey", { projectTypeKey: "software" }).key).toBe("software");
    expect(told("getLicense").applications).toHaveLength(1);
  });
});
