import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDescriptor } from "../core/host/index.ts";
import { checkRelease } from "./check-release.ts";

const base = {
  key: "com.example.roadmaps",
  baseUrl: "https://roadmaps.example.com",
  authentication: { type: "jwt" },
  scopes: ["READ", "WRITE"],
  lifecycle: { installed: "/installed", uninstalled: "/uninstalled" },
  modules: {
    webPanels: [{ key: "board", url: "/board" }],
    generalPages: { key: "page", url: "/page" },
    webhooks: [{ event: "jira:issue_created", url: "/created" }],
    unheardOf: [{ key: "new", something: [1] }],
  },
};

function descriptor(edits: object = {}) {
  const read = parseDescriptor(JSON.stringify({ ...base, ...edits }));
  if (read.kind !== "descriptor") throw new Error(JSON.stringify(read.problems));
  return read.descriptor;
}
const check = (edits: object) => checkRelease(descriptor(), descriptor(edits));
const modules = (edits: object) => ({ modules: { ...base.modules, ...edits } });

test.each([
  ["nothing", {}, "automatic", /nothing has changed/],
  [
    "a module more",
    modules({ adminPages: { key: "admin", url: "/admin" } }),
    "automatic",
    /nothing that an administrator/,
  ],
  ["a scope more", { scopes: ["READ", "WRITE", "DELETE"] }, "approval", /asks for DELETE/],
  ["a scope that was implied", { scopes: ["WRITE"] }, "automatic", /nothing that an administrator/],
  ["becoming paid", { enableLicensing: true }, "approval", /becomes paid/],
  ["another interface", { apiVersion: 2 }, "major", /apiVersion goes from 1 to 2/],
] as const)("%s: %s", (_, edits, kind, reason) => {
  const found = check(edits);
  expect(found.class).toBe(kind);
  expect(found.reasons.join()).toMatch(reason);
});

describe("what breaks", () => {
  test.each([
    ["a removed module", modules({ webPanels: [] }), "modules.webPanels.board"],
    [
      "a module that was a single object",
      modules({ generalPages: [] }),
      "modules.generalPages.page",
    ],
    [
      "a module of a kind that nobody has heard of",
      modules({ unheardOf: [] }),
      "modules.unheardOf.new",
    ],
    [
      "a changed key",
      modules({ webPanels: [{ key: "panel", url: "/board" }] }),
      "modules.webPanels.board",
    ],
    [
      "a changed URL",
      modules({ webPanels: [{ key: "board", url: "/other" }] }),
      "modules.webPanels.board.url",
    ],
    ["a removed webhook", modules({ webhooks: [] }), "modules.webhooks.jira:issue_created"],
    [
      "a moved webhook",
      modules({ webhooks: [{ event: "jira:issue_created", url: "/x" }] }),
      "modules.webhooks.jira:issue_created.url",
    ],
    [
      "a narrower webhook",
      modules({ webhooks: [{ ...base.modules.webhooks[0], filter: "project = A" }] }),
      "modules.webhooks.jira:issue_created",
    ],
    ["a lost scope", { scopes: ["READ"] }, "scopes"],
    ["a lost lifecycle call", { lifecycle: { installed: "/installed" } }, "lifecycle.uninstalled"],
    ["another address", { baseUrl: "https://new.example.com" }, "baseUrl"],
    ["another key of its own", { key: "com.example.other" }, "key"],
  ] as const)("%s", (_, edits, path) => {
    expect(check(edits).breaks.map((one) => one.path)).toContain(path);
  });

  test("nothing does where nothing is taken away, a single module being the same as a list of one", () => {
    expect(
      check(
        modules({
          generalPages: [base.modules.generalPages],
          adminPages: [{ key: "a", url: "/a" }],
        }),
      ).breaks,
    ).toEqual([]);
  });

  test("of a release and itself nothing ever breaks; what is only added breaks nothing", () => {
    const module = fc.record({ key: fc.string({ minLength: 1, maxLength: 8 }), url: fc.webPath() });
    const kinds = fc.dictionary(
      fc.constantFrom("webPanels", "webItems", "generalPages", "odd"),
      fc.uniqueArray(module, { selector: ({ key }) => key, maxLength: 4 }),
    );
    fc.assert(
      fc.property(kinds, module, (some, extra) => {
        const before = descriptor({ modules: some });
        expect(checkRelease(before, before).breaks).toEqual([]);
        const more = Object.fromEntries(
          Object.entries(some).map(([kind, all]) => [
            kind,
            [...all, { ...extra, key: `${extra.key}-new-one` }],
          ]),
        );
        expect(checkRelease(before, descriptor({ modules: more })).breaks).toEqual([]);
      }),
    );
  });
});
