import { describe, expect, test } from "vitest";
import { webItemsIn } from "./web-item.ts";

const item = { key: "one", name: { value: "One" }, location: "operations-work", url: "/one" };
const itemOf = (changes: object, more: Record<string, readonly object[]> = {}) =>
  webItemsIn("addon", { webItems: [{ ...item, ...changes }], ...more } as never)[0];

describe("a web item leads", () => {
  test.for([
    [{}, { kind: "addon" }],
    [{ target: { type: "page" } }, { kind: "addon" }],
    [
      { context: "page", url: "roadmap" },
      { kind: "page", moduleKey: "roadmap" },
    ],
    [
      { context: "page", url: "roadmap", target: { type: "dialog" } },
      { kind: "dialog", moduleKey: "roadmap" },
    ],
    [{ target: { type: "dialog" } }, { kind: "dialog", moduleKey: "one" }],
    [{ target: { type: "inlineDialog" } }, { kind: "inline-dialog", moduleKey: "one" }],
    [{ target: { type: "INLINEDIALOG" } }, { kind: "inline-dialog", moduleKey: "one" }],
    [
      { target: { type: "dialogmodule", options: { key: "large" } }, url: undefined },
      { kind: "dialog", moduleKey: "large" },
    ],
    [
      { context: "product", url: "/browse/{issue.key}" },
      { kind: "product", url: "/browse/{issue.key}" },
    ],
    [{ url: "https://example.com" }, { kind: "elsewhere", url: "https://example.com" }],
  ] as const)("with %j to %j", ([changes, lead]) => {
    expect(itemOf(changes)?.lead).toEqual(lead);
  });

  test.for([
    ["no address", { url: undefined }],
    ["no key", { key: undefined }],
    ["a dialog that is not named", { target: { type: "dialogModule" } }],
  ] as const)("nowhere with %s", ([, changes]) => {
    expect(itemOf(changes)).toBeUndefined();
  });
});

describe("a web item stands", () => {
  test.for([
    ["system.top.navigation.bar", "top"],
    ["system.header/left", "top"],
    ["system.user.options/personal", "top"],
    ["system.admin/globalsettings", "administration"],
    ["admin_plugins_menu", "administration"],
    ["atl.jira.proj.config/projectgroup4", "project"],
    ["jira.agile.board.tools", "project"],
    ["operations-attachments", "issue"],
    ["opsbar-operations", "issue"],
    ["jira.issue.tools", "issue"],
    ["system.content.action/primary", "content"],
    ["system.space.tools/overview", "space"],
    ["system.preset.filters", "site"],
    ["somewhere.else", "site"],
  ])("with the location %s in the spot %s", ([location, spot]) => {
    expect(itemOf({ location })).toMatchObject({ spot, section: null });
  });

  test.for(["tools", "operations-top-level/tools"])(
    "in a section of its add-on (%s), where that stands",
    (location) => {
      const webSections = [
        { key: "tools", name: { value: "Tools" }, location: "jira.issue.tools" },
      ];
      expect(itemOf({ location }, { webSections })).toMatchObject({
        spot: "issue",
        section: "Tools",
      });
    },
  );
});

test("items of the byline open beside it; the lightest comes first", () => {
  const contentBylineItems = [{ key: "by", name: { value: "By" }, url: "/by", weight: 5 }];
  expect(
    webItemsIn("addon", { webItems: [item], contentBylineItems }).map(({ itemKey, spot, lead }) => [
      itemKey,
      spot,
      lead.kind,
    ]),
  ).toEqual([
    ["by", "byline", "inline-dialog"],
    ["one", "issue", "addon"],
  ]);
});
