import { describe, expect, test } from "vitest";
import { PlimsollError } from "../errors/index.ts";
import type { PublicView } from "../publishing/index.ts";
import {
  ADDON,
  early,
  good,
  missed,
  published,
  viewOf,
  young,
} from "../publishing/testdata/sample.ts";
import { type PublicDoor, publicRoutes } from "./public.ts";

const failing = (error: unknown) => async () => {
  throw error;
};

function app(view: PublicView | (() => Promise<PublicView>), parts: Partial<PublicDoor> = {}) {
  return publicRoutes({
    view: typeof view === "function" ? view : async () => view,
    nowMs: () => Date.UTC(2027, 0, 23),
    version: "0.1.0",
    checks: async () => [],
    report: () => {},
    ...parts,
  });
}

const text = async (view: PublicView, path: string) => (await app(view).request(path)).text();

/** The words of a page, as somebody reads them. */
const words = (page: string) =>
  page
    .replace(/<(style|script)[\s\S]*?<\/\1>/g, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/[\s\u00a0]+/g, " ");

describe("the status page", () => {
  test.for([
    ["nothing measured yet", young, "Watching began 20 s ago: no figure yet."],
    [
      "too little evidence",
      early,
      "Not yet proven: 100 % of 57 known minutes, promised 99.9 %; 3 are unknown.",
    ],
    [
      "kept",
      good,
      "Kept: 99.94 % of minutes, promised 99.9 %. 27 of 44 minutes of this month’s budget are left.",
    ],
    ["missed", missed, "Missed: 99.73 % of minutes, promised 99.9 %."],
    ["an excluded window", good, "Answering for 9 days; last checked at 14:03:10 UTC."],
  ] as const)("%s", async ([, addon, said]) => {
    const response = await app(viewOf(addon)).request("/");
    expect(response.status).toBe(200);
    expect(response.headers.get("Content-Type")).toMatch(/^text\/html/);
    expect(words(await response.text())).toContain(said);
  });

  test("has one objective for each promise, with its verdict in words", async () => {
    const page = await text(viewOf(good), "/");
    for (const { id } of good.statement.objectives) expect(page).toContain(`id="${id}"`);
    expect(page.match(/class="verdict met"/g)).toHaveLength(8);
    expect(page.match(/class="verdict insufficient"/g)).toHaveLength(3);
  });

  test("never says 100 % where nothing was measured", async () => {
    expect(words(await text(viewOf(young), "/"))).not.toContain("100 %");
  });

  test("draws a strip only where a day is known", async () => {
    expect(await text(viewOf(young), "/")).not.toContain('class="strip"');
    expect((await text(viewOf(good), "/")).match(/class="strip"/g)).toHaveLength(7);
  });
});

describe("several add-ons", () => {
  const both = viewOf(good, missed);

  test("one page lists all", async () => {
    const page = await text(both, "/");
    expect(page).toContain('href="/com.example.roadmaps"');
    expect(page).toContain('href="/com.example.charts"');
    expect(words(page)).toContain("2 of 22 promises are missed.");
  });

  test("each has its own pages", async () => {
    for (const path of ["", "/sla", "/sla.json", "/objectives/uptime"]) {
      const response = await app(both).request(`/com.example.charts${path}`);
      expect(response.status, path).toBe(200);
      expect(await response.text()).toContain("Charts for Confluence");
    }
  });

  test("an address without a key leads to all of them", async () => {
    expect(words(await text(both, "/sla"))).toContain("Charts for Confluence");
    expect((await app(both).request("/objectives/uptime")).status).toBe(404);
  });

  test("none at all is a page too", async () => {
    expect(words(await text(viewOf(), "/"))).toContain("No figure is promised.");
  });
});

describe("an objective's page", () => {
  test("shows the reckoning with its numbers and the other ways of counting", async () => {
    const page = words(await text(viewOf(good), "/objectives/uptime"));
    expect(page).toContain("1 − 17 ÷ (32,523 − 163 − 0) = 99.9474 %");
    expect(page).toContain("Excluded minutes counted as down 99.4465 % misses it");
    expect(page).toContain("Thu, 14 Jan 2027 more than a day’s allowance 16 minutes down");
  });

  test("of a percentile shows events, interval and why it is judged so", async () => {
    const page = words(await text(viewOf(missed), "/objectives/ui.p95"));
    expect(page).toContain("12,340 page requests");
    expect(page).toContain("91.3200 % to 92.0200 %");
    expect(page).toContain("The whole interval lies below 95 %: missed.");
  });

  test("counts installations and names none", async () => {
    const page = await text(viewOf(good), "/objectives/uptime");
    expect(words(page)).toContain("each of 1,203 installations alone");
    expect(page).not.toContain("secret-customer");
  });

  test("links to the formula, which is explained there", async () => {
    const page = await text(viewOf(good), "/objectives/uptime");
    const [, anchor] = /href="\/sla#([^"]+)"/.exec(page)!;
    expect(await text(viewOf(good), "/sla")).toContain(`id="${anchor}"`);
  });

  test.for(good.statement.objectives.map(({ id }) => id))("exists for %s", async (id) => {
    expect((await app(viewOf(good)).request(`/objectives/${id}`)).status).toBe(200);
  });
});

describe("the promise", () => {
  test("stands beside its proof, with version, hash and the text as written", async () => {
    const page = await text(viewOf(good), "/sla");
    expect(words(page)).toContain("up for at least 99.9 % of the minutes");
    expect(words(page)).toContain("In force since 1 January 2027.");
    expect(words(page)).toContain("public holidays of France");
    expect(page).toContain("# Answered by people, not by robots.");
    expect(page).toMatch(/sha256:[0-9a-f]{64}/);
    expect(page).not.toContain("never shown");
  });

  test("that starts later says from when", async () => {
    const later = published({ ...good, sla: { ...good.sla, effectiveFrom: "2027-03-01" } });
    expect(words(await text(viewOf(later), "/sla"))).toContain("In force from 1 March 2027.");
  });

  test("a support address that is not of the web is words, not a link", async () => {
    const support = { ...good.sla.support!, url: "javascript:alert(1)" };
    const hostile = published({ ...good, sla: { ...good.sla, support } });
    expect(await text(viewOf(hostile), "/sla")).not.toContain('href="javascript');
  });
});

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

test("other routes of the listener are added to the same app", async () => {
  const door = app(viewOf(good));
  door.post("/v1/metrics", (c) => c.json({}));
  expect((await door.request("/v1/metrics", { method: "POST" })).status).toBe(200);
});
