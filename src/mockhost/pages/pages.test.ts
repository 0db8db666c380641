import { describe, expect, test } from "vitest";
import { readJwt } from "../../core/host/index.ts";
import { confluence } from "../confluence/index.ts";
import { jira } from "../jira/index.ts";
import { personAt } from "../tenants/index.ts";
import { bodyOf, descriptorWith, hostRequest, place, testWorld } from "../testdata/test-world.ts";
import type { HostResponse, Product } from "../world/index.ts";
import { pages } from "./pages.ts";

const modules = {
  generalPages: [{ key: "roadmap", name: { value: "Road <map>" }, url: "/roadmap" }],
  jiraIssueContents: [
    {
      key: "panel",
      name: { value: "Panel" },
      target: { type: "web_panel", url: "/p?id={issue.id}" },
    },
  ],
  jiraIssueGlances: [{ key: "glance", name: { value: "Glance" }, target: { url: "/glance" } }],
  dynamicContentMacros: [{ key: "chart", name: { value: "Chart" }, url: "/chart?page={page.id}" }],
};
const ROADMAP = "/plugins/servlet/ac/com.example.roadmaps/roadmap";
const browser = { accept: "text/html,*/*", host: "127.0.0.1:7310" };

function setUp(product: Product = "jira") {
  const t = testWorld({ products: [product], tenants: 2 });
  const products = { jira: jira(t.world), confluence: confluence(t.world) };
  const tenant = t.tenants[0]!;
  const installation = place(tenant, descriptorWith({ modules }));
  const shown = pages(t.world, { ...products, readBridgeFile: () => null });
  const answer = async (
    method: string,
    url: string,
    headers: Record<string, string> = browser,
    body = "",
  ) =>
    shown.siteRoutes[0]!(
      tenant,
      { ...hostRequest(method, url, headers), body: Buffer.from(body) },
      t.clock.nowMs(),
    );
  const see = async (url: string) => (await answer("GET", url)) as HostResponse;
  return { ...t, tenant, installation, ...products, shown, answer, see };
}

const textOf = (response: HostResponse) => String(response.body);

describe("modules with conditions", () => {
  const conditions = [{ condition: "user_is_admin" }];
  const guarded = {
    adminPages: [{ key: "admin", name: { value: "Settings" }, url: "/admin", conditions }],
    jiraIssueContents: [
      {
        ...modules.jiraIssueContents[0],
        conditions: [{ condition: "is_issue_unresolved", invert: true }],
      },
    ],
  };

  test("are in the menu, and open, for those who meet them", async () => {
    const { see, installation, jira, tenant } = setUp();
    installation.descriptor = descriptorWith({ modules: guarded });
    const { accountId } = jira.sites(tenant).personAt(1);
    const page = "/plugins/servlet/ac/com.example.roadmaps/admin";
    expect(textOf(await see("/"))).toContain("Settings");
    expect((await see(page)).status).toBe(200);
    expect(textOf(await see(`/?as=${accountId}`))).not.toContain("Settings");
    const refused = await see(`${page}?as=${accountId}`);
    expect(refused.status).toBe(404);
    expect(textOf(refused)).toContain("its conditions are not met");
  });

  test("stand on the issues that meet them", async () => {
    const { see, installation, jira, tenant } = setUp();
    installation.descriptor = descriptorWith({ modules: guarded });
    const [issue] = jira.sites(tenant).issues.values();
    issue!.resolution = null;
    expect(textOf(await see(`/browse/${issue!.key}`))).not.toContain("/p?id=");
    issue!.resolution = { id: "10000", name: "Done", description: "Work has been completed." };
    expect(textOf(await see(`/browse/${issue!.key}`))).toContain("/p?id=");
  });
});

