import { describe, expect, test } from "vitest";
import * as z from "zod";
import { type ActionLink, access, actionLink } from "../access/index.ts";
import { memoryStore } from "../core/store/index.ts";
import type { Command } from "../engine/index.ts";
import { engineOn } from "../engine/testdata/engine-on.ts";
import { clockStepped, writeEntry } from "../entries/index.ts";
import { viewOf } from "../publishing/testdata/view.ts";
import { actionRoutes } from "./action-links.ts";
import { commandRoutes } from "./commands.ts";
import { publicRoutes } from "./public.ts";
import { bearer, callersOf, countedSecrets, links } from "./testdata/callers.ts";

const HOUR = 3_600_000;

const step: Command<{ readonly byMs: string }> = {
  name: "clock step",
  about: "Steps the clock.",
  scope: "operate",
  input: z.object({ byMs: z.string().regex(/^\d+$/).meta({ description: "By how much." }) }),
  examples: [],
  decide: (_, { byMs }, { addon, nowMs, by }) =>
    byMs === "0"
      ? { kind: "refused", code: "command.overtaken", message: "No step.", hint: "Step." }
      : {
          kind: "decided",
          entries: [writeEntry(clockStepped, { byMs: Number(byMs) }, { addon, atMs: nowMs, by })],
          expected: {},
        },
  say: ([entry]) => `Stepped by ${(entry!.data as { byMs: number }).byMs}.`,
};

