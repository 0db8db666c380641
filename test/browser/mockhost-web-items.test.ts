import type { Browser, Frame } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { RunningMockHost } from "../../src/adapters/mockhost-server/index.ts";
import type { Tenant } from "../../src/mockhost/index.ts";
import { faintTexts } from "./faint-texts.ts";
import { connectedFrame, type FramedAddon, startFramedAddon, withBridge } from "./framed-addon.ts";
import { openTab } from "./open-page.ts";
import type { SmallAddon } from "./small-addon.ts";

const onIssue = { location: "operations-work" };
const modules = {
  generalPages: [{ key: "page", name: { value: "Page" }, url: "/page" }],
  jiraDashboardItems: [
    {
      key: "gadget",
      name: { value: "Gadget" },
      url: "/gadget?i={dashboardItem.id}",
      configurable: true,
    },
  ],
  jiraIssueContents: [
    { key: "panel", target: { type: "web_panel", url: "/panel" } },
    {
      key: "design",
      name: { value: "Design" },
      target: { type: "web_panel", url: "/design?i={issue.key}" },
      contentPresentConditions: [
        {
          condition: "entity_property_exists",
          params: { entity: "issue", propertyKey: "design" },
        },
      ],
    },
  ],
  dialogs: [
    {
      key: "module",
      url: "/module?i={issue.key}",
      options: { width: "420px", height: "260px", header: { value: "Choose" } },
    },
  ],
  webSections: [{ key: "more", name: { value: "More" }, location: "jira.issue.tools" }],
  webItems: [
    {
      key: "top",
      name: { value: "Start" },
      location: "system.header",
      url: "page",
      context: "page",
    },
    {
      ...onIssue,
      key: "plan",
      name: { value: "Plan" },
      url: "/plan?i={issue.key}",
      target: { type: "dialog", options: { size: "small", header: { value: "Plan it" } } },
    },
    {
      ...onIssue,
      key: "choose",
      name: { value: "Choose…" },
      target: { type: "dialogmodule", options: { key: "module" } },
    },
    {
      ...onIssue,
      key: "peek",
      name: { value: "Peek" },
      url: "/peek?i={issue.key}",
      target: { type: "inlinedialog", options: { width: "240px" } },
    },
    {
      ...onIssue,
      key: "glimpse",
      name: { value: "Glimpse" },
      url: "/glimpse",
      target: { type: "inlineDialog", options: { onHover: true } },
    },
    {
      key: "export",
      name: { value: "Export" },
      location: "jira.issue.tools/more",
      url: "/export?i={issue.key}",
    },
  ],
  contentBylineItems: [{ key: "byline", name: { value: "Reviewers" }, url: "/by?c={content.id}" }],
  dynamicContentMacros: [
    {
      key: "chart",
      name: { value: "Chart" },
      url: "/chart?c={colour}",
      parameters: [{ identifier: "colour", defaultValue: "blue" }],
      editor: { url: "/editor", editTitle: { value: "Edit the chart" } },
    },
  ],
  staticContentMacros: [{ key: "static", name: { value: "Sum" }, url: "/static?c={page.id}" }],
};

let world: FramedAddon;
let browser: Browser;
let host: RunningMockHost;
let addon: SmallAddon;
let jiraSite: Tenant;
let confluenceSite: Tenant;

beforeAll(async () => {
  world = await startFramedAddon(modules);
  ({ browser, host, addon, jiraSite, confluenceSite } = world);
});

afterAll(() => world?.close());

const parameterOf = (frame: Frame, name: string) => new URL(frame.url()).searchParams.get(name);

const statsOf = (moduleKey: string) =>
  host.pages.stats().find((stats) => stats.moduleKey === moduleKey);

