import { describe, expect, test } from "vitest";
import * as z from "zod";
import { memoryStore } from "../core/store/index.ts";
import type { List } from "../engine/index.ts";
import { engineOn } from "../engine/testdata/engine-on.ts";
import { commandRoutes } from "./commands.ts";
import { pageOf } from "./pages.ts";
import { callersOf, links } from "./testdata/callers.ts";

async function scene(first: readonly string[]) {
  let ids = first;
  const list: List<{ readonly id: string }> = {
    noun: "sheep",
    about: "Sheep.",
    scope: "read",
    row: z.object({ id: z.string() }),
    rows: () => ids.map((id) => ({ id })),
    columns: [],
  };
  const engine = await engineOn(memoryStore());
  const capabilities = [{ name: "flock", commands: [], lists: [list] }];
  const app = commandRoutes({
    doors: { engine, capabilities, addons: ["farm"], newSecret: () => "" },
    guides: async () => [],
    version: "0.0.0",
    links,
    callers: callersOf(engine),
    report: () => {},
  });
  const get = (query: string, headers: Record<string, string> = {}) =>
    app.request(`/api/sheep${query}`, { headers: { authorization: "Bearer the-key", ...headers } });
  const page = async (query: string) => {
    const { rows, next } = (await (await get(query)).json()) as {
      rows: readonly { id: string }[];
      next: string | null;
    };
    return { ids: rows.map(({ id }) => id).join(""), next };
  };
  return { get, page, become: (next: readonly string[]) => void (ids = next) };
}

describe("pages", () => {
  test("show every row once, the last without a next one", async () => {
    const { page } = await scene([..."abcde"]);
    const first = await page("?limit=2");
    const second = await page(`?limit=2&cursor=${first.next}`);
    const third = await page(`?limit=2&cursor=${second.next}`);
    expect([first.ids, second.ids, third.ids, third.next]).toEqual(["ab", "cd", "e", null]);
  });

  test("neither repeat nor lose a row where others came before it, or were there last", async () => {
    const { page, become } = await scene([..."abcde"]);
    const { next } = await page("?limit=2");
    become([..."xyabcde"]);
    expect((await page(`?limit=2&cursor=${next}`)).ids).toBe("cd");
    become([..."acde"]);
    expect((await page(`?limit=2&cursor=${next}`)).ids).toBe("de");
  });

  test("of a hundred, unless said otherwise", async () => {
    const { page } = await scene(Array.from({ length: 101 }, () => "a"));
    expect((await page("")).ids).toHaveLength(100);
  });

  test("of rows without an id, by what the list names", () => {
    const rows = [{ version: 3 }, { version: 2 }, { version: 1 }];
    const idOf = (row: object) => String((row as { version: number }).version);
    const first = pageOf({ idOf }, rows, { cursor: null, limit: 1 })!;
    const second = pageOf({ idOf }, [{ version: 4 }, ...rows], { cursor: first.next, limit: 1 })!;
    expect(second.rows).toEqual([{ version: 2 }]);
  });

  test.for(["?limit=0", "?limit=1001", "?limit=x", "?cursor=x", "?cursor=W10", "?limt=5"])(
    "%s is refused",
    async (query) => {
      const { get } = await scene(["a"]);
      const response = await get(query);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ code: "usage", hint: expect.any(String) });
    },
  );
});

test("what has not changed is not sent again, whoever else asks for it", async () => {
  const { get, become } = await scene(["a"]);
  const first = await get("");
  const tag = first.headers.get("etag")!;
  expect(tag).toMatch(/^W\/"/);
  expect(first.headers.get("cache-control")).toBe("private, no-cache");
  const again = await get("", { "if-none-match": `"other", ${tag}` });
  expect([again.status, await again.text()]).toEqual([304, ""]);
  become(["a", "b"]);
  expect((await get("", { "if-none-match": tag })).status).toBe(200);
  expect((await get("", { "if-none-match": tag, authorization: "Bearer x" })).status).toBe(401);
});
