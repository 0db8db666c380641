import { describe, expect, test } from "vitest";
import { readRequestAttributes } from "./request-attributes.ts";

const read = (point: Record<string, string>, resource: Record<string, string> = {}) =>
  readRequestAttributes(new Map(Object.entries(resource)), new Map(Object.entries(point)));

describe("the attributes of a point", () => {
  test("tell whose request it was, where and of what kind", () => {
    const told = read(
      {
        "plimsoll.tenant": "tenant-1",
        "http.request.method": "POST",
        "http.route": "/installed",
        "http.response.status_code": "204",
      },
      { "service.version": "1.4.2", "cloud.region": "eu-west-1" },
    );
    expect(told).toEqual({
      tenant: "tenant-1",
      release: "1.4.2",
      region: "eu-west-1",
      method: "POST",
      route: "/installed",
      failed: false,
      synthetic: false,
    });
  });

  test("may leave everything out", () => {
    expect(read({})).toEqual({
      tenant: "",
      release: "",
      region: "",
      method: "GET",
      route: "",
      failed: false,
      synthetic: false,
    });
  });

  test("come before those of the resource", () => {
    const told = read({ "plimsoll.tenant": "point" }, { "plimsoll.tenant": "resource" });
    expect(told.tenant).toBe("point");
    expect(read({}, { "plimsoll.tenant": "resource" }).tenant).toBe("resource");
  });

  test("give the path where no route matched", () => {
    expect(read({ "url.path": "/a/b" }).route).toBe("/a/b");
  });

  test("say when a bot or a test asked", () => {
    expect(read({ "user_agent.synthetic.type": "bot" }).synthetic).toBe(true);
  });

  test.for([
    ["status 200", { "http.response.status_code": "200" }, false],
    ["status 302", { "http.response.status_code": "302" }, false],
    ["status 404: the caller's failure", { "http.response.status_code": "404" }, false],
    [
      "status 404 with an error type",
      { "http.response.status_code": "404", "error.type": "404" },
      false,
    ],
    ["status 500", { "http.response.status_code": "500" }, true],
    ["status 503", { "http.response.status_code": "503" }, true],
    ["an exception without a status", { "error.type": "TimeoutError" }, true],
    [
      "an answer that broke off",
      { "http.response.status_code": "200", "error.type": "ECONNRESET" },
      true,
    ],
    ["an empty error type", { "error.type": "" }, false],
    ["a status that is no number", { "http.response.status_code": "OK" }, false],
  ] as const)("%s", ([, point, failed]) => {
    expect(read(point).failed).toBe(failed);
  });
});
