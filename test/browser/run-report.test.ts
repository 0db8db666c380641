import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sampleRecord } from "../../src/loadtest/record/testdata/sample-run.ts";
import { htmlReport, junitXml } from "../../src/loadtest/report/index.ts";
import { faintTexts } from "./faint-texts.ts";
import { launchChromium, openTab } from "./open-page.ts";

let browser: Browser;
let folder: string;

beforeAll(async () => {
  [browser, folder] = await Promise.all([launchChromium(), mkdtemp(join(tmpdir(), "plimsoll-"))]);
});

afterAll(async () => {
  await browser?.close();
  if (folder) await rm(folder, { recursive: true });
});

const records = {
  load: sampleRecord("load"),
  stress: sampleRecord("stress"),
  soak: sampleRecord("soak"),
  spike: sampleRecord("spike"),
  invalid: sampleRecord("load", { judgement: { verdict: "invalid" } }),
  nothing: sampleRecord("load", { run: { phases: [], resources: [] } }),
  long: sampleRecord("spike", { plan: { addon: "Extraordinarily-long-unbroken-name".repeat(3) } }),
};

describe.for([
  ["wide, light", 1280, "light"],
  ["wide, dark", 1280, "dark"],
  ["phone, light", 390, "light"],
  ["small phone, dark", 360, "dark"],
] as const)("%s", ([, width, colorScheme]) => {
  test.for(Object.keys(records) as (keyof typeof records)[])(
    "the report %s reads well from a file",
    async (name) => {
      const path = join(folder, `${name}-${width}.html`);
      await writeFile(path, await htmlReport(records[name]));
      const { href } = pathToFileURL(path);
      const viewport = { width, height: 844 };
      const { page, complaints, asked, close } = await openTab(browser, { viewport, colorScheme });
      await page.goto(href);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, "it is wider than the screen").toBeLessThanOrEqual(0);
      expect(await faintTexts(page)).toEqual([]);
      expect(complaints).toEqual([]);
      expect(asked.filter((url) => url !== href && !url.startsWith("data:"))).toEqual([]);
      await close();
    },
  );
});

test("a browser reads the JUnit file as XML", async () => {
  const { page, close } = await openTab(browser);
  const counts = await page.evaluate((text) => {
    const read = new DOMParser().parseFromString(text, "application/xml");
    const all = (name: string) => read.querySelectorAll(name).length;
    return { errors: all("parsererror"), cases: all("testcase") };
  }, junitXml(records.load));
  expect(counts).toEqual({ errors: 0, cases: 17 });
  await close();
});
