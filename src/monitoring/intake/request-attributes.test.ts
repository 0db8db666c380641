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
      status: 204,
      outcome: "succeeded",
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
      status: Number.NaN,
      outcome: "undecided",
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
    ["status 200", { "http.response.status_code": "200" }, "succeeded"],
    ["status 302", { "http.response.status_code": "302" }, "succeeded"],
    ["status 404: the caller's failure", { "http.response.status_code": "404" }, "succeeded"],
    [
      "status 404 with an error type",
      { "http.response.status_code": "404", "error.type": "404" },
      "succeeded",
    ],
    ["status 500", { "http.response.status_code": "500" }, "failed"],
    ["status 503", { "http.response.status_code": "503" }, "failed"],
    ["an exception without a status", { "error.type": "TimeoutError" }, "failed"],
    [
      "an answer that broke off",
      { "http.response.status_code": "200", "error.type": "ECONNRESET" },
      "failed",
    ],
    ["neither a status nor an error type", {}, "undecided"],
    ["an empty error type", { "error.type": "" }, "undecided"],
    ["a status that is no number", { "http.response.status_code": "OK" }, "undecided"],
    ["a status that is none", { "http.response.status_code": "0" }, "undecided"],
    ["a status beyond all", { "http.response.status_code": "1000" }, "undecided"],
  ] as const)("%s", ([, point, outcome]) => {
    expect(read(point).outcome).toBe(outcome);
  });
});
