import { describe, expect, test } from "vitest";
import { confluence } from "../confluence/index.ts";
import { jira } from "../jira/index.ts";
import { descriptorWith, hostRequest, place, testWorld } from "../testdata/test-world.ts";
import type { HostResponse } from "../world/index.ts";
import { contentsOf } from "./contents.ts";
import { pages } from "./pages.ts";

const chart = {
  key: "chart",
  name: { value: "Chart" },
  url: "/chart?c={colour}&b={macro.body}&p={page.id}",
  parameters: [
    { identifier: "colour", name: { value: "Colour" }, type: "string", defaultValue: "blue" },
    { identifier: "size", name: { value: "Size" }, type: "string" },
  ],
  editor: { url: "/edit?p={page.id}", editTitle: { value: "Edit this chart" } },
};
const plain = { key: "plain", name: { value: "Plain" }, url: "/plain" };
const CHART = "/wiki/plugins/servlet/ac/com.example.roadmaps/chart";

function setUp() {
  const t = testWorld({ products: ["confluence"], tenants: 1 });
  const products = { jira: jira(t.world), confluence: confluence(t.world) };
  const tenant = t.tenants[0]!;
  place(tenant, descriptorWith({ modules: { dynamicContentMacros: [chart, plain] } }));
  const [route] = pages(t.world, { ...products, readBridgeFile: () => null }).siteRoutes;
  const answer = async (method: string, url: string, body = ""): Promise<HostResponse> => {
    const headers = { accept: "text/html", host: "127.0.0.1:7310" };
    const request = { ...hostRequest(method, url, headers), body: Buffer.from(body) };
    return (await route!(tenant, request, t.clock.nowMs()))!;
  };
  const { id } = contentsOf(products.confluence.sites(tenant))[0]!;
  const see = async () => {
    const page = await answer("GET", `/wiki/pages/viewpage.action?pageId=${id}`);
    return String(page.body).replaceAll("&amp;", "&").replaceAll("&quot;", '"');
  };
  return { answer, see, id };
}

describe("a macro", () => {
  test("is set to what its add-on declares, until somebody saves something else", async () => {
    const { answer, see, id } = setUp();
    expect(await see()).toContain(`/chart?c=blue&b=&p=${id}&xdm_e=`);
    const setting = { contentId: id, parameters: { colour: "dark red" }, body: "x".repeat(200) };
    const saved = await answer("POST", `${CHART}/macro`, JSON.stringify(setting));
    expect(saved.status).toBe(204);
    expect(await see()).toContain(`/chart?c=dark%20red&b=${"x".repeat(128)}&p=${id}&xdm_e=`);
  });

  test("with an editor has a button for it, and its frame at its own address", async () => {
    const { answer, see, id } = setUp();
    const page = await see();
    expect(page.match(/class="edit"/g)).toHaveLength(1);
    expect(page).toContain('"title":"Edit this chart"');
    const query = `classifier=json&macro.editor=true&content.id=${id}`;
    const opened = JSON.parse(String((await answer("GET", `${CHART}?${query}`)).body));
    expect(opened.url).toContain(`/edit?p=${id}&xdm_e=`);
  });

  test.for([
    ["POST", CHART, "not JSON", 400],
    ["POST", CHART, { parameters: {}, body: "" }, 400],
    ["POST", CHART, { contentId: "ID", parameters: {}, body: "x".repeat(70_000) }, 400],
    ["POST", CHART, { contentId: "nowhere", parameters: {}, body: "" }, 404],
    ["POST", CHART.replace("chart", "plain"), { contentId: "ID", parameters: {}, body: "" }, 404],
    ["POST", CHART.replace("chart", "none"), { contentId: "ID", parameters: {}, body: "" }, 404],
    ["GET", CHART, "", 405],
  ] as const)("is not saved by %s %s", async ([method, path, told, status]) => {
    const { answer, id } = setUp();
    const body = (typeof told === "string" ? told : JSON.stringify(told)).replace("ID", id);
    expect((await answer(method, `${path}/macro`, body)).status).toBe(status);
  });
});