async function scene(addons = ["roadmaps"]) {
  const store = memoryStore();
  const engine = await engineOn(store);
  let nowMs = 0;
  const capabilities = [{ name: "test", commands: [step], lists: [] }, access];
  const doors = { engine, capabilities, addons, newSecret: countedSecrets() };
  const report = (error: unknown) => {
    throw error;
  };
  const app = publicRoutes({
    ...{ view: async () => viewOf(), sections: [], nowMs: () => nowMs, version: "0" },
    ...{ checks: async () => [], guides: async () => [], report },
  });
  app.route("/", actionRoutes({ doors, linkKey: links.linkKey, nowMs: () => nowMs }));
  const callers = { ...callersOf(engine), nowMs: () => nowMs };
  const api = commandRoutes({
    doors,
    callers,
    links,
    guides: async () => [],
    version: "0",
    report,
  });
  const post = async (path: string, body: object, headers: object = bearer) => {
    const init = { method: "POST", body: JSON.stringify(body) };
    const all = { "content-type": "application/json", ...headers };
    const response = await api.request(path, { ...init, headers: all });
    return { status: response.status, document: await response.json() };
  };
  const make = async (more: object = {}, headers: object = bearer) =>
    post(
      "/api/link",
      { command: "clock step", input: { byMs: "5" }, person: "anna", ...more },
      headers,
    );
  const open = async (path: string, method = "GET") => {
    const response = await app.request(path, { method });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const entries = async () =>
    (await Array.fromAsync(store.ledger.read()))
      .flat()
      .filter(({ type }) => type === "clock.stepped");
  return { post, make, open, entries, pass: (ms: number) => void (nowMs += ms) };
}

test("opening a link shows what it would do, and does nothing", async () => {
  const { make, open, entries } = await scene();
  const { document } = await make();
  expect(document).toMatchObject({
    url: new URL(document.path, links.publicUrl).href,
    expiresAt: "1970-01-02T00:00:00.000Z",
  });
  const page = await open(document.path);
  expect(page.status).toBe(200);
  expect(page.text).toMatch(/Step clock.*Steps the clock\..*roadmaps.*ByMs.*5.*2 January 1970/s);
  expect(page.headers.get("cache-control")).toBe("no-store");
  expect(page.headers.get("x-robots-tag")).toBe("noindex");
  expect(page.headers.get("content-security-policy")).toContain("form-action 'self'");
  for (const method of ["HEAD", "OPTIONS", "PUT"]) await open(document.path, method);
  expect(await entries()).toEqual([]);
});

test("confirming does it once, in the name of the person, however often", async () => {
  const { make, open, entries } = await scene();
  const { path } = (await make()).document;
  const done = await Promise.all([open(path, "POST"), open(path, "POST"), open(path, "POST")]);
  expect(done.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(done.every(({ text }) => text.includes("Stepped by 5."))).toBe(true);
  const later = await open(path, "POST");
  expect(later.text).toContain("This link has been used");
  const looked = await open(path);
  expect(looked.text).toMatch(/Stepped by 5\..*This link has been used/s);
  expect(looked.text).not.toContain("<form");
  expect(await entries()).toMatchObject([{ by: "person/anna", addon: "roadmaps" }]);
});

test("two links do the same thing twice", async () => {
  const { make, open, entries } = await scene();
  await open((await make()).document.path, "POST");
  await open((await make()).document.path, "POST");
  expect(await entries()).toHaveLength(2);
});

test("what is refused says why, and may be tried again", async () => {
  const { make, open } = await scene();
  const { path } = (await make({ input: { byMs: "0" } })).document;
  const refused = await open(path, "POST");
  expect([refused.status, refused.text]).toEqual([409, expect.stringContaining("No step.")]);
  expect((await open(path)).text).toContain("<form");
});

describe("nothing is done by a link", () => {
  test("whose time is over", async () => {
    const { make, open, entries, pass } = await scene();
    const { path } = (await make({ expires: "1h" })).document;
    pass(HOUR);
    for (const method of ["GET", "POST"]) {
      const { status, text } = await open(path, method);
      expect([status, text]).toEqual([
        410,
        expect.stringContaining("The time of this link is over."),
      ]);
    }
    expect(await entries()).toEqual([]);
  });

  test("that was changed, or signed with another key", async () => {
    const { make, open, entries } = await scene();
    const { path } = (await make()).document;
    const link: ActionLink = {
      ...{ id: "x", command: "clock step", addon: "roadmaps" },
      ...{ input: { byMs: "5" }, person: "anna", expiresMs: HOUR },
    };
    const forged = actionLink("another", link) as { path: string };
    for (const wrong of [`${path}x`, path.slice(0, -1), forged.path, "/do/", "/do/x", "/do/x/y"])
      expect((await open(wrong, "POST")).status, wrong).toBe(404);
    expect(await entries()).toEqual([]);
  });

  test("of a command that is no more", async () => {
    const { open } = await scene();
    const link: ActionLink = {
      ...{ id: "x", command: "clock stop", addon: "roadmaps" },
      ...{ input: {}, person: "anna", expiresMs: HOUR },
    };
    const { path } = actionLink(links.linkKey, link) as { path: string };
    expect((await open(path, "POST")).status).toBe(404);
  });
});

describe("a link is not made", () => {
  test.for<readonly [string, object, number, string]>([
    ["for nobody", { person: "" }, 400, "usage"],
    ["for a person by address", { person: "anna@example.com" }, 400, "usage"],
    ["for ever", { expires: "never" }, 400, "usage"],
    ["of no command", { command: "clock stop" }, 404, "command.unknown"],
    ["with input that does not fit", { input: { byMs: "five" } }, 400, "usage"],
    ["about another add-on", { addon: "charts" }, 400, "usage"],
    ["to hand out a secret", { command: "key create", input: { name: "x" } }, 400, "usage"],
    ["with a field that is not known", { to: "anna" }, 400, "usage"],
    ["with too much in it", { input: { byMs: "5".repeat(2000) } }, 422, "link.too-long"],
  ])("%s", async ([, more, status, code]) => {
    const { make } = await scene();
    expect(await make(more)).toMatchObject({ status, document: { code } });
  });

  test("with a field that is wrong, which is named", async () => {
    const { make } = await scene();
    const { document } = await make({ input: { byMs: "five" } });
    expect(document.errors).toMatchObject([{ pointer: "#/input/byMs" }]);
  });

  test("by whoever may not do it himself", async () => {
    const { post, make } = await scene();
    const made = await post("/api/key/create", { name: "ci", scope: "read" });
    const read = { authorization: `Bearer ${made.document.secret}` };
    expect(await make({}, read)).toMatchObject({
      status: 403,
      document: { code: "access.scope-missing" },
    });
    expect((await make({}, {})).status).toBe(401);
  });

  test("that reaches further than who makes it", async () => {
    const { post, make, open } = await scene(["roadmaps", "charts"]);
    const keyOf = async (more: object) =>
      (await post("/api/key/create", { name: "ci", scope: "admin", addon: "roadmaps", ...more }))
        .document.secret as string;
    const [own, every] = [await keyOf({}), await keyOf({ everyAddon: true })];
    const authorization = `Bearer ${own}`;
    expect((await make({ addon: "charts" }, { authorization })).status).toBe(403);
    const input = { id: every.split("_")[1] };
    const revoking = await make({ command: "key revoke", input }, { authorization });
    expect((await open(revoking.document.path, "POST")).status).toBe(403);
  });
});
