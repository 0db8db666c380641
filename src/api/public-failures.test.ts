import { describe, expect, test } from "vitest";
import { PlimsollError } from "../core/errors/index.ts";
import { good } from "../publishing/testdata/addons.ts";
import { viewOf } from "../publishing/testdata/view.ts";
import { app, failing, text, words } from "./testdata/public-app.ts";

describe("what goes wrong", () => {
  const lost = new PlimsollError("store.unavailable", "postgres://secret@host is away");

  test("an unknown address is a page that says so", async () => {
    const response = await app(viewOf(good)).request("/nowhere");
    expect(response.status).toBe(404);
    expect(words(await response.text())).toContain("There is no page here.");
  });

  test("for a program it is a problem document", async () => {
    const response = await app(viewOf(good)).request("/nobody/sla.json");
    expect(response.status).toBe(404);
    expect(response.headers.get("Content-Type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({ title: "Not Found", status: 404 });
  });

  test.for([
    ["our fault", new Error("secret detail"), 500],
    ["a store that is away", lost, 503],
  ] as const)("%s is told readers in a sentence and us in full", async ([, error, status]) => {
    const told: unknown[] = [];
    const broken = app(failing(error), { report: (e) => told.push(e) });
    const response = await broken.request("/");
    expect(response.status).toBe(status);
    expect(response.headers.get("Cache-Control")).toBe("no-store");
    expect(response.headers.get("Content-Security-Policy")).toContain("default-src 'none'");
    expect(await response.text()).not.toContain("secret");
    expect(told).toEqual([error]);
  });

  test("figures that could not be renewed are shown with their age", async () => {
    const page = await text({ ...viewOf(good), isStale: true }, "/");
    expect(words(page)).toContain("These are the figures of 23 January 2027, 14:03:22 UTC");
    expect(words(page)).toContain("99.94 %");
  });
});
