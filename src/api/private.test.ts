import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { addonView, check, diagnostic, operationsView } from "../console/testdata/view.ts";
import { Counter } from "../core/exposition/index.ts";
import { good } from "../publishing/testdata/addons.ts";
import { coarse } from "../publishing/testdata/open-addons.ts";
import { viewOf } from "../publishing/testdata/view.ts";
import { look } from "../ui/index.ts";
import { type PrivateDoor, privateRoutes } from "./private.ts";
import type { OperationsCounters } from "./private-metrics.ts";
import { bearer, emptyHouse } from "./testdata/callers.ts";

const house = await emptyHouse();

function open(changes: Partial<PrivateDoor> = {}) {
  const counters: OperationsCounters = {
    checks: new Counter(),
    requests: new Counter(),
    points: new Counter(),
    notices: new Counter(),
  };
  const reported: unknown[] = [];
  const app = privateRoutes({
    published: async () => viewOf(good),
    operations: async () => operationsView(),
    guides: async () => [],
    ...house,
    counters,
    health: {
      version: "1.2.3",
      checks: async () => [],
      nowMs: () => Date.UTC(2027, 0, 23),
      report: (error) => reported.push(error),
    },
    residentBytes: () => 42,
    names: [],
    report: (error) => reported.push(error),
    ...changes,
  });
  const ask = (path: string, host = "127.0.0.1:7301") =>
    app.request(`http://${host}${path}`, { headers: { host, ...bearer } });
  const metrics = async () => (await ask("/metrics")).text();
  return { ask, metrics, counters, reported };
}

