import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mockHost, type RunningMockHost } from "../../src/adapters/mockhost-server/index.ts";
import { descriptorDocument } from "../../src/mockhost/testdata/test-world.ts";
import { faintTexts } from "./faint-texts.ts";
import { launchChromium, openTab } from "./open-page.ts";

let browser: Browser;
let host: RunningMockHost;
let addon: Server;
let descriptorUrl: string;
let tokens = 0;

/** An add-on that refuses every third installation. */
async function serveAddon(): Promise<Server> {
  let installed = 0;
  const server = createServer((request, response) => {
    request.resume();
    const { port } = server.address() as AddressInfo;
    if (request.headers.authorization) tokens++;
    if (request.method === "GET")
      response.end(JSON.stringify({ ...descriptorDocument, baseUrl: `http://127.0.0.1:${port}` }));
    else {
      const isRefused = request.url?.startsWith("/installed") && ++installed % 3 === 0;
      response.writeHead(isRefused ? 500 : 204).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

/** A host whose people go home when it is closed. */
const serveHost = (): Promise<RunningMockHost> =>
  mockHost({ seed: 1, tenants: 40, products: ["jira", "confluence"] });

beforeAll(async () => {
  [browser, host, addon] = await Promise.all([launchChromium(), serveHost(), serveAddon()]);
  const { port } = addon.address() as AddressInfo;
  descriptorUrl = `http://127.0.0.1:${port}/atlassian-connect.json`;
});

afterAll(async () => {
  await browser?.close();
  await host?.close();
  addon?.close();
});

const said = (page: Page) => page.locator("output:visible").textContent();

test("a person installs an add-on, sees what was refused, and breaks the host", async () => {
  const { page, complaints, asked, close } = await openTab(browser);
  await page.goto(`${host.origin}/_mockhost/`);
  await page.getByLabel("Address of its descriptor").fill(descriptorUrl);
  await page.getByRole("button", { name: "Install" }).click();
  await page.getByText("Done.", { exact: false }).waitFor();
  expect(await said(page)).toContain("accepted: 7, refused: 3");
  await page.getByText("failed", { exact: true }).first().waitFor();
  expect(tokens).toBeGreaterThanOrEqual(17);

  await page.getByRole("link", { name: "Calls" }).click();
  await page.getByLabel("only what went wrong").check();
  await page.getByRole("button", { name: "Show" }).click();
  await page.getByText("The add-on answered 500; only 200 and 204 count.").first().click();
  expect(await page.locator("details[open] pre").textContent()).toContain('"qsh"');

  await page.getByRole("link", { name: "Releases" }).click();
  await page.getByText("7 sites").waitFor();

  await page.getByRole("link", { name: "Faults" }).click();
  await page.getByRole("button", { name: "Everything is away for a minute" }).click();
  await page.getByRole("button", { name: "Add" }).click();
  await page.getByRole("button", { name: "Remove all" }).waitFor();
  expect((await fetch(`${host.origin}/s/nowhere/`)).status).toBe(503);
  await page.getByRole("button", { name: "Remove all" }).click();
  await page.getByText("All is well.").waitFor();
  expect((await fetch(`${host.origin}/s/nowhere/`)).status).toBe(404);

  await page.getByRole("link", { name: "Traffic" }).click();
  await page.getByLabel("Actions a minute").fill("600");
  await page.getByRole("button", { name: "Let them work" }).click();
  await page.getByText("600 actions a minute").waitFor();
  await page.getByRole("button", { name: "Send them home" }).click();
  await page.getByText("Nobody is at work.").waitFor();

  expect(complaints).toEqual([]);
  expect(asked.every((url) => url.startsWith(host.origin) || url.startsWith("data:"))).toBe(true);
  await close();
});

describe.for([
  ["wide, light", 1280, "light"],
  ["wide, dark", 1280, "dark"],
  ["phone, light", 390, "light"],
  ["phone, dark", 390, "dark"],
] as const)("%s", ([, width, colorScheme]) => {
  test.for(["", "calls", "apps", "traffic", "faults"])("/%s reads well", async (path) => {
    const viewport = { width, height: 844 };
    const { page, complaints, close } = await openTab(browser, { viewport, colorScheme });
    await page.goto(`${host.origin}/_mockhost/${path}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    expect(await faintTexts(page)).toEqual([]);
    expect(complaints).toEqual([]);
    const shots = process.env.PLIMSOLL_SHOTS;
    if (shots)
      await page.screenshot({ path: `${shots}/${path || "sites"}-${width}-${colorScheme}.png` });
    await close();
  });
});