describe("on an issue", () => {
  let tab: Awaited<ReturnType<typeof openTab>>;
  const small = () => tab.page.locator(".aui-inline-dialog:visible");

  beforeEach(async () => {
    tab = await openTab(browser, { viewport: { width: 1000, height: 700 } });
    await tab.page.goto(`${jiraSite.baseUrl}/browse/ROAD-1`);
    return async () => {
      await tab.close();
      expect(tab.complaints.filter((words) => !words.startsWith("[web-vitals]"))).toEqual([]);
    };
  });

  test("a web item opens its dialog; what that closes with, the add-on's other frames hear", async () => {
    const panel = await connectedFrame(tab.page, ".panel iframe");
    const heard = withBridge(
      panel,
      (AP) => new Promise((resolve) => AP.events.on("dialog.close", resolve)),
    );
    await tab.page.click("text=Plan");
    const dialog = tab.page.getByRole("dialog");
    const frame = await connectedFrame(tab.page, "dialog iframe");
    expect(parameterOf(frame, "i")).toBe("ROAD-1");
    expect(await dialog.getByRole("heading").textContent()).toBe("Plan it");
    expect(await dialog.boundingBox()).toMatchObject({ width: 400, height: 320 });
    const context = await withBridge(frame, (AP) => AP.context.getContext());
    expect(context).toMatchObject({ jira: { issue: { key: "ROAD-1" } } });
    await withBridge(frame, (AP) => AP.dialog.close({ horizon: "next" }));
    expect(await heard).toEqual({ horizon: "next" });
    await dialog.waitFor({ state: "detached" });
    await expect.poll(() => statsOf("plan")?.good).toBe(1);
  });

  test("one of a dialog module opens that, as the module wants it", async () => {
    await tab.page.click("text=Choose…");
    const frame = await connectedFrame(tab.page, "dialog iframe");
    expect(new URL(frame.url()).pathname).toBe("/module");
    expect(parameterOf(frame, "i")).toBe("ROAD-1");
    const dialog = tab.page.getByRole("dialog");
    expect(await dialog.boundingBox()).toMatchObject({ width: 420, height: 260 });
    expect(await dialog.getByRole("heading").textContent()).toBe("Choose");
    await tab.page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
  });

  test("one of a page leads there, with what is looked at", async () => {
    await tab.page.click("text=Start");
    await tab.page.waitForURL(/ac\/com\.example\.small\/page/);
    expect(await (await connectedFrame(tab.page, "iframe.ap-iframe")).textContent("h1")).toBe(
      "/page",
    );
  });

  test("an inline dialog opens beside its link, and its frame says how large it is", async () => {
    await tab.page.click("text=Peek");
    const frame = await connectedFrame(tab.page, ".aui-inline-dialog iframe");
    expect(parameterOf(frame, "i")).toBe("ROAD-1");
    const link = (await tab.page.locator("text=Peek").boundingBox())!;
    const box = (await small().boundingBox())!;
    expect(box.x).toBe(link.x);
    expect(box.y).toBeGreaterThanOrEqual(link.y + link.height);
    // A frame that has just come up also fits itself to its content, once.
    const resized = async () => {
      await withBridge(frame, (AP) => AP.resize("260px", "120px"));
      return small().locator(".contents").boundingBox();
    };
    await expect.poll(resized, { timeout: 10_000 }).toMatchObject({ width: 260, height: 120 });
  });

  test("its frame, Escape, its link, a click elsewhere and another one close it", async () => {
    const { page } = tab;
    const peek = page.getByRole("dialog", { name: "Peek" });
    const ways: readonly ((frame: Frame) => Promise<unknown>)[] = [
      (frame) => withBridge(frame, (AP) => AP.inlineDialog.hide()),
      () => page.keyboard.press("Escape"),
      () => page.click("text=Peek"),
      () => page.click("h1"),
      () => page.hover("text=Glimpse"),
    ];
    for (const close of ways) {
      await page.click("text=Peek");
      await peek.waitFor();
      await close(await connectedFrame(page, ".aui-inline-dialog iframe"));
      await peek.waitFor({ state: "hidden" });
    }
    // The last one opened under the pointer, and goes when that leaves.
    await small().waitFor();
    await page.mouse.move(500, 600);
    await small().waitFor({ state: "hidden" });
  });

  test("what it has nothing of yet is added with a button, of which the frame hears", async () => {
    await tab.page.getByRole("button", { name: "Add Design" }).click();
    const frame = await connectedFrame(tab.page, "#panel-com\\.example\\.small-design iframe");
    await frame.waitForFunction(() => document.title === "ISSUE_QUICK_ADD_CLICKED");
    expect(parameterOf(frame, "i")).toBe("ROAD-1");
  });

  test("a link in a section of the add-on leaves for the add-on itself, signed", async () => {
    await tab.page.getByText("More", { exact: true }).click();
    await tab.page.click("text=Export");
    await tab.page.waitForURL(`${addon.descriptor.baseUrl}/export?i=ROAD-1&xdm_e=**`);
    expect(await tab.page.textContent("h1")).toBe("/export");
  });
});

