import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { RunningMockHost } from "../../src/adapters/mockhost-server/index.ts";
import type { Tenant } from "../../src/mockhost/index.ts";
import { faintTexts } from "./faint-texts.ts";
import {
  type FramedAddon,
  startFramedAddon,
  connectedFrame as whenConnected,
  withBridge,
} from "./framed-addon.ts";
import { openTab } from "./open-page.ts";
import type { SmallAddon } from "./small-addon.ts";

const KEY = "com.example.small";
const modules = {
  generalPages: [
    { key: "page", name: { value: "Page" }, url: "/page?tab={ac.tab}" },
    { key: "mute", name: { value: "Mute" }, url: "/mute" },
  ],
  jiraIssueContents: [
    {
      key: "panel",
      name: { value: "Panel" },
      target: { type: "web_panel", url: "/panel?issue={issue.key}" },
    },
  ],
  jiraIssueGlances: [
    { key: "glance", name: { value: "Glance" }, target: { type: "web_panel", url: "/glance" } },
  ],
  dialogs: [{ key: "dialog", url: "/dialog", options: { width: "400px", height: "200px" } }],
  dynamicContentMacros: [{ key: "macro", name: { value: "Macro" }, url: "/macro?page={page.id}" }],
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

/** A page of the host and, once its bridge is connected, the frame in it. */
async function visit(path: string, site = jiraSite) {
  const tab = await openTab(browser, { viewport: { width: 1000, height: 700 } });
  await tab.page.goto(site.baseUrl + path);
  return { ...tab, frame: await connectedFrame(tab.page) };
}

const connectedFrame = (page: Page, selector = "iframe.ap-iframe") =>
  whenConnected(page, selector, "attached");

const modulePath = (module: string, query = "") => `/plugins/servlet/ac/${KEY}/${module}${query}`;

const statsOf = (moduleKey: string) =>
  host.pages.stats().find((stats) => stats.moduleKey === moduleKey);

describe("what the bridge tells an add-on", () => {
  let issueKey: string;
  let tab: Awaited<ReturnType<typeof visit>>;

  beforeAll(async () => {
    const { page, close } = await openTab(browser);
    await page.goto(jiraSite.baseUrl);
    issueKey = (await page.textContent(".issues .key"))!;
    await close();
    tab = await visit(`/browse/${issueKey}`);
  });
  afterAll(() => tab?.close());

  test("whose page it is on, and who looks", async () => {
    const seen = await withBridge(tab.frame, async (AP) => ({
      user: await new Promise((resolve) => AP.user.getCurrentUser(resolve)),
      timeZone: await new Promise((resolve) => AP.user.getTimeZone(resolve)),
      location: await new Promise((resolve) => AP.getLocation(resolve)),
      target: await new Promise((resolve) => AP.navigator.getLocation(resolve)),
    }));
    const accountId = await tab.page.locator(".who select").inputValue();
    expect(seen).toEqual({
      user: { atlassianAccountId: accountId, accountType: "atlassian" },
      timeZone: jiraSite.timeZone,
      location: `${jiraSite.baseUrl}/browse/${issueKey}`,
      target: {
        target: "issue",
        context: { issueKey },
        href: `${jiraSite.baseUrl}/browse/${issueKey}`,
      },
    });
  });

  test("what is looked at, by callback and by promise, and a token that says so", async () => {
    const seen = await withBridge(tab.frame, async (AP) => ({
      promised: await AP.context.getContext(),
      called: await new Promise((resolve) => AP.context.getContext(resolve)),
      whoami: await fetch("/whoami", {
        headers: { authorization: `JWT ${await AP.context.getToken()}` },
      }).then((response) => response.json()),
    }));
    expect(seen.promised).toMatchObject({ jira: { issue: { key: issueKey } } });
    expect(seen.called).toEqual(seen.promised);
    expect(seen.whoami).toMatchObject({
      iss: jiraSite.clientKey,
      qsh: "context-qsh",
      context: seen.promised,
    });
  });

  test("the answers of the REST interface, as the person in front", async () => {
    const answer = await withBridge(tab.frame, async (AP) => {
      const { body, xhr } = await AP.request("/rest/api/3/myself");
      return {
        body: JSON.parse(body),
        status: xhr.status,
        type: xhr.getResponseHeader("Content-Type"),
      };
    });
    const accountId = await tab.page.locator(".who select").inputValue();
    expect(answer).toMatchObject({ status: 200, body: { accountId } });
    expect(answer.type).toContain("application/json");
  });

  test("by callbacks as well, with parameters", async () => {
    const count = await withBridge(
      tab.frame,
      (AP) =>
        new Promise((resolve) =>
          AP.request({
            url: "/rest/api/3/search/jql",
            data: { jql: "created >= -400d", maxResults: 1, fields: "summary" },
            error: (xhr: { responseText: string }) => resolve(xhr.responseText),
            success: (body: string) => resolve(JSON.parse(body).issues.length),
          }),
        ),
    );
    expect(count).toBe(1);
  });

  test("and no: what its scopes do not allow, it cannot do through a person either", async () => {
    const outcome = await withBridge(tab.frame, async (AP) => {
      const options = {
        type: "POST",
        contentType: "application/json",
        data: JSON.stringify({ fields: { summary: "x" } }),
      };
      const rejected = await AP.request("/rest/api/3/issue", options).catch(
        (failure: { xhr: { status: number } }) => failure.xhr.status,
      );
      const called = await new Promise((resolve) =>
        AP.request({
          ...options,
          url: "/rest/api/3/issue",
          error: (xhr: { status: number }) => resolve(xhr.status),
        }),
      );
      return { rejected, called };
    });
    expect(outcome).toEqual({ rejected: 403, called: 403 });
  });

  test("what it kept in a cookie, for itself", async () => {
    const read = await withBridge(tab.frame, async (AP) => {
      const kept = (name: string) => new Promise((resolve) => AP.cookie.read(name, resolve));
      AP.cookie.save("colour", "blue; green", 1);
      AP.cookie.save("shape", "round");
      const before = [await kept("colour"), await kept("shape"), await kept("size")];
      AP.cookie.erase("colour");
      return [...before, await kept("colour")];
    });
    expect(read).toEqual(["blue; green", "round", null, null]);
  });

  test("that a file is attached, which it sent along", async () => {
    const installation = jiraSite.installations.get(KEY)!;
    const { descriptor } = installation;
    installation.descriptor = { ...descriptor, scopes: ["READ", "WRITE"] };
    const attached = await withBridge(tab.frame, async (AP) => {
      const { jira } = await AP.context.getContext();
      const { body } = await AP.request({
        url: `/rest/api/3/issue/${jira.issue.key}/attachments`,
        type: "POST",
        contentType: "multipart/form-data",
        data: { file: new File(["hello"], "note.txt", { type: "text/plain" }) },
      });
      const [{ id }] = JSON.parse(body);
      const content = await AP.request({
        url: `/rest/api/3/attachment/content/${id}`,
        binaryAttachment: true,
      });
      return { body: JSON.parse(body), text: new TextDecoder().decode(content.body) };
    });
    installation.descriptor = descriptor;
    expect(attached).toMatchObject({ body: [{ filename: "note.txt", size: 5 }], text: "hello" });
  });

  test("frames of one add-on hear each other's events", async () => {
    await tab.page.click("summary");
    const glance = await connectedFrame(tab.page, "details iframe");
    const heard = withBridge(
      glance,
      (AP) => new Promise((resolve) => AP.events.once("hello", (data: unknown) => resolve(data))),
    );
    await withBridge(glance, () => new Promise((resolve) => setTimeout(resolve, 50)));
    await withBridge(tab.frame, (AP) => AP.events.emit("hello", { from: "panel" }));
    expect(await heard).toEqual({ from: "panel" });
    await expect.poll(() => statsOf("glance")?.good).toBe(1);
  });
});

describe("what an add-on may do to the page around it", () => {
  let tab: Awaited<ReturnType<typeof visit>>;

  beforeEach(async () => {
    tab = await visit(modulePath("page", "?ac.tab=2"));
    return () => tab.close();
  });

  test("resize its frame", async () => {
    await withBridge(tab.frame, (AP) => AP.resize("100%", "333px"));
    await expect
      .poll(() => tab.page.locator("iframe").boundingBox())
      .toMatchObject({ height: 333 });
  });

  test("show a notice, hear which of its actions was taken, and close it", async () => {
    const taken = withBridge(
      tab.frame,
      (AP) =>
        new Promise((resolve) => {
          const flag = AP.flag.create({
            title: "<b>Saved</b>",
            body: "All is well",
            type: "success",
            actions: { undo: "Undo" },
          });
          AP.events.on("flag.action", ({ actionIdentifier }: { actionIdentifier: string }) => {
            flag.close();
            resolve(actionIdentifier);
          });
        }),
    );
    const flag = tab.page.locator(".flag.success");
    expect(await flag.locator("b").textContent()).toBe("<b>Saved</b>");
    await flag.getByRole("button", { name: "Undo" }).click();
    expect(await taken).toBe("undo");
    await flag.waitFor({ state: "detached" });
  });

  test("open a menu beyond its frame, and hear what was chosen", async () => {
    const chosen = withBridge(
      tab.frame,
      (AP) =>
        new Promise((resolve) => {
          AP.events.on("dropdown-item-selected", resolve);
          AP.dropdown.create({
            dropdownId: "menu",
            list: [{ heading: "Sort", list: ["by name", { itemId: "age", text: "by age" }] }],
          });
          AP.dropdown.itemDisable("menu", "age");
          AP.dropdown.showAt("menu", 20, 30, 200);
        }),
    );
    const menu = tab.page.getByRole("menu");
    await menu.waitFor();
    expect(await menu.getByText("by age").isDisabled()).toBe(true);
    const [frame, box] = await Promise.all([
      tab.page.locator("iframe").boundingBox(),
      menu.boundingBox(),
    ]);
    expect(box).toMatchObject({ x: frame!.x + 20, y: frame!.y + 30 });
    await menu.getByText("by name").click();
    expect(await chosen).toMatchObject({ dropdownId: "menu", item: { content: "by name" } });
    await menu.waitFor({ state: "hidden" });
  });

  test("open a dialog with data for it, and hear what it says when it closes", async () => {
    const closed = withBridge(
      tab.frame,
      (AP) =>
        new Promise((resolve) => {
          AP.dialog.create({
            key: "dialog",
            customData: { colour: "blue" },
            header: "Choose",
            chrome: true,
          });
          AP.events.on("dialog.close", (data: unknown) => resolve(data));
        }),
    );
    const dialog = tab.page.getByRole("dialog");
    expect(await dialog.getByRole("heading").textContent()).toBe("Choose");
    const inside = await connectedFrame(tab.page, "dialog iframe");
    await expect.poll(() => dialog.getByRole("button", { name: "Submit" }).isEnabled()).toBe(true);
    expect(await dialog.boundingBox()).toMatchObject({ width: 400, height: 200 });
    const colour = await withBridge(
      inside,
      (AP) => new Promise((resolve) => AP.dialog.getCustomData(resolve)),
    );
    expect(colour).toEqual({ colour: "blue" });
    await withBridge(inside, (AP) => AP.dialog.close({ chosen: "green" }));
    expect(await closed).toEqual({ chosen: "green" });
    await dialog.waitFor({ state: "detached" });
  });

  test.for([
    ["the button to submit", "Submit"],
    ["the button to cancel", "Cancel"],
    ["the cross", "Close"],
  ])("%s closes a dialog", async ([, name]) => {
    await withBridge(tab.frame, (AP) => void AP.dialog.create({ key: "dialog", chrome: true }));
    const dialog = tab.page.getByRole("dialog");
    await expect.poll(() => dialog.getByRole("button", { name: "Submit" }).isEnabled()).toBe(true);
    await dialog.getByRole("button", { name: name! }).click();
    await dialog.waitFor({ state: "detached" });
  });

  test("Escape closes a dialog, with the eyes in the frame or outside", async () => {
    for (const selector of ["dialog", "dialog iframe"]) {
      await withBridge(tab.frame, (AP) => void AP.dialog.create({ key: "dialog", chrome: true }));
      const dialog = tab.page.getByRole("dialog");
      await expect
        .poll(() => dialog.getByRole("button", { name: "Submit" }).isEnabled())
        .toBe(true);
      await tab.page.locator(selector).focus();
      await tab.page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
    }
  });

  test("keep its state in the address of the page", async () => {
    await withBridge(tab.frame, (AP) => AP.history.pushState("step-2"));
    await tab.page.waitForURL("**#!step-2");
    const state = await withBridge(
      tab.frame,
      (AP) => new Promise((resolve) => AP.history.getState("hash", resolve)),
    );
    expect(state).toBe("step-2");
  });

  test("send the person elsewhere on the site, but nowhere else", async () => {
    await withBridge(tab.frame, (AP) =>
      AP.navigator.go("site", { absoluteUrl: "https://example.com/" }),
    );
    await withBridge(tab.frame, (AP) =>
      AP.navigator.go("addonModule", {
        addonKey: "com.example.small",
        moduleKey: "page",
        customData: { tab: "3" },
      }),
    );
    await tab.page.waitForURL(`${jiraSite.baseUrl}${modulePath("page", "?ac.tab=3")}`);
    const frame = await connectedFrame(tab.page);
    expect(new URL(frame.url()).searchParams.get("tab")).toBe("3");
  });
});

describe("whether a frame has loaded", () => {
  test("one whose page never connects has failed after twelve seconds", async () => {
    const { page, close } = await openTab(browser);
    await page.clock.install();
    await page.goto(jiraSite.baseUrl + modulePath("mute"));
    await page.waitForSelector("iframe.ap-iframe");
    await expect.poll(() => statsOf("mute")?.open).toBe(1);
    await page.clock.runFor(12_001);
    await page.getByText("App is not responding").waitFor();
    await expect.poll(() => statsOf("mute")).toMatchObject({ failed: 1, open: 0 });
    await close();
  });

  test("one that is left before that counts neither way", async () => {
    const { page, close } = await openTab(browser);
    await page.goto(jiraSite.baseUrl + modulePath("mute"));
    await page.waitForSelector("iframe.ap-iframe");
    await page.goto(jiraSite.baseUrl);
    await expect.poll(() => statsOf("mute")).toMatchObject({ failed: 1, left: 1, open: 0 });
    await close();
  });
});

test("an address that is about to expire is made anew before the frame opens", async () => {
  const { page, asked, close } = await openTab(browser);
  await page.clock.install({ time: Date.now() + 125_000 });
  await page.goto(jiraSite.baseUrl + modulePath("page"));
  await connectedFrame(page);
  expect(asked.filter((url) => url.includes("classifier=json"))).toHaveLength(1);
  await close();
});

test("a macro of Confluence knows its page", async () => {
  const { page, close } = await openTab(browser);
  await page.goto(confluenceSite.baseUrl);
  await page.click(".issues a");
  await page.waitForURL("**/wiki/spaces/*/pages/*");
  const frame = await connectedFrame(page);
  expect(await frame.textContent("h1")).toBe("/macro");
  const id = new URL(page.url()).pathname.split("/").at(-1);
  expect(new URL(frame.url()).searchParams.get("page")).toBe(id);
  const title = await withBridge(frame, async (AP) => {
    const context = await AP.context.getContext();
    const { body } = await AP.request(`/api/v2/pages/${context.confluence.content.id}`);
    return JSON.parse(body).title;
  });
  expect(await page.textContent("h1")).toBe(title);
  await close();
});

test("another person sees the same page as themselves", async () => {
  const { page, close } = await visit(modulePath("page", "?ac.tab=2"));
  const people = await page
    .locator(".who option")
    .evaluateAll((all) => all.map((option) => (option as HTMLOptionElement).value));
  await page.selectOption(".who select", people[1]!);
  await page.waitForURL(/[?&]as=/);
  const frame = await connectedFrame(page);
  expect(new URL(frame.url()).searchParams.get("tab")).toBe("2");
  const user = await withBridge(
    frame,
    (AP) =>
      new Promise<{ atlassianAccountId: string }>((resolve) => AP.user.getCurrentUser(resolve)),
  );
  expect(user.atlassianAccountId).toBe(people[1]);
  await close();
});

test.for([1280, 390])("the site's own pages read well at %i", async (width) => {
  const { page, complaints, close } = await openTab(browser, { viewport: { width, height: 844 } });
  for (const [site, path] of [
    [jiraSite, "/"],
    [jiraSite, "/projects/ROAD"],
    [jiraSite, "/browse/ROAD-1"],
    [confluenceSite, "/"],
  ] as const) {
    await page.goto(site.baseUrl + path);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow, `${path} is wider than the screen`).toBeLessThanOrEqual(0);
    expect(await faintTexts(page), path).toEqual([]);
    expect(await page.locator("h1").count(), path).toBe(1);
  }
  expect(complaints.filter((words) => !words.startsWith("[web-vitals]"))).toEqual([]);
  await close();
});

test("every token that the add-on was shown held", () => {
  expect(addon.refused).toEqual([]);
});
