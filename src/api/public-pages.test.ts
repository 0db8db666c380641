import { describe, expect, test } from "vitest";
import { early, good, missed, young } from "../publishing/testdata/addons.ts";
import { PUBLIC_KEY, published, viewOf } from "../publishing/testdata/view.ts";
import { app, text, words } from "./testdata/public-app.ts";

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
      "Kept so far: 99.94 % of minutes, promised 99.9 %. 27 of 44 minutes of this month’s budget are left.",
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
    expect(words(page)).toContain("2 of 22 promises are missed so far.");
  });

  test("it says of each how it is now, and what is missed before what is kept", async () => {
    const down = { kind: "failing", cause: "status 500 instead of 200" } as const;
    const at = good.statement.computedAt;
    const current = { ...down, since: at, checkedAt: at };
    const isP95 = ({ id }: { id: string }) => id === "ui.p95";
    const p95 = missed.statement.objectives.filter(isP95);
    const kept = good.statement.objectives.filter((one) => !isP95(one));
    const statement = { ...good.statement, objectives: [...kept, ...p95] };
    const page = words(await text(viewOf({ ...good, statement, current }, early), "/"));
    expect(page).toContain("Failing its checks for");
    expect(page).toContain("status 500 instead of 200");
    expect(page).toContain("Missed so far: 91.72 % of 12,340 page requests");
    expect(page).not.toContain("Kept so far: 99.94 % of minutes");
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
    expect(page).toContain("Excluded minutes counted as down 99.4465 % falls short");
    expect(page).toContain("Thu, 14 Jan 2027 more than a day’s allowance 16 minutes down");
  });

  test("of a percentile shows events, interval and why it is judged so", async () => {
    const page = words(await text(viewOf(missed), "/objectives/ui.p95"));
    expect(page).toContain("12,340 page requests");
    expect(page).toContain("91.3200 % to 92.0200 %");
    expect(page).toContain("The whole interval lies below 95 %: missed so far.");
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
    expect(page).toContain(`<code>${PUBLIC_KEY}</code>`);
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

describe("how an add-on stands to the operations guide", () => {
  const guide = { addon: good.addon.key, name: good.addon.name, rows: [] };
  const ask = (hasGuide: boolean) =>
    app(viewOf({ ...good, hasGuide }), { guides: async () => [guide] });

  test("is a page, named on all others, where its vendor wants it", async () => {
    const page = await ask(true).request("/guide");
    expect(page.status).toBe(200);
    expect(words(await page.text())).toContain("and the operations guide");
    expect(await (await ask(true).request("/")).text()).toContain('href="/guide"');
  });

  test("is nobody's business otherwise", async () => {
    expect((await ask(false).request("/guide")).status).toBe(404);
    expect(await (await ask(false).request("/")).text()).not.toContain("/guide");
  });
});
