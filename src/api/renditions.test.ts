import { gunzipSync } from "node:zlib";
import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { renditions } from "./renditions.ts";

/** Documents that say how many times they were made. */
function app() {
  const state = { view: {}, made: 0, error: null as Error | null };
  const give = renditions();
  const make = () => {
    if (state.error) throw state.error;
    return `made ${++state.made} times`;
  };
  const routes = new Hono();
  routes.get("/:name", (c) =>
    give(c, { view: state.view, name: c.req.param("name"), type: "text/plain", make }),
  );
  routes.onError((_, c) => c.body(null, 500));
  const text = async (name: string) => (await routes.request(`/${name}`)).text();
  return { state, routes, text };
}

describe("a document", () => {
  test("is made once for a view and a name, however many ask at once", async () => {
    const { state, text } = app();
    const all = await Promise.all([text("a"), text("a"), text("a")]);
    expect(new Set(all)).toEqual(new Set(["made 1 times"]));
    expect(await text("b")).toBe("made 2 times");
    state.view = {};
    expect(await text("a")).toBe("made 3 times");
  });

  test("that could not be made is tried again", async () => {
    const { state, routes, text } = app();
    state.error = new Error("no");
    expect((await routes.request("/a")).status).toBe(500);
    state.error = null;
    expect(await text("a")).toBe("made 1 times");
  });
});

describe("who takes gzip", () => {
  test.for([
    ["gzip, br", true],
    ["br;q=1, gzip;q=0.5", true],
    ["gzip;q=0, br", false],
    ["br", false],
    [undefined, false],
  ] as const)("%s: %s", async ([accepted, isGzipped]) => {
    const headers: Record<string, string> = accepted ? { "Accept-Encoding": accepted } : {};
    const response = await app().routes.request("/a", { headers });
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(response.headers.get("Content-Encoding")).toBe(isGzipped ? "gzip" : null);
    expect(response.headers.get("Vary")).toBe("Accept-Encoding");
    expect(`${isGzipped ? gunzipSync(bytes) : bytes}`).toBe("made 1 times");
  });

  test("is told of it by a tag of its own", async () => {
    const { routes } = app();
    const tag = async (headers: Record<string, string>) =>
      (await routes.request("/a", { headers })).headers.get("ETag");
    const [plain, gzipped] = [await tag({}), await tag({ "Accept-Encoding": "gzip" })];
    expect(plain).toMatch(/^"[\w-]{43}"$/);
    expect(gzipped).toMatch(/^"[\w-]{43}-gzip"$/);
  });
});
