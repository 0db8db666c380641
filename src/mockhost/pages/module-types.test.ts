import { describe, expect, test } from "vitest";
import { confluence } from "../confluence/index.ts";
import { jira } from "../jira/index.ts";
import { answered, descriptorWith, hostRequest, place, testWorld } from "../testdata/test-world.ts";
import type { HostResponse, Product } from "../world/index.ts";
import { contentsOf } from "./contents.ts";
import { pages } from "./pages.ts";

const ADDON = "com.example.roadmaps";
const page = { key: "one", name: { value: "One" }, url: "/one?i={issue.key}&p={project.key}" };

function setUp(product: Product, modules: Record<string, unknown>) {
  const t = testWorld({ products: [product], tenants: 1 });
  const products = { jira: jira(t.world), confluence: confluence(t.world) };
  const tenant = t.tenants[0]!;
  place(tenant, descriptorWith({ modules }));
  const [route] = pages(t.world, { ...products, readBridgeFile: () => null }).siteRoutes;
  const see = async (path: string): Promise<HostResponse> => {
    const headers = { accept: "text/html", host: "127.0.0.1:7310" };
    const url = product === "confluence" ? `/wiki${path}` : path;
    return (await route!(tenant, hostRequest("GET", url, headers), t.clock.nowMs()))!;
  };
  const text = async (path: string) => String((await see(path)).body).replaceAll("&amp;", "&");
  const [content] =
    product === "confluence" ? contentsOf(products.confluence.sites(tenant)) : [undefined];
  return {
    ...t,
    tenant,
    site: products.jira.sites,
    root: new URL(tenant.baseUrl).pathname,
    see,
    text,
    content: content!,
  };
}

const modulePath = `/plugins/servlet/ac/${ADDON}/one`;
const frameAt = (path: string) => new RegExp(`data-frame="[^"]*&quot;url&quot;:[^"]*${path}`);
const target = { type: "web_panel", url: "/one?i={issue.key}" };

describe("each type of module is drawn where its product draws it", () => {
  test.for([
    ["generalPages", [page], "/", `href="ROOT${modulePath}"`],
    ["adminPages", [page], "/", `href="ROOT${modulePath}"`],
    ["configurePage", page, "/", ">Configure<"],
    ["postInstallPage", page, "/", ">Get started<"],
    ["jiraProjectPages", [page], "/projects/ROAD", `${modulePath}?project.key=ROAD`],
    ["jiraProjectAdminTabPanels", [page], "/projects/ROAD", "One <small>settings<"],
    ["jiraReports", [page], "/projects/ROAD", "One <small>report<"],
    ["webPanels", [{ ...page, location: "atl.jira.proj.summary" }], "/projects/ROAD", "i=&p=ROAD"],
    ["jiraDashboardItems", [page], "/", ">Dashboard<"],
    ["jiraIssueContents", [{ key: "one", target }], "/browse/ROAD-1", "/one?i=ROAD-1"],
    ["jiraIssueContexts", [{ key: "one", target }], "/browse/ROAD-1", "<details"],
    ["jiraIssueGlances", [{ key: "one", target }], "/browse/ROAD-1", "<details"],
    ["jiraIssueTabPanels", [page], "/browse/ROAD-1", "/one?i=ROAD-1&p=ROAD"],
    [
      "webPanels",
      [{ ...page, location: "atl.jira.view.issue.left.context" }],
      "/browse/ROAD-1",
      "i=ROAD-1",
    ],
  ] as const)("%s: %j on %s", async ([type, modules, path, words]) => {
    const { text, root } = setUp("jira", { [type]: modules });
    expect(await text(path)).toContain(words.replace("ROOT", root));
  });

  test("a glance says what its add-on set on the issue", async () => {
    const content = { type: "label", label: { value: "Risks" } };
    const { tenant, site, text } = setUp("jira", {
      jiraIssueGlances: [{ key: "one", content, target }],
    });
    const [issue] = site(tenant).issues.values();
    const say = (value: unknown) =>
      issue!.properties.set(`com.atlassian.jira.issue:${ADDON}:one:status`, value);
    expect(await text(`/browse/${issue!.key}`)).toContain('<span class="soft">Risks</span>');
    say({ type: "lozenge", value: { label: "<high>", type: "removed" } });
    expect(await text(`/browse/${issue!.key}`)).toContain('status lozenge">&lt;high&gt;<');
    say({ type: "badge", value: { label: 3 } });
    expect(await text(`/browse/${issue!.key}`)).toContain('status badge">3<');
    say("nonsense");
    expect(await text(`/browse/${issue!.key}`)).not.toMatch(/status (?:lozenge|badge)/);
  });

  test("what an issue has nothing of yet is added with a button", async () => {
    const contentPresentConditions = [
      { condition: "entity_property_exists", params: { entity: "issue", propertyKey: "design" } },
    ];
    const module = { key: "one", name: { value: "Design" }, target, contentPresentConditions };
    const { tenant, site, text } = setUp("jira", { jiraIssueContents: [module] });
    const [issue] = site(tenant).issues.values();
    expect(await text(`/browse/${issue!.key}`)).toMatch(/>Add Design<.*data-lazy/s);
    issue!.properties.set("design", { url: "there" });
    expect(await text(`/browse/${issue!.key}`)).not.toMatch(/>Add Design<|data-lazy/);
  });

  test("items of the dashboard know which they are", async () => {
    const item = { ...page, url: "/item?d={dashboard.id}&i={dashboardItem.id}" };
    const { text } = setUp("jira", { jiraDashboardItems: [item, { ...item, key: "two" }] });
    const dashboard = await text("/secure/Dashboard.jspa");
    expect(dashboard).toContain("/item?d=10000&i=10000&");
    expect(dashboard).toContain("/item?d=10000&i=10001&");
  });

  test("what Confluence has on a page: macros, panels, a byline", async () => {
    const { text, content } = setUp("confluence", {
      dynamicContentMacros: [{ ...page, url: "/macro?p={page.id}" }],
      webPanels: [{ ...page, key: "two", location: "atl.comments.view", url: "/panel" }],
      contentBylineItems: [{ ...page, key: "three", name: { value: "3 reviewers" } }],
    });
    const shown = await text(`/pages/viewpage.action?pageId=${content.id}`);
    for (const words of [
      frameAt(`/macro\\?p=${content.id}`),
      frameAt("/panel"),
      /class="web-item ap-inline-dialog [^"]*ap-module-key-three[^"]*"[^>]*>3 reviewers</,
    ])
      expect(shown).toMatch(words);
  });

  test("a space has its tools, and its pages", async () => {
    const { text, content } = setUp("confluence", { spaceToolsTabs: [page] });
    const { key, name } = content.space;
    expect(await text("/")).toContain(`/spaces/${key}"`);
    const space = await text(`/spaces/${key}`);
    for (const words of [name, content.title, `${modulePath}?space.key=${key}`])
      expect(space).toContain(words);
  });
});

