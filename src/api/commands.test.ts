import { describe, expect, test } from "vitest";
import * as z from "zod";
import { access } from "../access/index.ts";
import { memoryStore } from "../core/store/index.ts";
import type { Command, List } from "../engine/index.ts";
import { engineOn } from "../engine/testdata/engine-on.ts";
import { clockStepped, contractVersions, writeEntry } from "../entries/index.ts";
import { NONCE_HEADER, PROOF_HEADER, proofOf } from "./authorize.ts";
import { commandRoutes } from "./commands.ts";
import { callersOf, links } from "./testdata/callers.ts";

const step: Command<{ readonly byMs: number }> = {
  name: "clock step",
  about: "Steps.",
  scope: "operate",
  input: z.object({ byMs: z.int().meta({ description: "By how much." }) }),
  examples: [],
  decide: (_, { byMs }, { addon, nowMs, by }) =>
    byMs === 0
      ? { kind: "refused", code: "command.overtaken", message: "No step.", hint: "Step." }
      : {
          kind: "decided",
          entries: [writeEntry(clockStepped, { byMs }, { addon, atMs: nowMs, by })],
          expected: {},
        },
  say: (entries) => `Stepped ${entries.length} time.`,
};
const note: Command<{ readonly text: string }> = {
  name: "clock note",
  about: "Notes.",
  scope: "operate",
  examples: [],
  say: () => "Noted.",
  input: z.object({ text: z.string().meta({ description: "A document.", file: true }) }),
  decide: (_, { text }, { addon, nowMs, by }) => ({
    kind: "decided",
    entries: [writeEntry(clockStepped, { byMs: text.length }, { addon, atMs: nowMs, by })],
    expected: {},
  }),
};
const versions: List<{ readonly hash: string }> = {
  noun: "clock",
  about: "Versions.",
  scope: "read",
  row: z.object({ hash: z.string() }),
  rows: ({ known, addon }) => known.state(contractVersions, addon).map(({ hash }) => ({ hash })),
  columns: [],
};

async function scene(addons: readonly string[] = ["roadmaps"], store = memoryStore()) {
  const engine = await engineOn(store);
  let monotonicMs = 0;
  const app = commandRoutes({
    guides: async () => [],
    version: "0.0.0",
    links,
    doors: {
      engine,
      capabilities: [{ name: "test", commands: [step, note], lists: [versions] }, access],
      addons,
      newSecret: () => "x".repeat(43),
    },
    callers: callersOf(engine, () => monotonicMs),
    report: () => {},
  });
  const headers = { authorization: "Bearer the-key", "content-type": "application/json" };
  const post = async (
    body: unknown,
    more: Record<string, string> = {},
    path = "/api/clock/step",
  ) => {
    const init = { method: "POST", headers: { ...headers, ...more }, body: JSON.stringify(body) };
    const response = await app.request(path, init);
    return {
      status: response.status,
      type: response.headers.get("content-type"),
      document: await response.json(),
    };
  };
  const entries = async () => (await Array.fromAsync(store.ledger.read())).flat();
  const restarted = () => scene(addons, store);
  return { app, headers, post, entries, restarted, pass: (ms: number) => (monotonicMs += ms) };
}

test("a command is performed, and says what was done", async () => {
  const { post, entries } = await scene();
  expect(await post({ byMs: 5 })).toMatchObject({
    status: 200,
    document: {
      kind: "done",
      said: "Stepped 1 time.",
      repeated: false,
      entries: [{ seq: 1, type: "clock.stepped" }],
    },
  });
  expect(await entries()).toMatchObject([{ addon: "roadmaps", by: "local", data: { byMs: 5 } }]);
});

test("one that is asked again with its key is done once", async () => {
  const { post, entries } = await scene();
  const key = { "idempotency-key": "retry" };
  const both = await Promise.all([post({ byMs: 5 }, key), post({ byMs: 5 }, key)]);
  expect(both.map(({ document }) => document.repeated).sort()).toEqual([false, true]);
  expect((await post({ byMs: 5 }, key)).document).toMatchObject({
    repeated: true,
    entries: [{ seq: 1 }],
  });
  expect(await entries()).toHaveLength(1);
});

test("its key is bound to what was asked, whatever the order of the fields and after a restart", async () => {
  const { post, entries, restarted } = await scene();
  const key = { "idempotency-key": "a key that is longer than any cause ".repeat(20) };
  await post({ byMs: 5, addon: "roadmaps" }, key);
  const again = await restarted();
  expect((await again.post({ addon: "roadmaps", byMs: 5 }, key)).document).toMatchObject({
    repeated: true,
  });
  expect(await again.post({ byMs: 6, addon: "roadmaps" }, key)).toMatchObject({
    status: 422,
    document: { code: "command.key-reused" },
  });
  expect(await entries()).toHaveLength(1);
});

