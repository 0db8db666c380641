import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { privateRoutes } from "../../src/api/private.ts";
import { emptyHouse, entrance } from "../../src/api/testdata/callers.ts";
import { capabilities } from "../../src/cli/index.ts";
import type { OperationsView } from "../../src/console/index.ts";
import {
  addonView,
  check,
  diagnostic,
  operationsView,
  sender,
} from "../../src/console/testdata/view.ts";
import { Counter } from "../../src/core/exposition/index.ts";
import { judgeGuide } from "../../src/guide/index.ts";
import { facts } from "../../src/guide/testdata/facts.ts";
import { missed } from "../../src/publishing/testdata/addons.ts";
import { viewOf } from "../../src/publishing/testdata/view.ts";
import { faintTexts } from "./faint-texts.ts";
import { launchChromium, openTab } from "./open-page.ts";

const failing = check({
  path: "/api/ready",
  kind: "failing",
  cause: "its certificate is not valid (certificate has expired)",
  durationMs: null,
});
const long = `x${"-really-long-name".repeat(12)}`;
const views: Readonly<Record<string, OperationsView>> = {
  calm: operationsView(),
  "just started": operationsView({
    addons: [addonView({ checks: [], descriptor: null })],
    intake: {
      url: "http://127.0.0.1:7300/v1/metrics",
      series: { kept: 12, most: 1_000_000 },
      senders: [],
    },
  }),
  trouble: operationsView({
    addons: [
      addonView({
        state: "failing",
        checks: [check({}), failing, check({ path: "/", kind: "unknown", cause: "x" })],
      }),
      addonView({ name: "Charts", checks: [check({ sinceMs: null, checkedAtMs: null })] }),
    ],
    diagnostics: [
      diagnostic({}),
      diagnostic({ kind: "addon", message: "com.example.roadmaps fails at /api/ready: …" }),
      diagnostic({ resolvedAtMs: 1 }),
    ],
  }),
  "long words": operationsView({
    addons: [addonView({ name: long, checks: [check({ path: `/${long}`, cause: long })] })],
    intake: { url: `http://127.0.0.1/${long}`, series: null, senders: [sender({ service: long })] },
    diagnostics: [diagnostic({ message: long })],
  }),
};

const guide = judgeGuide(facts(), []);
let browser: Browser;
let view = operationsView();
const house = await emptyHouse(capabilities);
const app = privateRoutes({
  published: async () => viewOf(missed),
  operations: async () => view,
  guides: async () => [guide],
  ...house,
  counters: {
    checks: new Counter(),
    requests: new Counter(),
    points: new Counter(),
    notices: new Counter(),
  },
  health: { version: "0.0.0", checks: async () => [], nowMs: () => 0, report: () => {} },
  residentBytes: () => 1,
  names: [],
  report: () => {},
});
const server = createAdaptorServer({ fetch: app.fetch });
let url: string;

beforeAll(async () => {
  browser = await launchChromium();
  await once(server.listen(0, "127.0.0.1"), "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

afterAll(async () => {
  await browser?.close();
  server.close();
});

async function comeIn(page: Page): Promise<void> {
  await page.goto(new URL(entrance(house.callers), url).href);
  await page.waitForURL(url);
}

describe.for([
  ["wide, light", 1280, "light"],
  ["wide, dark", 1280, "dark"],
  ["phone, light", 390, "light"],
  ["small phone, dark", 360, "dark"],
] as const)("the private page, %s", ([, width, colorScheme]) => {
  const cases = [
    ...Object.keys(views).map((name) => [name, ""]),
    ["calm", "guide"],
    ["calm", "maintenance"],
    ["calm", "contract"],
  ] as const;
  test.for(cases)("%s reads well: /%s", async ([name, path]) => {
    view = views[name!]!;
    const viewport = { width, height: 844 };
    const { page, complaints, asked, close } = await openTab(browser, { viewport, colorScheme });
    await comeIn(page);
    await page.goto(url + path);
    for (const command of await page.locator("summary").all()) await command.click();
    expect(complaints).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow, "it is wider than the screen").toBeLessThanOrEqual(0);
    expect(await faintTexts(page)).toEqual([]);
    expect(asked.filter((one) => !one.startsWith(url))).toEqual([]);
    await close();
  });
});

describe.for([
  ["with scripts", true],
  ["without scripts", false],
] as const)("a command on its page, %s", ([, javaScriptEnabled]) => {
  test("says beside its field what is wrong, is done, and shows its answer once", async () => {
    const { page, complaints, close } = await openTab(browser, { javaScriptEnabled });
    await comeIn(page);
    await page.getByRole("link", { name: "Key", exact: true }).click();
    await page.getByText("Create", { exact: true }).first().click();
    await page.getByLabel("Name").fill("deployments");
    await page.getByLabel("Scope").selectOption("operate");
    await page.getByLabel("Expires").fill("soon");
    await page.getByRole("button", { name: "Create" }).click();
    const wrong = page.locator("[aria-invalid]");
    expect(await wrong.getAttribute("name")).toBe("expires");
    const said = page.locator(`#${await wrong.getAttribute("aria-describedby")}`);
    expect(await said.textContent()).toContain('"soon" is not a length of time.');
    expect(await page.getByLabel("Name").inputValue()).toBe("deployments");
    await page.getByLabel("Expires").fill("8h");
    await page.getByRole("button", { name: "Create" }).click();
    const answer = page.getByRole("status");
    expect(await answer.textContent()).toMatch(/Made key [0-9a-f]{10}.*plimsoll_[0-9a-f]{10}_/s);
    expect(page.url()).toContain("/key?");
    await page.reload();
    expect(await answer.count()).toBe(0);
    expect(await page.locator("tbody tr").first().textContent()).toContain("deployments");
    await page.getByRole("button", { name: "Leave" }).click();
    await page.goto(url);
    expect(await page.locator("h1").textContent()).toContain("without a key");
    expect(complaints.filter((one) => !/\b(422|401)\b/.test(one))).toEqual([]);
    await close();
  });
});
