import { describe, expect, test } from "vitest";
import { good, missed } from "../publishing/testdata/addons.ts";
import { ADDON } from "../publishing/testdata/contract.ts";
import { published, viewOf } from "../publishing/testdata/view.ts";
import { app, text } from "./testdata/public-app.ts";

describe("hostile names", () => {
  const nasty = `"><script>alert('x')</script><img src=x onerror=alert(1)>&`;
  const hostile = published({
    ...good,
    addon: { ...ADDON, key: "com.example/../x", name: nasty, vendor: nasty },
    written: { text: nasty, json: { [nasty]: nasty } },
    statement: {
      ...good.statement,
      objectives: [
        { ...good.statement.objectives[0]!, promised: nasty, formula: nasty },
        { ...good.statement.objectives[1]!, id: nasty, indicator: nasty },
      ],
    },
  });

  test.for(["/", "/sla", "/objectives/uptime", `/objectives/${encodeURIComponent(nasty)}`])(
    "are words on %s",
    async (path) => {
      for (const view of [viewOf(hostile), viewOf(hostile, missed)]) {
        const page = await text(view, path);
        expect(page).not.toMatch(/<script>alert|<img/);
        expect(page.match(/<script>/g)).toHaveLength(1);
      }
    },
  );

  test("are plain strings in the document", async () => {
    const response = await app(viewOf(hostile)).request("/sla.json");
    expect((await response.json()).addons[0].name).toBe(nasty);
    expect(response.headers.get("X-Content-Type-Options")).toBe("nosniff");
  });
});