describe("a static macro", () => {
  const macro = { staticContentMacros: [{ ...page, url: "/macro?p={page.id}" }] };

  test("stands in the page as its add-on answers, asked for with a token", async () => {
    const { text, content, calls, answerWith } = setUp("confluence", macro);
    answerWith(() => answered(200, "<h3>Sum</h3><script>evil()</script>"));
    const shown = await text(`/pages/viewpage.action?pageId=${content.id}`);
    expect(shown).toContain("<h3>Sum</h3>evil()");
    expect(calls).toMatchObject([
      { url: expect.stringMatching(`/macro\\?p=${content.id}&xdm_e=.*&jwt=`) },
    ]);
  });

  test("that fails says so, and the page stands", async () => {
    const { text, content, world, answerWith } = setUp("confluence", macro);
    answerWith(() => answered(500));
    const shown = await text(`/pages/viewpage.action?pageId=${content.id}`);
    expect(shown).toContain("Error rendering macro ‘One’: the add-on answered 500.");
    expect(shown).toContain(content.title);
    expect(world.journal.lines()).toMatchObject([{ kind: "macro", status: 500 }]);
  });
});

describe("a web item on an issue", () => {
  const item = { key: "go", name: { value: "Go <on>" }, location: "operations-work" };
  const drawn = async (changes: object, path = "/browse/ROAD-1") => {
    const { text, root } = setUp("jira", {
      generalPages: [page],
      webItems: [{ ...item, ...changes }],
    });
    const shown = await text(path);
    return /<a class="web-item.*?<\/a>/.exec(shown)?.[0].replaceAll(root, "ROOT") ?? null;
  };
  const context = "?issue.key=ROAD-1&project.key=ROAD";

  test.for([
    ["a page of the add-on", { url: "one", context: "page" }, `href="ROOT${modulePath}${context}"`],
    [
      "the add-on itself",
      { url: "/go" },
      `href="ROOT/plugins/servlet/ac-redirect/${ADDON}/go${context}"`,
    ],
    [
      "the product",
      { url: "/projects/{project.key}?a=1", context: "product" },
      `href="ROOT/projects/ROAD?a=1"`,
    ],
    [
      "elsewhere",
      { url: "https://example.com/?i={issue.key}" },
      `href="https://example.com/?i=ROAD-1"`,
    ],
    [
      "a dialog",
      { url: "/go", target: { type: "dialog" } },
      `class="web-item ap-dialog ap-plugin-key-${ADDON} ap-module-key-go ap-target-key-go"`,
    ],
    [
      "a dialog module",
      { target: { type: "dialogmodule", options: { key: "one" } } },
      `class="web-item ap-dialog ap-plugin-key-${ADDON} ap-module-key-one ap-target-key-one"`,
    ],
    [
      "an inline dialog",
      { url: "/go", target: { type: "inlinedialog" }, tooltip: { value: "Look" } },
      `title="Look"`,
    ],
  ] as const)("leads to %s", async ([, changes, words]) => {
    const link = await drawn(changes);
    expect(link).toContain(words);
    expect(link).toContain("Go &lt;on&gt;");
  });

  test("is there for those only who meet its conditions", async () => {
    const conditions = [{ condition: "is_sub_task" }];
    expect(await drawn({ url: "/go" })).not.toBeNull();
    expect(await drawn({ url: "/go", conditions })).toBeNull();
  });

  test.for([
    ["system.top.navigation.bar", "/"],
    ["system.admin/globalsettings", "/"],
    ["system.preset.filters", "/"],
    ["atl.jira.proj.config", "/projects/ROAD"],
  ])("with the location %s it stands on %s", async ([location, path]) => {
    expect(await drawn({ url: "/go", location }, path)).not.toBeNull();
  });

  test("that leads to the add-on itself sends the browser there, signed", async () => {
    const { see } = setUp("jira", { webItems: [{ ...item, url: "/go?i={issue.key}" }] });
    const moved = await see(`/plugins/servlet/ac-redirect/${ADDON}/go?issue.key=ROAD-2`);
    expect(moved.status).toBe(307);
    expect(moved.headers!.location).toMatch(/\/go\?i=ROAD-2&xdm_e=.*&jwt=/);
    expect((await see(`/plugins/servlet/ac-redirect/${ADDON}/none`)).status).toBe(404);
  });
});
