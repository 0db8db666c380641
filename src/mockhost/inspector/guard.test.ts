import { describe, expect, test } from "vitest";
import { scene } from "./testdata/scene.ts";

describe("only this machine is answered", () => {
  test.for([
    ["127.0.0.1:7310", 200],
    ["[::1]:7310", 200],
    ["localhost", 200],
    ["acme.localhost:7310", 200],
    ["evil.example:7310", 403],
    ["localhost.evil.example", 403],
    ["127.0.0.1.evil.example", 403],
    ["", 403],
  ] as const)("at host %s: %i", async ([host, status]) => {
    expect((await scene().send("GET", "tenants", undefined, { host })).status).toBe(status);
  });

  test.for([
    ["http://127.0.0.1:7310", 200],
    ["http://evil.example", 403],
    ["http://127.0.0.1:9999", 403],
    ["null", 403],
  ] as const)("from origin %s: %i", async ([origin, status]) => {
    const answer = await scene().send("POST", "poll", {}, { origin });
    expect(answer.status).toBe(status);
  });

  test("and never what a plain form of another page could send", async () => {
    const answer = await scene().send("POST", "poll", {}, { "content-type": "text/plain" });
    expect(answer.status).toBe(415);
  });
});
