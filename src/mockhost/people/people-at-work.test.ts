import { describe, expect, test } from "vitest";
import { readJwt, sharedSecretKey, verifyJwt } from "../../core/host/index.ts";
import { HOUR_MS } from "../../core/time/index.ts";
import { confluence } from "../confluence/index.ts";
import { jira } from "../jira/index.ts";
import { pages } from "../pages/index.ts";
import { answered, answerLater, descriptorWith, place, testWorld } from "../testdata/test-world.ts";
import type { Product } from "../world/index.ts";
import { peopleAtWork } from "./people-at-work.ts";

const MINUTE_MS = 60_000;
const KEY = "com.example.roadmaps";

const modules = {
  generalPages: [{ key: "roadmap", name: { value: "Roadmap" }, url: "/roadmap" }],
  adminPages: [{ key: "settings", name: { value: "Settings" }, url: "/settings" }],
  jiraIssueContents: [{ key: "panel", target: { type: "web_panel", url: "/panel?i={issue.key}" } }],
  dynamicContentMacros: [{ key: "chart", name: { value: "Chart" }, url: "/chart?page={page.id}" }],
};

function setUp(plan: { products?: readonly Product[]; tenants?: number } = {}) {
  const t = testWorld({ tenants: 5, ...plan });
  for (const tenant of t.tenants)
    place(tenant, descriptorWith({ modules, apiMigrations: { "context-qsh": true } }));
  const products = { jira: jira(t.world), confluence: confluence(t.world) };
  const shown = pages(t.world, { ...products, readBridgeFile: () => null });
  const events: { type: string; accountId: string | null }[] = [];
  t.world.onEvent(({ type, accountId }) => events.push({ type, accountId }));
  return {
    ...t,
    ...products,
    events,
    people: peopleAtWork(t.world, { ...products, pages: shown }),
  };
}

const busy = { seed: 1, pace: { actionsPerMinute: 60 }, isAlways: true };

const actionsIn = (counts: ReturnType<ReturnType<typeof peopleAtWork>["counts"]>) =>
  counts.created + counts.edited + counts.moved + counts.commented + counts.deleted;

