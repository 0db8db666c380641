import { describe, expect, test } from "vitest";
import type { AddonView } from "./index.ts";
import { nowPage } from "./now-page.ts";
import { diskWords, leadOf, nowHeadline, storeWords } from "./now-words.ts";
import {
  addonView,
  check,
  diagnostic,
  operationsView,
  sender,
  storeView,
} from "./testdata/view.ts";

const failing = check({
  kind: "failing",
  cause: "status 500 instead of 200",
  durationMs: null,
});

describe("the headline", () => {
  const roadmaps = (state: AddonView["state"]) => addonView({ state });
  const charts = (state: AddonView["state"]) => addonView({ key: "charts", name: "Charts", state });
  test.for([
    [[], "Nothing is watched."],
    [[roadmaps("answering")], "Roadmaps for Jira answers."],
    [[roadmaps("answering"), charts("answering")], "All 2 add-ons answer."],
    [[roadmaps("answering"), charts("failing")], "Charts fails."],
    [[roadmaps("failing"), charts("failing")], "All 2 add-ons fail."],
    [[roadmaps("answering"), charts("unknown")], "Nothing is known of Charts."],
    [[roadmaps("failing"), charts("unknown")], "Roadmaps for Jira fails."],
    [[charts("unchecked")], "Nothing has been checked yet."],
    [[roadmaps("answering"), charts("unchecked")], "Roadmaps for Jira answers."],
  ] as const)("of %o", ([addons, said]) => {
    expect(nowHeadline(operationsView({ addons }))).toBe(said);
  });
});

describe("below it", () => {
  test.for([
    [operationsView(), "Nothing wants attention."],
    [
      operationsView({ addons: [addonView({ checks: [failing] })] }),
      "At /health from local: status 500 instead of 200. Nothing else wants attention.",
    ],
    [
      operationsView({ diagnostics: [diagnostic({}), diagnostic({ resolvedAtMs: 1 })] }),
      "1 thing wants attention; see below.",
    ],
    [
      operationsView({
        addons: [addonView({ checks: [failing, { ...failing, path: "/" }] })],
        diagnostics: [diagnostic({}), diagnostic({}), diagnostic({ kind: "addon" })],
      }),
      "At /health from local: status 500 instead of 200, and 1 more check. 2 more things want attention; see below.",
    ],
    [
      operationsView({
        addons: [
          addonView({
            state: "unknown",
            checks: [{ ...failing, kind: "unknown", cause: "no name service" }],
          }),
          addonView({ key: "charts", name: "Charts", state: "failing", checks: [failing] }),
        ],
      }),
      "Charts at /health from local: status 500 instead of 200, and 1 more check. Nothing else wants attention.",
    ],
  ] as const)("%o", ([view, said]) => {
    expect(leadOf(view)).toBe(said);
  });
});

const unseen = { growthPerDay: null, lossPerDay: null, seenDays: 0, fullInDays: null };

describe("the store", () => {
  test.for([
    [storeView({}), "SQLite, 255 kB, 12 MB more a day"],
    [storeView({ forecast: unseen }), "SQLite, 255 kB"],
    [
      storeView({ sizeBytes: null, forecast: { ...unseen, growthPerDay: -2e6 } }),
      "SQLite, 2.0 MB less a day",
    ],
  ] as const)("%o", ([store, said]) => {
    expect(storeWords(store)).toBe(said);
  });

  test.for([
    [storeView({}).forecast, "80 GB left of 100 GB; full in 400 days"],
    [unseen, "80 GB left of 100 GB; when it is full is known after a day"],
    [{ ...unseen, seenDays: 3 }, "80 GB left of 100 GB; not full within ten years"],
    [{ ...unseen, seenDays: 3, fullInDays: 1.9 }, "80 GB left of 100 GB; full in 1 day"],
  ] as const)("its disk, with %o", ([forecast, said]) => {
    expect(diskWords({ availableBytes: 80e9, sizeBytes: 100e9 }, forecast)).toBe(said);
  });

  test("that takes nothing more says so", async () => {
    const page = await nowPage(operationsView({ store: storeView({ isWritable: false }) }), null);
    expect(page).toContain("what came since was not taken");
  });
});

describe("the page", () => {
  test("shows each path with its state, since when and why", async () => {
    const addons = [addonView({ checks: [check({}), { ...failing, path: "/ready" }] })];
    const page = await nowPage(operationsView({ addons }), { spent: 0.4, most: 0.4 });
    expect(page).toContain("status 500 instead of 200");
    expect(page).toMatch(/\/health.*Answering.*for 3\u00a0h.*\/ready.*Failing/s);
  });

  test("shows senders, what is wrong, and what is over as over", async () => {
    const diagnostics = [diagnostic({}), diagnostic({ resolvedAtMs: 1, message: "It was." })];
    const page = await nowPage(operationsView({ diagnostics }), null);
    expect(page).toMatch(/roadmaps-web.*10\.0\.0\.7.*20 s ago.*1,200.*84,000/s);
    expect(page).toMatch(/Ongoing.*Metrics from 10\.0\.0\.9.*Over.*It was\./s);
  });

  test("says where metrics are to be sent while none come", async () => {
    const intake = {
      url: "http://127.0.0.1:7300/v1/metrics",
      series: { kept: 12, most: 1_000_000 },
      senders: [],
    };
    const page = await nowPage(operationsView({ intake }), null);
    expect(page).toContain("None came in since Plimsoll was started.");
    expect(page).toContain("<code>http://127.0.0.1:7300/v1/metrics</code>");
  });

  test("says what is the matter with a descriptor", async () => {
    const problem = "http://127.0.0.1/d.json: nothing listens there.";
    const told = async (descriptor: { isInUse: boolean; readAtMs: number | null }) =>
      nowPage(
        operationsView({ addons: [addonView({ descriptor: { ...descriptor, problem } })] }),
        null,
      );
    expect(await told({ isInUse: true, readAtMs: 1 })).toContain(
      "The one seen before stays in use.",
    );
    expect(await told({ isInUse: false, readAtMs: null })).toContain("cannot be told apart");
  });

  test("lets no name of a sender, no message and no path be markup", async () => {
    const evil = '<script>alert("x")</script>';
    const page = await nowPage(
      operationsView({
        addons: [
          addonView({ name: evil, checks: [check({ path: evil, place: evil, cause: evil })] }),
        ],
        intake: {
          url: evil,
          series: { kept: 12, most: 1_000_000 },
          senders: [sender({ service: evil, address: evil })],
        },
        store: storeView({ name: evil }),
        diagnostics: [diagnostic({ message: evil })],
        version: evil,
      }),
      null,
    );
    expect(page).not.toContain("<script>alert");
  });
});