describe("a Jira site for browsers", () => {
  test("its front page tells of the site, its projects, issues and add-ons", async () => {
    const { see, tenant, jira } = setUp();
    const page = await see("/");
    expect(page.status).toBe(200);
    const [project] = jira.sites(tenant).projects.values();
    for (const words of [tenant.name, project!.name, "Road &lt;map&gt;", "release 1.0.0, enabled"])
      expect(textOf(page)).toContain(words);
    expect(textOf(page)).not.toContain("<map>");
  });

  test("an issue shows its panels, filled in; what is folded loads when it is opened", async () => {
    const { see, tenant, jira } = setUp();
    const [issue] = jira.sites(tenant).issues.values();
    const page = textOf(await see(`/browse/${issue!.key}`));
    expect(page).toContain(`/p?id=${issue!.id}&amp;xdm_e=`);
    expect(page).toMatch(
      /<details class="panel"><summary>Glance<\/summary><div class="frame" data-frame="[^"]*" data-lazy>/,
    );
  });

  test.for([
    ["/browse/NONE-1", "Nothing is here"],
    ["/projects/NONE", "Nothing is here"],
    ["/secure/Nothing.jspa", "Nothing is here"],
    ["/plugins/servlet/ac/com.example.other/page", "com.example.other is not installed"],
    ["/plugins/servlet/ac/com.example.roadmaps/none", "has no page with the key none"],
  ])("%s is not found: %s", async ([url, words]) => {
    const page = await setUp().see(url!);
    expect(page.status).toBe(404);
    expect(textOf(page)).toContain(words);
  });

  test("runs our own scripts only, and frames only the add-ons of this site", async () => {
    const { headers } = await setUp().see(ROADMAP);
    expect(headers!["content-security-policy"]).toContain("script-src 'self';");
    expect(headers!["content-security-policy"]).toContain("frame-src http://127.0.0.1:7330;");
    expect(headers!["cache-control"]).toBe("no-store");
  });

  test("whoever is named looks; a stranger is taken for the first person", async () => {
    const { see, tenant } = setUp();
    const second = personAt(1, tenant, 1);
    expect(textOf(await see(`/?as=${second.accountId}`))).toContain(
      `selected>${second.displayName}`,
    );
    expect(textOf(await see("/?as=stranger"))).toContain(
      `selected>${personAt(1, tenant, 0).displayName}`,
    );
  });

  test.for([
    ["acme-17.localhost:7310", "/browse/ROAD-1?as=x", "/browse/ROAD-1?as=x"],
    ["localhost:7310", ROADMAP, ROADMAP],
  ])("a browser that came by %s is sent to the site's own address", async ([host, url, path]) => {
    const { answer, tenant } = setUp();
    const moved = (await answer("GET", url!, { ...browser, host: host! })) as HostResponse;
    expect([moved.status, moved.headers!.location]).toEqual([302, tenant.baseUrl + path!]);
  });

  test.for([
    ["GET", "/rest/api/3/issue/ROAD-1", browser],
    ["GET", "/rest/atlassian-connect/1/addons/x", browser],
    ["GET", "/browse/ROAD-1", { accept: "application/json" }],
    ["POST", "/browse/ROAD-1", browser],
  ] as const)("%s %s is left to others", async ([method, url, headers]) => {
    expect(await setUp().answer(method, url, headers)).toBeNull();
  });
});

describe("a Confluence site for browsers", () => {
  test("lives below /wiki", async () => {
    const { see, tenant } = setUp("confluence");
    expect((await see("/")).headers!.location).toBe(`${tenant.baseUrl}/`);
    expect(textOf(await see("/wiki"))).toContain("pretend Confluence");
  });

  test("a page shows the macros of its add-ons", async () => {
    const { see, tenant, confluence } = setUp("confluence");
    const page = [...confluence.sites(tenant).contents.values()].find(
      ({ type }) => type === "page",
    )!;
    for (const url of [
      `/wiki/spaces/X/pages/${page.id}/Title`,
      `/wiki/pages/viewpage.action?pageId=${page.id}`,
    ])
      expect(textOf(await see(url))).toContain(`/chart?page=${page.id}&amp;xdm_e=`);
  });
});