test.for<readonly [string, unknown, Record<string, string>, number, string]>([
  ["without the-key", { byMs: 5 }, { authorization: "" }, 401, "Nobody may ask without a key"],
  [
    "with a wrong key",
    { byMs: 5 },
    { authorization: "Bearer another" },
    401,
    "The key that was shown is not known here.",
  ],
  [
    "from a page of another site",
    { byMs: 5 },
    { "sec-fetch-site": "cross-site" },
    403,
    "A page of another site asked",
  ],
  [
    "that is no JSON by its type",
    { byMs: 5 },
    { "content-type": "text/plain" },
    415,
    "The body must be JSON.",
  ],
  ["that is no object", [5], {}, 400, "The body is not a JSON object."],
  ["with a field that does not fit", { byMs: "five" }, {}, 400, "byMs: "],
  ["with a field that is not known", { byMs: 5, and: 1 }, {}, 400, "and: There is no such field."],
  ["for an add-on that is no text", { byMs: 5, addon: ["roadmaps"] }, {}, 400, "addon: "],
  [
    "for another add-on",
    { byMs: 5, addon: "timesheets" },
    {},
    400,
    "timesheets is not watched here.",
  ],
  ["that is too large", { byMs: "x".repeat(70_000) }, {}, 413, "The body is too large."],
  ["that is refused", { byMs: 0 }, {}, 409, "No step."],
])(
  "one %s is refused with a problem, and nothing happens",
  async ([, body, headers, status, title]) => {
    const { post, entries } = await scene();
    const answer = await post(body, headers);
    expect(answer).toMatchObject({
      status,
      type: "application/problem+json",
      document: { status, code: expect.any(String), hint: expect.any(String) },
    });
    expect(answer.document.title).toContain(title);
    expect(await entries()).toEqual([]);
  },
);

test("a problem names every field that is wrong", async () => {
  const { post } = await scene();
  const { document } = await post({ byMs: "five", and: 1, "a/b~": 2 });
  expect(document.errors).toEqual([
    { pointer: "#/byMs", detail: "It must be a number." },
    { pointer: "#/and", detail: "There is no such field." },
    { pointer: "#/a~1b~0", detail: "There is no such field." },
  ]);
});

test.for([
  ["GET", "/api/clock/step", 405, "POST"],
  ["PUT", "/api/clock/step", 405, "POST"],
  ["POST", "/api/clock", 405, "GET, HEAD"],
  ["DELETE", "/api/openapi.json", 405, "GET, HEAD"],
  ["POST", "/api/clock/stop", 404, null],
  ["GET", "/api/clocks", 404, null],
  ["GET", "/api/clock/step/more", 404, null],
] as const)("%s %s is answered with %i", async ([method, path, status, allow]) => {
  const { app, headers } = await scene();
  const response = await app.request(path, { method, headers });
  expect(response.status).toBe(status);
  expect(response.headers.get("allow")).toBe(allow);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
});

test("a command that takes a document takes a larger body, up to twice a file's limit", async () => {
  const { post, entries } = await scene();
  const mebibyte = "x".repeat(1 << 20);
  expect((await post({ text: mebibyte }, {}, "/api/clock/note")).status).toBe(200);
  expect(await entries()).toMatchObject([{ data: { byMs: 1 << 20 } }]);
  const refused = await post({ text: mebibyte.repeat(16) }, {}, "/api/clock/note");
  expect(refused).toMatchObject({ status: 413, document: { hint: "At most 16384 KiB." } });
});

describe("doors", () => {
  test("where several add-ons are watched, one must be named", async () => {
    const { post } = await scene(["a", "b"]);
    expect((await post({ byMs: 5 })).document.title).toBe("It is not said which add-on is meant.");
    expect((await post({ byMs: 5, addon: "b" })).status).toBe(200);
  });

  test("wrong keys again and again are told to wait, and hold nobody up who has the right one", async () => {
    const { post, pass } = await scene();
    const guess = () => post({ byMs: 5 }, { authorization: "Bearer guess" });
    for (let i = 0; i < 20; i++) expect((await guess()).status).toBe(401);
    expect((await guess()).status).toBe(429);
    expect((await post({ byMs: 5 })).status).toBe(200);
    pass(61_000);
    expect((await guess()).status).toBe(401);
  });

  test("a key with a scope may what it includes, and entries name it", async () => {
    const { app, post, entries } = await scene();
    const keyOf = async (scope: string) =>
      (await post({ name: "ci", scope }, {}, "/api/key/create")).document.secret as string;
    const [read, operate] = [await keyOf("read"), await keyOf("operate")];
    const as = (key: string) => ({ authorization: `Bearer ${key}` });
    expect((await app.request("/api/clock", { headers: as(read) })).status).toBe(200);
    expect(await post({ byMs: 5 }, as(read))).toMatchObject({
      status: 403,
      document: { code: "access.scope-missing" },
    });
    expect((await post({ byMs: 5 }, as(operate))).status).toBe(200);
    expect((await post({ name: "x" }, as(operate), "/api/key/create")).status).toBe(403);
    const [made, , stepped] = await entries();
    expect([made!.by, stepped!.by]).toEqual(["local", `key/${operate.split("_")[1]}`]);
  });

  test("two who choose the same Idempotency-Key are told apart", async () => {
    const { post, entries } = await scene();
    const made = await post({ name: "ci", scope: "operate" }, {}, "/api/key/create");
    const authorization = `Bearer ${made.document.secret}`;
    await post({ byMs: 5 }, { "idempotency-key": "1" });
    await post({ byMs: 5 }, { "idempotency-key": "1", authorization });
    expect(await entries()).toHaveLength(3);
  });

  test("a process proves that it is the one whose key was left", async () => {
    const { app, headers } = await scene();
    const asked = { ...headers, [NONCE_HEADER]: "a nonce" };
    const proof = (await app.request("/api/clock", { headers: asked })).headers.get(PROOF_HEADER);
    expect(proof).toBe(proofOf("the-key", "a nonce"));
    expect(proof).not.toBe(proofOf("another", "a nonce"));
  });

  test("lists are shown to whoever has the-key", async () => {
    const { app, headers } = await scene();
    expect((await app.request("/api/clock")).status).toBe(401);
    const response = await app.request("/api/clock", { headers });
    expect(await response.json()).toEqual({ rows: [], next: null });
    expect((await app.request("/api/nothing", { headers })).status).toBe(404);
  });
});
