import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { early, good, missed, young } from "../../src/publishing/testdata/addons.ts";
import { coarse, unpromised } from "../../src/publishing/testdata/open-addons.ts";
import { published, viewOf } from "../../src/publishing/testdata/view.ts";
import { faintTexts } from "./faint-texts.ts";
import { launchChromium, openTab, type Site, serveSite } from "./open-page.ts";

let browser: Browser;
let site: Site;

beforeAll(async () => {
  [browser, site] = await Promise.all([launchChromium(), serveSite(viewOf(good))]);
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const longName = "Extraordinarily-long-unbroken-name-of-an-add-on-that-somebody-really-chose";
const states = {
  young: viewOf(young),
  early: viewOf(early),
  good: viewOf(good),
  missed: viewOf(missed),
  coarse: viewOf(coarse),
  unpromised: viewOf(unpromised),
  several: viewOf(good, missed),
  long: viewOf(published({ ...good, addon: { ...good.addon, name: longName } })),
};
const paths = ["/", "/sla", "/objectives/uptime", "/objectives/ui.p95", "/nowhere"];

describe.for([
  ["wide, light", 1280, "light"],
  ["wide, dark", 1280, "dark"],
  ["phone, light", 390, "light"],
  ["small phone, dark", 360, "dark"],
] as const)("%s", ([, width, colorScheme]) => {
  test.for(Object.keys(states) as (keyof typeof states)[])("%s reads well", async (state) => {
    site.show(states[state]);
    const viewport = { width, height: 844 };
    const { page, complaints, asked, close } = await openTab(browser, { viewport, colorScheme });
    for (const path of paths) {
      const response = await page.goto(site.url + path);
      if (response!.ok()) expect(complaints, path).toEqual([]);
      complaints.length = 0;
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, `${path} is wider than the screen`).toBeLessThanOrEqual(0);
      expect(await faintTexts(page), path).toEqual([]);
    }
    expect(asked.filter((url) => !url.startsWith(site.url))).toEqual([]);
    await close();
  });
});

describe("for those who do not see", () => {
  test.for(paths)("%s has one title and no gap between its headings", async (path) => {
    site.show(states.good);
    const { page, close } = await openTab(browser);
    await page.goto(site.url + path);
    const levels = await page
      .locator("h1, h2, h3, h4")
      .evaluateAll((all) => all.map((heading) => Number(heading.tagName[1])));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    for (const [at, level] of levels.entries())
      expect(level - (levels[at - 1] ?? 0)).toBeLessThanOrEqual(1);
    for (const landmark of ["banner", "navigation", "main", "contentinfo"] as const)
      expect(await page.getByRole(landmark).count(), landmark).toBe(1);
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
    await close();
  });

  test("every link says where it leads, and no two marks share an id", async () => {
    site.show(states.good);
    const { page, close } = await openTab(browser);
    await page.goto(site.url);
    const names = await page
      .getByRole("link")
      .evaluateAll((all) => all.map((a) => a.getAttribute("aria-label") ?? a.textContent!.trim()));
    expect(names.filter((name) => name === "")).toEqual([]);
    const ids = await page.locator("[id]").evaluateAll((all) => all.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    await close();
  });

  test("a strip is one stop that says what its days were", async () => {
    site.show(states.missed);
    const { page, close } = await openTab(browser);
    await page.goto(site.url);
    const strip = page.locator("#uptime .strip");
    expect(await strip.getAttribute("aria-label")).toContain("2 days with more");
    await close();
  });
});

describe("by keyboard alone", () => {
  test("the first stop skips to the content, and each stop is seen", async () => {
    site.show(states.good);
    const { page, close } = await openTab(browser);
    await page.goto(site.url);
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement!.className)).toBe("skip");
    await page.keyboard.press("Enter");
    // The browser tells of its new address a moment after it has gone there.
    await page.waitForURL(`${site.url}/#content`);
    for (let stop = 0; stop < 6; stop++) {
      await page.keyboard.press("Tab");
      const outline = await page.evaluate(() => {
        const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement!);
        return `${outlineStyle} ${outlineWidth}`;
      });
      expect(outline).toBe("solid 3px");
    }
    await close();
  });

  test("arrow keys walk through the days, Enter opens them as a table", async () => {
    site.show(states.good);
    const { page, close } = await openTab(browser);
    await page.goto(site.url);
    const told = page.locator("#uptime .told");
    await page.locator("#uptime .strip").focus();
    await page.keyboard.press("ArrowLeft");
    expect(await told.textContent()).toBe("Sat, 23 Jan 2027: no downtime, 1,440 minutes up");
    for (let day = 0; day < 9; day++) await page.keyboard.press("ArrowLeft");
    expect(await told.textContent()).toBe("Thu, 14 Jan 2027: 16 minutes down, 1,424 up");
    await page.keyboard.press("Enter");
    await page.waitForURL(`${site.url}/objectives/uptime#days`);
    expect(await page.getByRole("table").last().textContent()).toContain("16 minutes down");
    await close();
  });
});

test("by pointer a day tells what it was, and falls silent again", async () => {
  site.show(states.good);
  const { page, close } = await openTab(browser);
  await page.goto(site.url);
  await page.locator("#uptime .strip .broken").hover();
  expect(await page.locator("#uptime .told").textContent()).toContain("16 minutes down");
  await page.locator("h1").hover();
  expect(await page.locator("#uptime .told").textContent()).toBe("");
  await close();
});

test("without scripts nothing is missing", async () => {
  site.show(states.good);
  const { page, close } = await openTab(browser, { javaScriptEnabled: false });
  await page.goto(site.url);
  expect(await page.locator("#uptime .figure").textContent()).toBe("99.94\u00a0%");
  await page.locator("#uptime .figure a").click();
  expect(await page.locator(".reckoning").textContent()).toContain("= 99.9474");
  await close();
});

describe("an open page", () => {
  test("renews its figures by itself while nobody uses it", async () => {
    site.show(states.early);
    const { page, complaints, close } = await openTab(browser);
    // Only the page's clock leaps; the browser's cache would still take its copy for fresh.
    await page.route("**", (route) => route.continue());
    await page.clock.install();
    await page.goto(site.url);
    site.show(states.good);
    await page.clock.runFor(31_000);
    await page.getByRole("heading", { name: "8 of 11 promises are kept" }).waitFor();
    expect(await page.getByRole("contentinfo").textContent()).toContain("Computed on 23 January");
    expect(complaints).toEqual([]);
    await close();
  });

  test("stays as it is under a reader's hands", async () => {
    site.show(states.good);
    const { page, asked, close } = await openTab(browser);
    await page.clock.install();
    await page.goto(site.url);
    await page.locator("#uptime .strip").focus();
    const before = asked.length;
    await page.clock.runFor(95_000);
    expect(asked.length).toBe(before);
    await close();
  });
});

test("on paper nothing is cut off and the navigation is gone", async () => {
  site.show(states.good);
  const { page, close } = await openTab(browser, { viewport: { width: 720, height: 1000 } });
  await page.goto(site.url);
  await page.emulateMedia({ media: "print" });
  expect(await page.getByRole("navigation").isVisible()).toBe(false);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(720);
  await close();
});