describe("people at work", () => {
  test("open pages with tokens that hold, and panels of what they look at", async () => {
    const { people, clock, calls, world } = setUp();
    people.start(busy);
    await clock.advance(10 * MINUTE_MS);
    await people.stop();
    const paths = calls.map(({ url }) => new URL(url).pathname);
    expect(new Set(paths)).toEqual(new Set(["/app/roadmap", "/app/settings", "/app/panel"]));
    expect(paths.filter((path) => path === "/app/roadmap").length).toBeGreaterThan(100);
    expect(people.counts().pagesGood).toBe(calls.length);
    for (const { url, headers } of calls.slice(0, 50)) {
      const { searchParams, pathname } = new URL(url);
      expect(headers.accept).toContain("text/html");
      if (pathname === "/app/panel") expect(searchParams.get("i")).toMatch(/^[A-Z]+-\d+$/);
      const read = readJwt(searchParams.get("jwt")!);
      const tenant = world.tenants.byClientKey(
        read.kind === "read" ? String(read.claims.iss) : "",
      )!;
      const key = sharedSecretKey(tenant.sharedSecret);
      const nowMs = clock.nowMs() - 10 * MINUTE_MS;
      expect(read.kind === "read" && verifyJwt(read, key, { nowMs }).kind).toBe("verified");
    }
  });

  test("change issues as themselves, and the site tells of it", async () => {
    const { people, clock, events, tenants, jira } = setUp();
    people.start(busy);
    await clock.advance(20 * MINUTE_MS);
    await people.stop();
    const of = (type: string) => events.filter((event) => event.type === type).length;
    const counts = people.counts();
    expect(of("jira:issue_created")).toBe(counts.created);
    expect(of("comment_created")).toBe(counts.commented);
    expect(of("jira:issue_deleted")).toBe(counts.deleted);
    expect(of("jira:issue_updated")).toBeGreaterThan(counts.moved);
    for (const count of [counts.created, counts.edited, counts.moved, counts.commented])
      expect(count).toBeGreaterThan(30);
    const seconds = new Set(tenants.map((tenant) => jira.sites(tenant).personAt(1).accountId));
    expect(events.some(({ accountId }) => seconds.has(accountId ?? ""))).toBe(true);
  });

  test("write pages on Confluence, and look at macros", async () => {
    const { people, clock, events, calls } = setUp({ products: ["confluence"] });
    people.start(busy);
    await clock.advance(20 * MINUTE_MS);
    await people.stop();
    const { created, edited, commented, moved } = people.counts();
    for (const count of [created, edited, commented]) expect(count).toBeGreaterThan(30);
    expect(moved).toBe(0);
    expect(events.filter(({ type }) => type === "page_created").length).toBe(created);
    expect(calls.some(({ url }) => /\/chart\?page=\d+&/.test(url))).toBe(true);
  });

  test("their pages call their add-on with the context token, once they are there", async () => {
    const { people, clock, calls, answerWith } = setUp();
    answerWith(({ url }) => answered(url.includes("/settings") ? 500 : 201));
    const serviceCalls = [
      { addonKey: KEY, moduleKey: "roadmap", method: "GET", path: "/api/items" },
      { addonKey: "com.example.other", method: "GET", path: "/never" },
    ] as const;
    people.start({ ...busy, serviceCalls });
    await clock.advance(10 * MINUTE_MS);
    await people.stop();
    const asked = calls.filter(({ url }) => url === "http://127.0.0.1:7330/app/api/items");
    const counts = people.counts();
    expect(asked.length).toBe(counts.serviceCallsGood);
    expect(asked.length).toBe(calls.filter(({ url }) => url.includes("/roadmap?")).length);
    expect(counts.pagesFailed).toBe(calls.filter(({ url }) => url.includes("/settings?")).length);
    const token = readJwt(asked[0]!.headers.authorization!.slice("JWT ".length));
    expect(token.kind === "read" && token.claims.qsh).toBe("context-qsh");
    expect(calls.some(({ url }) => url.includes("/never"))).toBe(false);
  });
});

