import { describe, expect, test } from "vitest";
import { descriptorWith, place } from "../testdata/test-world.ts";
import { siteUnderTest } from "./testdata/site-under-test.ts";

const CUSTOM = "com.atlassian.jira.plugin.system.customfieldtypes:";

function scene(type = "select") {
  const s = siteUnderTest();
  const { id } = s.told("createCustomField", {}, { name: "Size", type: `${CUSTOM}${type}` });
  const [context] = s.told("getContextsForField", { fieldId: id }).values;
  const on = { fieldId: id as string, contextId: context.id as string };
  const fields = { project: { key: "ROAD" }, summary: "One", issuetype: { name: "Task" } };
  const create = (more: object) => s.told("createIssue", {}, { fields: { ...fields, ...more } });
  return { ...s, id: id as string, on, create };
}

describe("a field that was added", () => {
  test("is among the fields, in what can be set, and in searches by its name", () => {
    const { told, id, create } = scene("float");
    expect(told("getFields").at(-1)).toMatchObject({
      id,
      name: "Size",
      schema: { type: "number" },
    });
    expect(told("getFieldsPaginated", { type: "custom", query: "siz" }).total).toBe(1);
    const { key } = create({ [id]: 5 });
    expect(told("getEditIssueMeta", { issueIdOrKey: key }).fields).toHaveProperty(id);
    expect(told("countIssues", {}, { jql: "Size = 5" }).count).toBe(1);
    const { names } = told("getIssue", { issueIdOrKey: key, expand: "names" });
    expect(names[id]).toBe("Size");
    expect(create({ [id]: "five" }).errors).toHaveProperty(id);
  });

  test("offers options, and takes no other", () => {
    const { ask, told, id, on, create } = scene();
    const given = { options: [{ value: "Small" }, { value: "Large" }] };
    const [small] = told("createCustomFieldOption", on, given).options;
    const { key } = create({ [id]: { value: "Large" } });
    const { fields } = told("getIssue", { issueIdOrKey: key });
    expect(fields[id]).toMatchObject({ value: "Large", self: expect.any(String) });
    expect(told("getCustomFieldOption", { id: small.id }).value).toBe("Small");
    expect(create({ [id]: { value: "Huge" } }).errors).toHaveProperty(id);
    told("updateCustomFieldOption", on, { options: [{ id: small.id, disabled: true }] });
    expect(create({ [id]: { id: small.id } }).errors).toHaveProperty(id);
    const order = { customFieldOptionIds: [small.id], position: "Last" };
    expect(ask("reorderCustomFieldOptions", on, order).status).toBe(204);
    const values = () =>
      told("getOptionsForContext", on).values.map((o: { value: string }) => o.value);
    expect(values()).toEqual(["Large", "Small"]);
    expect(ask("deleteCustomFieldOption", { ...on, optionId: small.id }).status).toBe(204);
    expect(values()).toEqual(["Large"]);
    expect(ask("createCustomFieldOption", on, given).status).toBe(400);
  });

  test("is told of by its name in the history", () => {
    const { ask, told, id, create } = scene("textfield");
    const { key } = create({});
    ask("editIssue", { issueIdOrKey: key }, { fields: { [id]: "M" } });
    const [{ items }] = told("getChangeLogs", { issueIdOrKey: key }).values;
    expect(items).toMatchObject([{ field: "Size", fieldId: id, toString: "M" }]);
  });

  test("goes to the bin, comes back, and is deleted", () => {
    const { ask, told, id } = scene();
    const isThere = () => told("getFields").some((field: { id: string }) => field.id === id);
    ask("trashCustomField", { id });
    expect(isThere()).toBe(false);
    expect(told("getTrashedFieldsPaginated").total).toBe(1);
    ask("restoreCustomField", { id });
    expect(isThere()).toBe(true);
    expect(ask("deleteCustomField", { id }).status).toBe(303);
    expect(ask("updateCustomField", { fieldId: id }, { name: "X" }).status).toBe(404);
  });

  test("stands in contexts of projects and types", () => {
    const { ask, told, on } = scene();
    const made = told("createCustomFieldContext", on, { name: "Road", projectIds: ["10000"] });
    const at = { ...on, contextId: made.id };
    ask("addIssueTypesToContext", at, { issueTypeIds: ["10001"] });
    expect(told("getContextsForField", { ...on, contextId: made.id }).values).toMatchObject([
      { isGlobalContext: false, isAnyIssueType: false },
    ]);
    expect(told("getProjectContextMapping", on).values).toHaveLength(2);
    expect(told("getIssueTypeMappingsForContexts", on).total).toBe(2);
    expect(ask("deleteCustomFieldContext", at).status).toBe(204);
    expect(ask("updateCustomFieldContext", at, { name: "X" }).status).toBe(404);
  });

  test.each([
    ["without a name", { type: `${CUSTOM}float` }],
    ["of no type", { name: "Odd", type: "odd" }],
  ])("%s is refused", (_, given) => {
    expect(siteUnderTest().ask("createCustomField", {}, given).status).toBe(400);
  });
});

describe("a field that an add-on declares", () => {
  const jiraIssueFields = [
    { key: "team", type: "single_select", name: { value: "Team" }, description: { value: "Who" } },
  ];
  function withAddon() {
    const s = siteUnderTest();
    place(s.tenant, descriptorWith({ modules: { jiraIssueFields } }));
    return { ...s, on: { fieldKey: "com.example.roadmaps__team" } };
  }

  test("is among the fields under its own key", () => {
    const { told, on } = withAddon();
    const field = told("getFields").at(-1);
    expect(field).toMatchObject({ key: on.fieldKey, name: "Team", schema: { type: "option2" } });
    expect(told("getFields").at(-1).id).toBe(field.id);
  });

  test("has options that only the add-on writes", () => {
    const { ask, told, on } = withAddon();
    const { id } = told("createIssueFieldOption", on, { value: "Red", properties: { a: 1 } });
    const optionId = String(id);
    told("updateIssueFieldOption", { ...on, optionId }, { value: "Blue" });
    expect(told("getAllIssueFieldOptions", on).values).toMatchObject([{ id, value: "Blue" }]);
    expect(ask("getAllIssueFieldOptions", { fieldKey: "other__team" }).status).toBe(403);
    expect(ask("deleteIssueFieldOption", { ...on, optionId }).status).toBe(204);
    expect(ask("getIssueFieldOption", { ...on, optionId }).status).toBe(404);
    expect(ask("createIssueFieldOption", on, {}).status).toBe(400);
  });

  test("is set on issues by the add-on, which tells it as a change", () => {
    const { ask, told, site, events } = withAddon();
    const { id } = told("getFields").at(-1);
    const issue = [...site.issues.values()][0]!;
    const fieldID = Number(id.replace("customfield_", ""));
    const set = (value: object) =>
      ask(
        "AppIssueFieldValueUpdateResource.updateIssueFields_put",
        {},
        { updateValueList: [value] },
      );
    const value = { _type: "SingleSelectIssueField", issueID: Number(issue.id), optionID: "1" };
    expect(set({ ...value, fieldID }).status).toBe(200);
    expect(told("getIssue", { issueIdOrKey: issue.key }).fields[id]).toBe("1");
    expect(events).toMatchObject([{ type: "jira:issue_updated", flow: "Secondary" }]);
    expect(set({ ...value, fieldID: 1 }).status).toBe(403);
  });
});
