import { describe, expect, test } from "vitest";
import { confluence } from "../../confluence/index.ts";
import { findProject, jira } from "../../jira/index.ts";
import { personAt } from "../../tenants/index.ts";
import { descriptorWith, place, testWorld } from "../../testdata/test-world.ts";
import { contentsOf } from "../contents.ts";
import { nothingViewed } from "../viewing.ts";
import type { Facts } from "./facts.ts";
import { holds } from "./holds.ts";

const single = (condition: string, params: object = {}, invert: unknown = undefined) => ({
  condition,
  params,
  invert,
});

/** The first person looks at the first issue of the site, unless it says otherwise. */
function jiraFacts({ person = 0 } = {}) {
  const t = testWorld();
  const tenant = t.tenants.toSorted((a, b) => b.users - a.users)[0]!;
  const site = jira(t.world).sites(tenant);
  const installation = place(tenant, descriptorWith());
  const [issue] = site.issues.values();
  const facts: Facts = {
    installation,
    sights: { jira: site, confluence: null, contents: [], macroSetting: () => null },
    looking: {
      tenant,
      person: personAt(t.world.seed, tenant, person),
      nowMs: 0,
      viewing: {
        ...nothingViewed,
        issue: issue!,
        project: findProject(site, issue!.projectId)!,
      },
    },
  };
  return { facts, site, issue: issue!, tenant };
}

describe("a condition", () => {
  test.for([
    ["user_is_logged_in", 0, true],
    ["user_is_admin", 0, true],
    ["user_is_admin", 1, false],
    ["user_is_sysadmin", 0, false],
    ["addon_is_licensed", 1, true],
    ["feature_flag", 0, false],
    ["has_selected_project", 1, true],
    ["is_sub_task", 0, false],
    ["has_sub_tasks_available", 0, true],
    ["a_thing_that_nobody_knows", 0, true],
    ["/remote/condition", 0, true],
    ["constructor", 0, true],
  ] as const)("%s holds for person %i: %s", ([name, person, expected]) => {
    const { facts, tenant } = jiraFacts({ person });
    tenant.licence = "active";
    expect(holds([single(name)], facts)).toBe(expected);
    expect(holds([single(name, {}, true)], facts)).toBe(!expected);
    expect(holds([single(name, {}, "true")], facts)).toBe(!expected);
  });

  test.for([
    ["ADMINISTER", false],
    ["admin", false],
    ["EDIT_ISSUES", true],
    ["browse", true],
  ] as const)("of the permission %s holds for a plain person: %s", ([permission, expected]) => {
    const { facts } = jiraFacts({ person: 1 });
    expect(holds(single("has_issue_permission", { permission }), facts)).toBe(expected);
    const elsewhere = { ...facts, looking: { ...facts.looking, viewing: nothingViewed } };
    expect(holds(single("has_issue_permission", { permission }), elsewhere)).toBe(false);
  });

  test("of an issue looks at the issue", () => {
    const { facts, issue } = jiraFacts();
    const { accountId } = facts.looking.person;
    issue.assignee = null;
    expect(holds(single("is_issue_assigned_to_current_user"), facts)).toBe(false);
    issue.assignee = accountId;
    issue.watchers.add(accountId);
    expect(holds(single("is_issue_assigned_to_current_user"), facts)).toBe(true);
    expect(holds(single("is_watching_issue"), facts)).toBe(true);
  });

  test("of the licence looks at the site", () => {
    const { facts, tenant } = jiraFacts();
    tenant.licence = "expired";
    expect(holds(single("addon_is_licensed"), facts)).toBe(false);
  });
});

describe("conditions together", () => {
  const [yes, no] = [single("user_is_logged_in"), single("user_is_sysadmin")];
  test.for([
    ["nothing", undefined, true],
    ["an empty list", [], true],
    ["all of a list", [yes, no], false],
    ["and", { and: [yes, yes] }, true],
    ["or", [{ or: [no, yes] }], true],
    ["or of none that holds", [{ or: [no, { and: [yes, no] }] }], false],
    ["the older and", { conditions: [yes, no], type: "AND" }, false],
    ["the older or", { conditions: [yes, no], type: "or" }, true],
    ["an inverted whole", { and: [yes, no], invert: true }, true],
  ] as const)("%s", ([, conditions, expected]) => {
    expect(holds(conditions, jiraFacts().facts)).toBe(expected);
  });
});

describe("properties", () => {
  const kept = { mode: "blue", deep: { flag: true }, list: ["a", "b"] };
  test.for([
    ["exists", { propertyKey: "kept" }, true],
    ["exists", { propertyKey: "other" }, false],
    ["exists", { propertyKey: "kept", objectName: "deep.flag" }, true],
    ["exists", { propertyKey: "kept", objectName: "deep.no" }, false],
    ["equal_to", { propertyKey: "kept", objectName: "mode", value: "blue" }, true],
    ["equal_to", { propertyKey: "kept", objectName: "mode", value: '"blue"' }, true],
    ["equal_to", { propertyKey: "kept", objectName: "deep.flag", value: "true" }, true],
    ["equal_to", { propertyKey: "kept", objectName: "deep.flag", value: "false" }, false],
    ["equal_to", { propertyKey: "other", value: "undefined" }, false],
    ["contains_any", { propertyKey: "kept", objectName: "list", value: '["b", "z"]' }, true],
    ["contains_all", { propertyKey: "kept", objectName: "list", value: '["b", "z"]' }, false],
    ["contains_all", { propertyKey: "kept", objectName: "list", value: '["b", "a"]' }, true],
  ] as const)("entity_property_%s %j: %s", ([name, params, expected]) => {
    const { facts, site, issue } = jiraFacts();
    const { accountId } = facts.looking.person;
    site.addonProperties.set(facts.installation.addonKey, new Map([["kept", kept]]));
    site.userProperties.set(accountId, new Map([["kept", kept]]));
    issue.properties.set("kept", kept);
    facts.looking.viewing.project!.properties.set("kept", kept);
    for (const entity of ["addon", "issue", "project", "user"])
      expect(holds(single(`entity_property_${name}`, { ...params, entity }), facts)).toBe(expected);
    expect(holds(single(`entity_property_${name}`, { ...params, entity: "moon" }), facts)).toBe(
      false,
    );
  });

  test("of Confluence's contents and spaces, and what they are", () => {
    const t = testWorld({ products: ["confluence"] });
    const tenant = t.tenants[0]!;
    const site = confluence(t.world).sites(tenant);
    const [content] = contentsOf(site);
    const property = { id: "1", key: "kept", value: true, createdMs: 0, authorId: "" };
    const version = { number: 1, createdMs: 0, authorId: "", message: "", minorEdit: false };
    site.contents.get(content!.id)!.properties.push({ ...property, version });
    site.spaces.get(content!.space.id)!.properties.push({ ...property, version });
    const facts: Facts = {
      installation: place(tenant, descriptorWith()),
      sights: { jira: null, confluence: site, contents: [], macroSetting: () => null },
      looking: {
        tenant,
        person: personAt(t.world.seed, tenant, 0),
        nowMs: 0,
        viewing: { ...nothingViewed, content: content!, space: content!.space },
      },
    };
    const params = { propertyKey: "kept", value: "true" };
    for (const entity of ["content", "space"])
      expect(holds(single("entity_property_equal_to", { ...params, entity }), facts)).toBe(true);
    expect(holds(single("viewing_content"), facts)).toBe(true);
    expect(holds(single("has_page"), facts)).toBe(content!.type === "page");
  });
});