test("an add-on lets people create an issue in the product's own dialog", async () => {
  const { page, close } = await openTab(browser);
  await page.goto(`${jiraSite.baseUrl}/plugins/servlet/ac/com.example.small/page`);
  const frame = await connectedFrame(page, "iframe.ap-iframe");
  const open = () =>
    withBridge(
      frame,
      (AP) =>
        new Promise<{ key: string }[]>((resolve) =>
          AP.jira.openCreateIssueDialog(resolve, { fields: { summary: "Paint it" } }),
        ),
    );
  const dialog = page.getByRole("dialog");
  const nothing = open();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  expect(await nothing).toEqual([]);
  const created = open();
  await dialog.getByLabel("Project").selectOption({ label: "Roadmap" });
  await dialog.getByRole("button", { name: "Create" }).click();
  const [issue] = await created;
  expect(issue!.key).toMatch(/^ROAD-\d+$/);
  await page.goto(`${jiraSite.baseUrl}/browse/${issue!.key}`);
  expect(await page.textContent("h1")).toBe("Paint it");
  await close();
});

test("an item of the dashboard names itself, and hears that it is to be configured", async () => {
  const { page, close } = await openTab(browser);
  await page.goto(jiraSite.baseUrl);
  await page.click("text=Dashboard");
  const frame = await connectedFrame(page, ".dashboard iframe");
  expect(parameterOf(frame, "i")).toBe("10000");
  await withBridge(frame, (AP) => AP.jira.setDashboardItemTitle("Mine"));
  await page.getByRole("heading", { name: "Mine" }).waitFor();
  await withBridge(frame, (AP) =>
    AP.jira.DashboardItem.onDashboardItemEdit(() => {
      document.title = "configuring";
    }),
  );
  await page.getByRole("button", { name: "Configure" }).click();
  await frame.waitForFunction(() => document.title === "configuring");
  await close();
});

test("a page of Confluence has its byline, and the macros that its add-ons draw", async () => {
  const { page, close } = await openTab(browser);
  await page.goto(confluenceSite.baseUrl);
  await page.click(".issues a");
  await page.click("text=Reviewers");
  const frame = await connectedFrame(page, ".aui-inline-dialog iframe");
  expect(parameterOf(frame, "c")).toBe(new URL(page.url()).pathname.split("/").at(-1));
  expect(await page.locator(".macro h1").textContent()).toBe("/static");
  await close();
});

test("a macro is set in its editor, and shown as it was set", async () => {
  const { page, close } = await openTab(browser);
  await page.goto(confluenceSite.baseUrl);
  await page.click(".issues a");
  expect(parameterOf(await connectedFrame(page, ".macro iframe"), "c")).toBe("blue");
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("heading", { name: "Edit the chart" }).waitFor();
  const editor = await connectedFrame(page, "dialog iframe");
  expect(new URL(editor.url()).pathname).toBe("/editor");
  const before = await withBridge(
    editor,
    (AP) => new Promise((resolve) => AP.confluence.getMacroData(resolve)),
  );
  expect(before).toEqual({ colour: "blue" });
  const reloaded = page.waitForNavigation();
  await withBridge(editor, (AP) => {
    AP.confluence.saveMacro({ colour: "red" }, "a body");
    AP.confluence.closeMacroEditor();
  });
  await reloaded;
  const frame = await connectedFrame(page, ".macro iframe");
  expect(parameterOf(frame, "c")).toBe("red");
  const body = await withBridge(
    frame,
    (AP) => new Promise((resolve) => AP.confluence.getMacroBody(resolve)),
  );
  expect(body).toBe("a body");
  await close();
});

test("pages with all of it read well, wide and narrow", async () => {
  const { page, close } = await openTab(browser);
  for (const [site, path] of [
    [jiraSite, "/secure/Dashboard.jspa"],
    [jiraSite, "/browse/ROAD-1"],
    [confluenceSite, "/"],
  ] as const) {
    await page.goto(site.baseUrl + path);
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 844 });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, `${path} is wider than ${width}`).toBeLessThanOrEqual(0);
      expect(await faintTexts(page), path).toEqual([]);
    }
  }
  await close();
});

test("every token that the add-on was shown held", () => {
  expect(addon.refused).toEqual([]);
});
