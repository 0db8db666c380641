import { delimiter, dirname, join } from "node:path";
import type { Browser, Frame, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningProcess, startProcess } from "../../src/adapters/child-process/index.ts";
import { freePort } from "../../src/adapters/mock-target/free-port.ts";
import { mockHost, type RunningMockHost } from "../../src/adapters/mockhost-server/index.ts";
import { type Descriptor, parseDescriptor } from "../../src/core/host/index.ts";
import type { Tenant } from "../../src/mockhost/index.ts";
import { launchChromium, openTab } from "./open-page.ts";

const ADDON = "com.example.roadmaps";

let browser: Browser;
let host: RunningMockHost;
let addon: RunningProcess;
let tenant: Tenant;

beforeAll(async () => {
  [browser, host] = await Promise.all([
    launchChromium(),
    mockHost({ tenants: 2, products: ["jira"] }),
  ]);
  addon = await startRoadmaps(host);
  tenant = [...host.world.tenants.all()][0]!;
  expect(await host.lifecycle.install(tenant, await descriptorOf(addon), "1.0.0")).toBe(true);
});

afterAll(async () => {
  await browser?.close();
  await addon?.stop();
  await host?.close();
});

/** The example add-on, on atlassian-connect-express as it comes from its makers. */
async function startRoadmaps({ origin }: RunningMockHost): Promise<RunningProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  return startProcess({
    command: "node app.ts",
    cwd: join(import.meta.dirname, "../../examples/roadmaps"),
    env: {
      PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ""}`,
      NODE_ENV: "production",
      PORT: String(port),
      AC_LOCAL_BASE_URL: url,
      AC_HOST_WHITELIST: "127.0.0.1",
      AC_OPTS: "no-reg",
      AC_HOST_SCRIPT_URL: `${origin}/atlassian-connect/all.js`,
      CONNECT_KEYS_CDN_URL: `${origin}/keys`,
    },
    readyUrl: `${url}/health`,
    timeoutMs: 30_000,
  });
}

async function descriptorOf({ url }: RunningProcess): Promise<Descriptor> {
  const parsed = parseDescriptor(await (await fetch(`${url}/atlassian-connect.json`)).text());
  if (parsed.kind === "refused") throw new Error(JSON.stringify(parsed.problems));
  return parsed.descriptor;
}

/** The frame of the add-on, once its page is there. */
async function frameIn(page: Page): Promise<Frame> {
  const element = await page.waitForSelector("iframe.ap-iframe");
  const frame = (await element.contentFrame())!;
  await frame.waitForLoadState("load");
  return frame;
}

const statsOf = (moduleKey: string) => host.pages.stats().find((s) => s.moduleKey === moduleKey);

describe("an add-on on atlassian-connect-express, in the frame of the mock host", () => {
  test.for([1280, 390])("its page renders at %i and the bridge is connected", async (width) => {
    const tab = await openTab(browser, { viewport: { width, height: 844 } });
    const before = statsOf("roadmap")?.good ?? 0;
    await tab.page.goto(`${tenant.baseUrl}/plugins/servlet/ac/${ADDON}/roadmap`);
    const frame = await frameIn(tab.page);
    expect(await frame.textContent("h1")).toBe("Roadmap");
    await expect.poll(() => statsOf("roadmap")?.good).toBe(before + 1);
    expect(await frame.locator("#board li").count()).toBeGreaterThan(5);
    const scrollWidth = await tab.page.evaluate(() => document.documentElement.scrollWidth);
    expect(scrollWidth).toBeLessThanOrEqual(width);
    expect(tab.complaints.filter((words) => !words.startsWith("[web-vitals]"))).toEqual([]);
    expect(tab.asked.filter((url) => !/^(http:\/\/127\.0\.0\.1:|data:)/.test(url))).toEqual([]);
    await tab.close();
  });

  test("the page's own calls pass with the token that the bridge gives", async () => {
    const { page, close } = await openTab(browser);
    await page.goto(`${tenant.baseUrl}/plugins/servlet/ac/${ADDON}/roadmap`);
    const frame = await frameIn(page);
    const status = await frame.evaluate(async () => {
      const token: string = await (globalThis as unknown as { AP: Bridge }).AP.context.getToken();
      const asked = await fetch("/api/items", { headers: { authorization: `JWT ${token}` } });
      return asked.status;
    });
    expect(status).toBe(200);
    await close();
  });

  test("a person adds an issue in the frame, and finds it on the site with its panel", async () => {
    const { page, close } = await openTab(browser);
    await page.goto(`${tenant.baseUrl}/plugins/servlet/ac/${ADDON}/roadmap`);
    const frame = await frameIn(page);
    await frame.fill("[name=summary]", "Paint the load line");
    await frame.click("#new-item button");
    const card = frame.locator("#board li", { hasText: "Paint the load line" });
    const key = await card.locator(".key").textContent();
    await page.goto(`${tenant.baseUrl}/browse/${key!.trim()}`);
    expect(await page.textContent("h1")).toBe("Paint the load line");
    const panel = await frameIn(page);
    expect(await panel.textContent("body")).toContain("On the roadmap:");
    await expect.poll(() => statsOf("issue-horizon")?.good).toBe(1);
    await close();
  });
});

test("simulated people use it: pages, the calls of pages, and webhooks of what they change", async () => {
  const { world, people } = host;
  people.start({
    seed: 1,
    pace: { actionsPerMinute: 1200 },
    isAlways: true,
    serviceCalls: [{ addonKey: ADDON, method: "GET", path: "/api/items" }],
  });
  await expect.poll(() => people.counts().created, { timeout: 20_000 }).toBeGreaterThan(2);
  await expect.poll(() => people.counts().serviceCallsGood, { timeout: 20_000 }).toBeGreaterThan(5);
  await people.stop();
  expect(people.counts()).toMatchObject({ pagesFailed: 0, serviceCallsFailed: 0, skipped: 0 });
  const webhooks = () => world.journal.lines({ kind: "webhook" });
  await expect.poll(() => webhooks().length).toBeGreaterThan(2);
  expect(webhooks().filter(({ reason }) => reason !== null)).toEqual([]);
});

interface Bridge {
  readonly context: { getToken(): Promise<string> };
}
