import { describe, expect, test } from "vitest";
import { good } from "../publishing/testdata/addons.ts";
import { viewOf } from "../publishing/testdata/view.ts";
import type { PublicDoor } from "./public.ts";
import { app, failing } from "./testdata/public-app.ts";

describe("/health", () => {
  const health = async (checks: PublicDoor["checks"]) => {
    const response = await app(viewOf(good), { checks }).request("/health");
    return { response, document: await response.json() };
  };

  test("passes", async () => {
    const check = { name: "store:writable", status: "pass", output: "" } as const;
    const { response, document } = await health(async () => [check]);
    expect(response.status).toBe(200);
    expect(response.headers.get("Content-Type")).toBe("application/health+json");
    expect(document).toMatchObject({ status: "pass", version: "0.1.0", serviceId: "plimsoll" });
    expect(document.checks["store:writable"]).toEqual([
      { componentType: "component", status: "pass", time: "2027-01-23T00:00:00.000Z" },
    ]);
  });

  test("warns and is still well", async () => {
    const check = { name: "disk:free", status: "warn", output: "5 % left" } as const;
    const { response, document } = await health(async () => [check]);
    expect([response.status, document.status]).toEqual([200, "warn"]);
  });

  test("fails when a check fails, and when none can be made", async () => {
    const check = { name: "store:writable", status: "fail", output: "read-only" } as const;
    expect((await health(async () => [check])).response.status).toBe(503);
    const { response, document } = await health(failing(new Error("secret")));
    expect([response.status, document.status]).toEqual([503, "fail"]);
    expect(JSON.stringify(document)).not.toContain("secret");
  });
});