describe("how much is done", () => {
  test("is what was asked for, whatever the add-on does", async () => {
    for (const answer of [() => answered(200), answerLater().answer]) {
      const { people, clock, answerWith } = setUp();
      answerWith(answer);
      people.start({ ...busy, pace: { actionsPerMinute: 20 } });
      await clock.advance(2 * HOUR_MS);
      const { sessions } = people.counts();
      expect(sessions).toBeGreaterThan(0.85 * ((20 * 120) / 5));
      expect(sessions).toBeLessThan(1.15 * ((20 * 120) / 5));
    }
  });

  test("by the person, it follows the hours of the day", async () => {
    const { people, clock, world } = setUp({ tenants: 40 });
    for (const tenant of world.tenants.all())
      Object.assign(tenant, { timeZone: "Europe/Paris", users: 20 });
    await clock.advance(3 * 24 * HOUR_MS); // It begins on a Friday; now it is Monday.
    people.start({ seed: 1, pace: { perPersonPerHour: 2 } });
    const doneIn = async (hours: number) => {
      const before = people.counts().sessions;
      await clock.advance(hours * HOUR_MS);
      return people.counts().sessions - before;
    };
    const night = await doneIn(5);
    await doneIn(4);
    const morning = await doneIn(2);
    // 800 people, two actions an hour each, five to a session, a little less than all present.
    expect(morning).toBeGreaterThan(0.85 * 640);
    expect(morning).toBeLessThan(1.1 * 640);
    expect(night / 5).toBeLessThan(morning / 2 / 20);
    await people.stop();
  });

  test("what was missed is not made up for", async () => {
    const { people, clock, events } = setUp();
    let skewMs = 0;
    const nowMs = clock.nowMs;
    Object.assign(clock, { nowMs: () => nowMs() + skewMs });
    people.start({ ...busy, pace: { actionsPerMinute: 600 } });
    await clock.advance(MINUTE_MS);
    const [before, heard] = [people.counts().sessions, events.length];
    skewMs = 3 * HOUR_MS;
    await clock.advance(10_000);
    const { sessions } = people.counts();
    expect(sessions - before).toBeGreaterThan(10);
    expect(sessions - before).toBeLessThan(50);
    // Whoever was in thought does one thing, not all that was left to do.
    expect(events.length - heard).toBeLessThan(80);
    await people.stop();
  });

  test("the same seed tells the same story, another one another", async () => {
    const story = async (seed: number) => {
      const { people, clock, events, calls } = setUp();
      people.start({ ...busy, seed });
      await clock.advance(5 * MINUTE_MS);
      await people.stop();
      return { events, urls: calls.map(({ url }) => url) };
    };
    const first = await story(1);
    expect(await story(1)).toEqual(first);
    expect(await story(2)).not.toEqual(first);
  });

  test("nobody comes where no add-on is installed, until one is", async () => {
    const { people, clock, calls, tenants, events } = setUp();
    const installations = tenants.map(({ installations }) => [...installations]);
    for (const tenant of tenants) tenant.installations.clear();
    people.start(busy);
    await clock.advance(5 * MINUTE_MS);
    expect([calls, events]).toEqual([[], []]);
    for (const [i, tenant] of tenants.entries())
      for (const [key, installation] of installations[i]!)
        tenant.installations.set(key, installation);
    await clock.advance(5 * MINUTE_MS);
    expect(calls.length).toBeGreaterThan(50);
    await people.stop();
  });
});

describe("in the long run", () => {
  test("sites stay as large as they are", async () => {
    const { people, clock, tenants, jira } = setUp({ tenants: 1 });
    people.start({ ...busy, pace: { actionsPerMinute: 300 } });
    await clock.advance(HOUR_MS);
    await people.stop();
    const { issues } = jira.sites(tenants[0]!);
    expect(issues.size).toBeLessThanOrEqual(301);
    for (const { changes, comments } of issues.values())
      expect(changes.length + comments.length).toBeLessThanOrEqual(100);
    expect(actionsIn(people.counts())).toBeGreaterThan(5_000);
  });

  test("an add-on that has stopped answering is not piled up on", async () => {
    const { people, clock, calls, answerWith } = setUp();
    answerWith(answerLater().answer);
    people.start({ ...busy, pace: { actionsPerMinute: 600 } });
    await clock.advance(5 * MINUTE_MS);
    expect(calls).toHaveLength(500);
    expect(people.counts().skipped).toBeGreaterThan(100);
  });
});

describe("when people go home", () => {
  test("nothing more is begun, and what they wait for is waited for", async () => {
    const { people, clock, calls, events, answerWith } = setUp();
    const later = answerLater();
    people.start(busy);
    await clock.advance(MINUTE_MS);
    answerWith(later.answer);
    while (calls.length === people.counts().pagesGood) await clock.advance(1_000);
    const [asked, heard] = [calls.length, events.length];
    let isHome = false;
    const home = people.stop().then(() => (isHome = true));
    await clock.advance(HOUR_MS);
    expect([calls.length, events.length, isHome]).toEqual([asked, heard, false]);
    for (let i = 0; i < 10; i++) later.release();
    await home;
    expect(isHome).toBe(true);
  });

  test("a second start counts afresh, and nobody works twice", async () => {
    const { people, clock } = setUp();
    people.start(busy);
    await clock.advance(10 * MINUTE_MS);
    people.start({ ...busy, pace: { actionsPerMinute: 5 } });
    expect(people.counts().sessions).toBe(0);
    await clock.advance(10 * MINUTE_MS);
    expect(people.counts().sessions).toBeLessThan(30);
    await people.stop();
    await people.stop();
  });
});
