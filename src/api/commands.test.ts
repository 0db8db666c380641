import { describe, expect, test } from "vitest";
import * as z from "zod";
import { memoryStore } from "../core/store/index.ts";
import type { Command, List } from "../engine/index.ts";
import { engineOn } from "../engine/testdata/engine-on.ts";
import { clockStepped, contractVersions, writeEntry } from "../entries/index.ts";
import { commandRoutes, NONCE_HEADER, PROOF_HEADER, proofOf } from "./commands.ts";

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
  rows: (known, addon) => known.state(contractVersions, addon).map(({ hash }) => ({ hash })),
  columns: [],
};

async function scene(addons: readonly string[] = ["roadmaps"]) {
  const store = memoryStore();
  const engine = await engineOn(store);
  let monotonicMs = 0;
  const app = commandRoutes({
    guides: async () => [],
    doors: {
      engine,
      capabilities: [{ name: "test", commands: [step, note], lists: [versions] }],
      addons,
    },
    key: "the-key",
    nowMs: () => 0,
    monotonicMs: () => monotonicMs,
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
  return { app, headers, post, entries, pass: (ms: number) => (monotonicMs += ms) };
}

test("a command is performed, and says what was done", async () => {
  const { post, entries } = await scene();
  expect(await post({ byMs: 5 })).toMatchObject({
    status: 200,
    document: {
      kind: "done",
      said: "Stepped 1 time.",
      isRepeated: false,
      entries: [{ seq: 1, type: "clock.stepped" }],
    },
  });
  expect(await entries()).toMatchObject([{ addon: "roadmaps", by: "local", data: { byMs: 5 } }]);
});

test("one that is asked again with its key is done once", async () => {
  const { post, entries } = await scene();
  const key = { "idempotency-key": "retry" };
  const both = await Promise.all([post({ byMs: 5 }, key), post({ byMs: 5 }, key)]);
  expect(both.map(({ document }) => document.isRepeated).sort()).toEqual([false, true]);
  expect((await post({ byMs: 5 }, key)).document).toMatchObject({
    isRepeated: true,
    entries: [{ seq: 1 }],
  });
  expect(await entries()).toHaveLength(1);
});

test.for<readonly [string, unknown, Record<string, string>, number, string]>([
  ["without the-key", { byMs: 5 }, { authorization: "" }, 401, "The key is missing or wrong."],
  [
    "with a wrong key",
    { byMs: 5 },
    { authorization: "Bearer another" },
    401,
    "The key is missing or wrong.",
  ],
  [
    "from a page of another site",
    { byMs: 5 },
    { "sec-fetch-site": "cross-site" },
    403,
    "Pages of other sites may not ask.",
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
  ["with a field that is not known", { byMs: 5, and: 1 }, {}, 400, "The input: Unrecognized key"],
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

test("a command that takes a document takes a larger body, up to twice a file's limit", async () => {
  const { post, entries } = await scene();
  const mebibyte = "x".repeat(1 << 20);
  expect((await post({ text: mebibyte }, {}, "/api/clock/note")).status).toBe(200);
  expect(await entries()).toMatchObject([{ data: { byMs: 1 << 20 } }]);
  const refused = await post({ text: mebibyte + mebibyte }, {}, "/api/clock/note");
  expect(refused).toMatchObject({ status: 413, document: { hint: "At most 2048 KiB." } });
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
    expect(await response.json()).toEqual({ rows: [] });
    expect((await app.request("/api/nothing", { headers })).status).toBe(400);
  });
});
