import { describe, expect, test } from "vitest";
import { descriptorWith, place, testWorld } from "../testdata/test-world.ts";
import { pageModules } from "./page-modules.ts";

function modulesOf(modules: Record<string, unknown>, product: "jira" | "confluence" = "jira") {
  const { tenants } = testWorld({ products: [product] });
  return pageModules(place(tenants[0]!, descriptorWith({ modules })), product);
}

const page = { key: "one", name: { value: "One" }, url: "/one" };

describe("the pages of an add-on", () => {
  test.for([
    ["generalPages", [page], "site"],
    ["generalPages", [{ ...page, location: "none" }], "unlisted"],
    ["adminPages", [page], "administration"],
    ["configurePage", page, "administration"],
    ["jiraProjectPages", [page], "project"],
    ["jiraIssueContents", [{ key: "one", target: { type: "web_panel", url: "/one" } }], "issue"],
    ["jiraIssueTabPanels", [page], "issue-tab"],
    ["webPanels", [{ ...page, location: "atl.jira.view.issue.right.context" }], "issue"],
    ["webPanels", [{ ...page, location: "somewhere.else" }], "site"],
    ["dialogs", [page], "unlisted"],
    ["webItems", [{ ...page, context: "addon" }], "unlisted"],
    ["jiraReports", [page], "project"],
    ["jiraProjectAdminTabPanels", [page], "project"],
    ["jiraDashboardItems", [page], "dashboard"],
  ] as const)(
    "%s are found, whatever form they are written in: %j is shown at %s",
    ([type, modules, where]) => {
      expect(modulesOf({ [type]: modules })).toMatchObject([
        { type, moduleKey: "one", url: "/one", place: where },
      ]);
    },
  );

  test.for([
    ["a module without a page", { generalPages: [{ key: "one" }] }],
    ["a module without a key", { generalPages: [{ url: "/one" }] }],
    [
      "what shows no page",
      { webhooks: [{ key: "one", event: "jira:issue_created", url: "/one" }] },
    ],
    ["a link into the product", { webItems: [{ ...page, context: "product" }] }],
    ["a link to another site", { webItems: [{ ...page, url: "https://example.com" }] }],
    [
      "a link that opens a dialog of the add-on",
      { webItems: [{ ...page, target: { type: "dialogmodule", options: { key: "two" } } }] },
    ],
    ["a module of the other product", { dynamicContentMacros: [page] }],
  ] as const)("%s is none", ([, modules]) => {
    expect(modulesOf(modules)).toEqual([]);
  });

  test.for([
    ["dynamicContentMacros", "macro"],
    ["staticContentMacros", "macro"],
    ["spaceToolsTabs", "space"],
    ["contentBylineItems", "unlisted"],
    ["profilePages", "site"],
  ])("%s of Confluence are shown at %s", ([type, where]) => {
    expect(modulesOf({ [type!]: [page] }, "confluence")).toMatchObject([{ type, place: where }]);
  });

  test("Confluence has macros of its own, and none of Jira's panels", () => {
    const modules = { dynamicContentMacros: [page], jiraIssueGlances: [{ ...page, key: "two" }] };
    expect(modulesOf(modules, "confluence")).toMatchObject([{ moduleKey: "one", place: "macro" }]);
  });

  test("what is registered at run time is there as well; the lightest comes first", () => {
    const { tenants } = testWorld();
    const installation = place(tenants[0]!, descriptorWith({ modules: { generalPages: [page] } }));
    installation.registered.modules = {
      webPanels: [{ key: "panel", name: "Panel", url: "/panel", weight: 5 }],
    };
    expect(pageModules(installation, "jira").map(({ name }) => name)).toEqual(["Panel", "One"]);
  });

  test("an add-on that is disabled shows nothing", () => {
    const { tenants } = testWorld();
    const installation = place(tenants[0]!, descriptorWith({ modules: { generalPages: [page] } }));
    installation.state = "disabled";
    expect(pageModules(installation, "jira")).toEqual([]);
  });
});
