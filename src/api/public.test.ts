import { describe, expect, test } from "vitest";
import { good } from "../publishing/testdata/addons.ts";
import { viewOf } from "../publishing/testdata/view.ts";
import { app, text } from "./testdata/public-app.ts";

describe("the wire", () => {
  test.for(["/", "/sla", "/sla.json", "/health", "/favicon.svg", "/robots.txt", "/nowhere"])(
    "%s answers HEAD as it answers GET, without a body, and is guarded",
    async (path) => {
      const get = await app(viewOf(good)).request(path);
      const head = await app(viewOf(good)).request(path, { method: "HEAD" });
      expect(head.status).toBe(get.status);
      expect(await head.text()).toBe("");
      for (const name of ["Content-Type", "Content-Security-Policy", "X-Content-Type-Options"])
        expect(head.headers.get(name)).toBe(get.headers.get(name));
      expect(get.headers.get("Content-Security-Policy")).toMatch(/style-src 'sha256-[^']+'/);
      expect(get.headers.get("Content-Security-Policy")).not.toMatch(/unsafe|https?:|\*/);
    },
  );

  test("asks nothing of anybody else", async () => {
    for (const path of ["/", "/sla", "/objectives/uptime"]) {
      const page = await text(viewOf(good), path);
      expect(page).not.toMatch(/(src|srcset|action)=/);
      expect([...page.matchAll(/<link[^>]*href="([^"]*)"/g)].map((m) => m[1])).toEqual([
        "/favicon.svg",
      ]);
      expect(page).not.toMatch(/ style="| on[a-z]+="/);
    }
  });

  test("what has not changed is not sent again", async () => {
    const door = app(viewOf(good));
    for (const path of ["/", "/sla.json"]) {
      const first = await door.request(path);
      const etag = first.headers.get("ETag")!;
      const again = await door.request(path, { headers: { "If-None-Match": etag } });
      expect(again.status).toBe(304);
      expect(await again.text()).toBe("");
      expect(again.headers.get("Cache-Control")).toBe("public, max-age=5");
      expect(again.headers.get("Access-Control-Allow-Origin")).toBe(
        first.headers.get("Access-Control-Allow-Origin"),
      );
    }
  });

  test("is compressed for those who can", async () => {
    const response = await app(viewOf(good)).request("/", {
      headers: { "Accept-Encoding": "gzip" },
    });
    expect(response.headers.get("Content-Encoding")).toBe("gzip");
    const unzipped = response.body!.pipeThrough(new DecompressionStream("gzip"));
    expect(await new Response(unzipped).text()).toBe(await text(viewOf(good), "/"));
  });

  test("other sites may read the document and nothing but read", async () => {
    const door = app(viewOf(good));
    const get = await door.request("/sla.json", { headers: { Origin: "https://else.where" } });
    expect(get.headers.get("Access-Control-Allow-Origin")).toBe("*");
    const ask = await door.request("/sla.json", {
      method: "OPTIONS",
      headers: { Origin: "https://else.where", "Access-Control-Request-Method": "GET" },
    });
    expect(ask.headers.get("Access-Control-Allow-Methods")).toBe("GET,HEAD");
    expect((await door.request("/sla.json", { method: "POST" })).status).toBe(404);
    expect((await door.request("/")).headers.get("Access-Control-Allow-Origin")).toBeNull();
  });
});

test("other routes of the listener are added to the same app", async () => {
  const door = app(viewOf(good));
  door.post("/v1/metrics", (c) => c.json({}));
  expect((await door.request("/v1/metrics", { method: "POST" })).status).toBe(200);
});