describe("the bridge asks for a module anew", () => {
  const ask = async (query: string) =>
    bodyOf(await setUp().see(`${ROADMAP}?classifier=json&${query}`));

  test("and gets its address, context and context token", async () => {
    const { addon_key, key, url, options } = await ask("issue.key=ROAD-1&ac.tab=2");
    expect([addon_key, key]).toEqual(["com.example.roadmaps", "roadmap"]);
    expect(new URL(url).searchParams.has("jwt")).toBe(true);
    expect(options.structuredContext.jira.issue.key).toBe("ROAD-1");
    expect(options.productContext["ac.tab"]).toBe("2");
    const token = readJwt(options.contextJwt);
    expect(token.kind === "read" && token.claims.context).toEqual(options.structuredContext);
  });

  test("one that is not there is a message", async () => {
    const { see } = setUp();
    const answer = await see(`${ROADMAP}-not?classifier=json`);
    expect([answer.status, bodyOf(answer).message]).toEqual([
      404,
      expect.stringContaining("has no page"),
    ]);
  });
});

describe("pages tell how their frames load", () => {
  const report = (state: object) => JSON.stringify({ frame: "f", ...state });

  test("which is counted, and noted once it is decided", async () => {
    const { answer, shown, clock, world } = setUp();
    expect(await answer("POST", `${ROADMAP}/frame`, {}, report({ state: "started" }))).toEqual({
      status: 204,
    });
    await clock.advance(12_500);
    expect(shown.stats()).toMatchObject([{ moduleKey: "roadmap", failed: 1, late: 0 }]);
    await answer("POST", `${ROADMAP}/frame`, {}, report({ state: "connected", tookMs: 12_400 }));
    expect(shown.stats()).toMatchObject([{ moduleKey: "roadmap", failed: 0, late: 1 }]);
    expect(world.journal.lines()).toMatchObject([
      { kind: "frame", tookMs: 12_400, reason: expect.stringContaining("after 12.4 s") },
    ]);
  });

  test.for([
    ["POST", `${ROADMAP}/frame`, "not JSON", 400],
    ["POST", `${ROADMAP}/frame`, report({ state: "started" }).padEnd(2000), 400],
    ["POST", `${ROADMAP}-not/frame`, report({ state: "started" }), 404],
    ["GET", `${ROADMAP}/frame`, "", 405],
  ] as const)("%s %s with %s is answered %i", async ([method, url, body, status]) => {
    const { answer, shown } = setUp();
    expect(await answer(method, url, {}, body)).toMatchObject({ status });
    expect(shown.stats()).toEqual([]);
  });
});

describe("frames opened without a browser", () => {
  test("have the same address", () => {
    const { shown, tenant, clock } = setUp();
    const opened = shown.open({
      tenant,
      addonKey: "com.example.roadmaps",
      moduleKey: "panel",
      accountId: personAt(1, tenant, 0).accountId,
      viewing: { "issue.key": "ROAD-2" },
      nowMs: clock.nowMs(),
    });
    expect(opened).toMatchObject({ kind: "frame", module: { place: "issue" } });
  });

  test.for([
    ["an add-on that is not installed", { addonKey: "com.example.other" }, "is not installed"],
    ["somebody unknown", { accountId: "nobody" }, "Nobody on this site"],
  ] as const)("are refused for %s", ([, changes, words]) => {
    const { shown, tenant } = setUp();
    const accountId = personAt(1, tenant, 0).accountId;
    const asked = { tenant, addonKey: "com.example.roadmaps", moduleKey: "roadmap", accountId };
    const refused = shown.open({ ...asked, viewing: {}, nowMs: 0, ...changes });
    expect(refused).toMatchObject({ kind: "refused", sentence: expect.stringContaining(words) });
  });

  test("nor while it is disabled", () => {
    const { shown, tenant, installation } = setUp();
    installation.state = "disabled";
    const accountId = personAt(1, tenant, 0).accountId;
    const asked = { tenant, addonKey: "com.example.roadmaps", moduleKey: "roadmap", accountId };
    expect(shown.open({ ...asked, viewing: {}, nowMs: 0 }).kind).toBe("refused");
  });
});
