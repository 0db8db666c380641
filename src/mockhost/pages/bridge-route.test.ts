import { describe, expect, test } from "vitest";
import { hostRequest } from "../testdata/test-world.ts";
import type { HostResponse } from "../world/index.ts";
import { bridgeRoute } from "./bridge-route.ts";

const files: Readonly<Record<string, string>> = {
  "iframe.js": 'var CDN_URL = "https://" + CDN_DOMAIN;',
  "frame-half.js": "more();",
  "site.css": "body {}",
};

const route = bridgeRoute("http://127.0.0.1:7310", (name) => files[name] ?? null);
const get = (path: string, headers: Record<string, string> = {}) =>
  route(hostRequest("GET", path, headers), 0) as HostResponse | null;

describe("the files of the bridge", () => {
  test("all.js is the frame's half, with what this host puts behind it, and loads from here", () => {
    expect(get("/atlassian-connect/all.js")!.body).toBe(
      'var CDN_URL = "http://127.0.0.1:7310/atlassian-connect";\nmore();',
    );
  });

  test("have their type, and may be loaded by pages of add-ons", () => {
    expect(get("/atlassian-connect/site.css")!.headers).toMatchObject({
      "content-type": "text/css; charset=utf-8",
      "cross-origin-resource-policy": "cross-origin",
    });
  });

  test("a browser that has one is not sent it again", () => {
    const { etag } = get("/atlassian-connect/all.js")!.headers!;
    const again = get("/atlassian-connect/all.js", { "if-none-match": String(etag) })!;
    expect([again.status, again.body]).toEqual([304, undefined]);
  });

  test.for([
    "/atlassian-connect/none.js",
    "/atlassian-connect/",
    "/atlassian-connect/../package.json",
    "/atlassian-connect/themes/../../package.json",
    "/atlassian-connect/%2e%2e/site.css",
    "/elsewhere/site.css",
  ])("%s is not one of them", (path) => {
    expect(get(path)).toBeNull();
  });
});