describe("metrics", () => {
  test("tell each objective's verdict, events and budget", async () => {
    const text = await open().metrics();
    expect(text).toContain(
      'plimsoll_objective_verdict{addon="com.example.roadmaps",objective="uptime"} 1\n',
    );
    expect(text).toMatch(/^plimsoll_objective_budget_spent_ratio\{.*objective="uptime"\} 0\.\d+$/m);
  });

  test("tell both ends of what is a range", async () => {
    const text = await open({ published: async () => viewOf(coarse) }).metrics();
    const told = (name: string, objective: string) =>
      [...text.matchAll(new RegExp(`^plimsoll_objective_${name}\\{(.*)\\} (.*)$`, "gm"))]
        .filter(([, labels]) => labels!.includes(`objective="${objective}"`))
        .map(([, labels, value]) => `${/bound="(.*?)"/.exec(labels!)?.[1] ?? ""} ${value}`.trim());
    expect(told("kept_ratio", "ui.p95")).toEqual(["low 0.1724", "high 1"]);
    expect(told("measured_seconds", "ui.p95")).toEqual(["low 1", "high 2.5"]);
    expect(told("budget_open_ratio", "ui.p95")).toEqual(["16.55"]);
    expect(told("verdict", "ui.p95")).toEqual(["-1"]);
    expect(text).toMatch(/^# HELP plimsoll_objective_verdict 1 kept so far, /m);
  });

  test("say nothing of objectives while there are none", async () => {
    const published = async () => viewOf();
    expect(await open({ published }).metrics()).not.toMatch(/^plimsoll_objective/m);
  });

  test("tell of what goes on also when the figures cannot be had", async () => {
    const published = () => Promise.reject(new Error("store away"));
    const { metrics, reported } = open({ published });
    expect(await metrics()).toContain('plimsoll_addon_up{addon="com.example.roadmaps"} 1\n');
    expect(reported).toMatchObject([{ message: "store away" }]);
  });

  test.for([
    ["answering", 1],
    ["failing", 0],
    ["unknown", null],
    ["unchecked", null],
  ] as const)("an add-on that is %s", async ([state, up]) => {
    const operations = async () => operationsView({ addons: [addonView({ state })] });
    const [, value] =
      /^plimsoll_addon_up\{.*\} (.*)$/m.exec(await open({ operations }).metrics()) ?? [];
    expect(value).toBe(up === null ? undefined : String(up));
  });

  test("tell of each path by itself", async () => {
    const checks = [check({}), check({ path: "/ready", kind: "failing", durationMs: null })];
    const operations = async () => operationsView({ addons: [addonView({ checks })] });
    const text = await open({ operations }).metrics();
    const labels = 'addon="com.example.roadmaps",place="local"';
    expect(text).toContain(`plimsoll_probe_up{${labels},path="/health"} 1\n`);
    expect(text).toContain(`plimsoll_probe_up{${labels},path="/ready"} 0\n`);
    expect(text).toContain(`plimsoll_probe_duration_seconds{${labels},path="/health"} 0.0124\n`);
  });

  test("count checks, requests, points and what was refused, and what is wrong now", async () => {
    const operations = async () =>
      operationsView({
        diagnostics: [
          diagnostic({}),
          diagnostic({ resolvedAtMs: 1 }),
          diagnostic({ kind: "addon" }),
        ],
      });
    const { metrics, counters } = open({ operations });
    const from = { addon: "a", place: "local", path: "/health" };
    counters.checks.add({ ...from, result: "good", cause: "" });
    counters.checks.add({ ...from, result: "bad", cause: "status" });
    counters.checks.add({ ...from, result: "bad", cause: "status" });
    counters.requests.add({ code: "401" });
    counters.points.add({ result: "accepted" }, 20);
    counters.notices.add({ reason: "key-refused" });
    const text = await metrics();
    for (const line of [
      'plimsoll_probe_checks_total{addon="a",place="local",path="/health",result="bad",cause="status"} 2',
      'plimsoll_intake_requests_total{code="401"} 1',
      'plimsoll_intake_points_total{result="accepted"} 20',
      'plimsoll_intake_refused_total{reason="key-refused"} 1',
      'plimsoll_diagnostics{kind="intake-key"} 1',
      'plimsoll_diagnostics{kind="addon"} 1',
      "plimsoll_store_size_bytes 254704",
      "plimsoll_store_writable 1",
      "plimsoll_store_disk_available_bytes 80000000000",
      "plimsoll_store_growth_bytes_per_day 12000000",
      "plimsoll_store_disk_full_in_seconds 34560000",
    ])
      expect(text.split("\n")).toContain(line);
  });

  test("are as Prometheus' conventions want them", async () => {
    const { metrics, counters } = open();
    counters.requests.add({ code: "200" });
    const text = await metrics();
    const families = [...text.matchAll(/^# HELP (\S+) (.+)\n# TYPE (\S+) (\S+)\n/gm)];
    expect(new Set(families.map(([, name]) => name)).size).toBe(families.length);
    for (const [, helped, help, typed, type] of families) {
      expect(typed).toBe(helped);
      expect(helped).toMatch(/^plimsoll_[a-z_]+$/);
      expect(help).toMatch(/\.$/);
      expect(helped!.endsWith("_total")).toBe(type === "counter");
    }
    const named = new Set(families.map(([, name]) => name));
    for (const line of text.split("\n").filter((one) => one !== "" && !one.startsWith("#")))
      expect(named).toContain(/^[a-z_]+/.exec(line)![0]);
  });
});

describe("the listener", () => {
  test.for([
    ["127.0.0.1:7301", [], 200],
    ["localhost:7301", [], 200],
    ["LOCALHOST", [], 200],
    ["plimsoll.localhost:7301", [], 200],
    ["[::1]:7301", [], 200],
    ["10.0.0.7", [], 200],
    ["evil.example", [], 421],
    ["evil.example:7301", [], 421],
    ["127.0.0.1.evil.example", [], 421],
    ["localhost.evil.example", [], 421],
    ["plimsoll", [], 421],
    ["plimsoll:7301", ["Plimsoll"], 200],
  ] as const)("asked as %s, called %s: %i", async ([host, names, status]) => {
    for (const path of ["/", "/metrics", "/health", "/nowhere"]) {
      const response = await open({ names }).ask(path, host);
      if (path === "/nowhere" && status === 200) expect(response.status).toBe(404);
      else expect(response.status).toBe(status);
    }
  });

  test("lets no other page frame, sniff or keep what it gives", async () => {
    const { headers } = await open().ask("/");
    expect(Object.fromEntries(headers)).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "cache-control": "no-store",
    });
  });

  test("runs and draws on its page nothing but what its policy names", async () => {
    const response = await open().ask("/");
    const policy = response.headers.get("content-security-policy")!;
    const page = await response.text();
    const hashes = [...page.matchAll(/<(style|script)>(.*?)<\/\1>/gs)].map(
      ([, , text]) => `'sha256-${createHash("sha256").update(text!).digest("base64")}'`,
    );
    expect(hashes).toHaveLength(2);
    for (const hash of hashes) expect(policy).toContain(hash);
    expect(policy).toMatch(/^default-src 'none'; /);
    expect(page).toContain(look.slice(0, 100));
  });

  test("says that a page could not be made, and why only where it belongs", async () => {
    const operations = () => Promise.reject(new Error("a secret"));
    const { ask, reported } = open({ operations });
    const response = await ask("/");
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain("secret");
    expect(reported).toMatchObject([{ message: "a secret" }]);
  });
});
