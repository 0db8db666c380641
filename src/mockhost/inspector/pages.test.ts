import { describe, expect, test } from "vitest";
import { descriptorUrl, scene } from "./testdata/scene.ts";

describe("the pages", () => {
  test.for(["", "tenants", "calls", "apps", "traffic", "faults"])(
    "/%s is HTML and closed",
    async (name) => {
      const { status, headers, text } = await scene().page(name);
      expect(status).toBe(200);
      expect(headers?.["content-type"]).toContain("text/html");
      expect(headers?.["content-security-policy"]).toContain("default-src 'none'");
      expect(headers?.["cache-control"]).toBe("no-store");
      expect(text).toMatch(/^<!doctype html>/);
    },
  );

  test("show what an add-on calls itself as text, whatever that is", async () => {
    const { post, page, publish } = scene();
    publish({ name: "<img src=x onerror=alert(1)>" });
    await post("install", { descriptorUrl });
    for (const name of ["tenants", "apps"]) expect((await page(name)).text).not.toContain("<img");
  });

  test("are where a browser is sent that opens the bare address", async () => {
    const { route, clock } = scene();
    const request = { method: "GET", path: "/", query: "", body: new Uint8Array() };
    const browser = { host: "127.0.0.1:7310", accept: "text/html,*/*" };
    const at = { ...request, headers: browser };
    expect(await route(at, clock.nowMs())).toMatchObject({
      status: 302,
      headers: { location: "/_mockhost/" },
    });
    const site = { ...request, headers: { ...browser, host: "acme-17.localhost:7310" } };
    expect(await route(site, clock.nowMs())).toBeNull();
    const stranger = { ...request, headers: { ...browser, host: "evil.example" } };
    expect(await route(stranger, clock.nowMs())).toMatchObject({ status: 403 });
  });

  test("show calls of a site by its name, each by its path", async () => {
    const { post, page, tenants } = scene();
    await post("install", { descriptorUrl, tenants: 2 });
    const { text } = await page(`calls?clientKey=${tenants[0].name}`);
    expect(text).toContain('<span class="path">/app/installed?…</span>');
    expect(text).toContain(`, ${tenants[0].name}</span>`);
    expect(text).not.toContain(`, ${tenants[1].name}</span>`);
  });

  test("find sites by words", async () => {
    const { page, tenants } = scene();
    const { text } = await page(`?q=${tenants[1].name}+confluence`);
    expect(text).toContain(`>${tenants[1].name}</a>`);
    expect(text).not.toContain(`>${tenants[0].name}</a>`);
    expect((await page("?q=nowhere-at-all")).text).toContain("No site is like that.");
  });
});
