import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TestKind } from "../model/index.ts";
import { runRecord } from "../record/testdata/arbitraries.ts";
import { sampleRecord } from "../record/testdata/sample-run.ts";
import { htmlReport } from "./html-report.ts";

const kinds: readonly TestKind[] = ["load", "stress", "soak", "spike"];
const headingOf = (page: string) => /<h1>(.*?)<\/h1>/.exec(page)![1]!.replaceAll("\u00a0", " ");

describe("the report of a run", () => {
  test.for<[TestKind, RegExp]>([
    ["load", /^Kept: 95 % of pages within 2\d\d ms, promised 500 ms\.$/],
    [
      "stress",
      /^It holds 200 sessions a second and no longer 210: response time gives way first\.$/,
    ],
    ["spike", /^Missed: 95 % of pages within 9\d\d ms, promised 500 ms\.$/],
  ])("a %s test's heading is its answer", async ([kind, sentence]) => {
    expect(headingOf(await htmlReport(sampleRecord(kind)))).toMatch(sentence);
  });

  test("a soak that leaks says so first, though every promise was kept", async () => {
    const leaking = sampleRecord("soak", { judgement: { verdict: "missed" } });
    expect(headingOf(await htmlReport(leaking))).toMatch(/^Missed: it grows by 41\.2 MB an hour/);
  });

  test.for(kinds)(
    "of a %s test stands alone: no script, and nothing from elsewhere",
    async (kind) => {
      const page = await htmlReport(sampleRecord(kind));
      expect(page).not.toMatch(/<script|<link rel="stylesheet|@import|<iframe|<img|\son\w+=/i);
      const addresses = [...page.matchAll(/(?:href|src)="([^"]*)"|url\(([^)]*)\)/g)].map(
        ([, one, other]) => one ?? other ?? "",
      );
      for (const address of addresses) expect(address).toMatch(/^(#|data:image\/svg\+xml,)/);
    },
  );

  test("its policy allows its own style and nothing else", async () => {
    const page = await htmlReport(sampleRecord("load"));
    const [, style] = /<style>([\s\S]*?)<\/style>/.exec(page)!;
    const hash = createHash("sha256").update(style!).digest("base64");
    expect(page).toContain(`default-src &#39;none&#39;; style-src &#39;sha256-${hash}&#39;`);
    expect(page).not.toMatch(/\sstyle="/);
  });

  test.for(kinds)(
    "every chart of a %s test is named, described and given as a table",
    async (kind) => {
      const page = await htmlReport(sampleRecord(kind));
      const charts = [...page.matchAll(/<figure class="chart">[\s\S]*?<\/figure>/g)].map(
        ([one]) => one,
      );
      expect(charts.length).toBeGreaterThan(6);
      for (const chart of charts) {
        const [, title, description] = /aria-labelledby="(\S+) (\S+)"/.exec(chart)!;
        expect(chart).toContain(`<title id="${title}">`);
        expect(chart).toContain(`<desc id="${description}">`);
        expect(chart).toMatch(/<table>[\s\S]*<td class="number">/);
      }
      const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
    },
  );

  test("shows every kind of request with its times, the slowest first", async () => {
    const page = await htmlReport(sampleRecord("load"));
    const [, table] = /<h3>Request by request<\/h3>([\s\S]*?)<\/table>/.exec(page)!;
    const names = [...table!.matchAll(/<th scope="row">(.*?)<\/th>/g)].map(([, name]) => name);
    expect(names).toEqual(["page roadmap", "api items", "webhook jira:issue_updated"]);
  });

  test("draws the promised limit, the knee, the trend and the recovery where there are such", async () => {
    const pages = await Promise.all(kinds.map((kind) => htmlReport(sampleRecord(kind))));
    const [load, stress, soak, spike] = pages as [string, string, string, string];
    expect(load).toContain('<line class="limit"');
    expect(stress).toContain('<rect class="knee"');
    expect(soak).toContain('class="curve trend"');
    expect(spike).toContain("promises kept +21 s");
  });

  test("an invalid run is marked so", async () => {
    const page = await htmlReport(sampleRecord("load", { judgement: { verdict: "invalid" } }));
    expect(headingOf(page)).toBe("Invalid: the rig was the limit, not the add-on.");
    expect(page).toContain('class="verdict invalid"');
    expect(page).toContain("Withheld");
    expect(page).not.toContain("Met</span>");
  });

  test("a run without a single figure still has a page", async () => {
    const nothing = sampleRecord("load", {
      run: { phases: [], resources: [], interrupted: true },
      judgement: { verdict: "insufficient", outcomes: [], findings: [], own: null },
    });
    const page = await htmlReport(nothing);
    expect(headingOf(page)).toBe("Not enough to judge: nothing that is promised was measured.");
    expect(page).toContain("It was interrupted");
  });

  test("every text of a record is escaped", async () => {
    const evil = `"><img src=x onerror=alert(1)>'&`;
    const { run } = sampleRecord("spike");
    const page = await htmlReport(
      sampleRecord("spike", {
        run: { id: evil, release: evil, phases: run.phases.map((one) => ({ ...one, name: evil })) },
        plan: { addon: evil, contract: evil },
        judgement: { reasons: [evil] },
      }),
    );
    expect(page).not.toContain("<img");
    expect(page).toContain("&lt;img src=x onerror=alert(1)&gt;");
  });

  test("whatever a record holds, a page comes of it and its drawings have no broken number", async () => {
    await fc.assert(
      fc.asyncProperty(runRecord, async (record) => {
        const page = await htmlReport(record);
        const drawn = [...page.matchAll(/\s(?:d|x|y|x1|x2|y1|y2|width|height|cx|cy)="([^"]*)"/g)];
        for (const [attribute] of drawn) expect(attribute).not.toMatch(/NaN|Infinity|undefined/);
      }),
      { numRuns: 20 },
    );
  });
});
