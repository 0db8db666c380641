import { describe, expect, test } from "vitest";
import { faults, newFault } from "../faults/index.ts";
import { bodyOf, hostRequest, testWorld } from "../testdata/test-world.ts";
import type { HostResponse } from "../world/index.ts";
import { hostStatus } from "./host-status.ts";

function scene() {
  const { world, clock, tenants } = testWorld({ tenants: 4, products: ["jira", "confluence"] });
  const here = faults(world);
  const route = hostStatus(world, here);
  const ask = (path: string, headers = {}) =>
    route(hostRequest("GET", path, headers), clock.nowMs()) as HostResponse;
  return {
    clock,
    tenants,
    here,
    ask,
    add: (asked: object) => here.add(newFault.parse(asked))!,
    get: (name: string) => bodyOf(ask(`/status/api/v2/${name}.json`)),
  };
}

const outage = { effect: { kind: "outage" } };
const slow = { effect: { kind: "latency", delay: { shape: "fixed", ms: 900 } } };
const failing = { effect: { kind: "status", status: 500 } };

describe("the host's status page", () => {
  test("says that all is well when it is", () => {
    const { get } = scene();
    expect(get("summary")).toMatchObject({
      page: { id: expect.stringMatching(/^[a-z0-9]{12}$/), time_zone: "Etc/UTC" },
      status: { indicator: "none", description: "All Systems Operational" },
      incidents: [],
      scheduled_maintenances: [],
    });
    expect(get("components").components).toMatchObject([
      { name: "Jira", status: "operational", position: 1, group: false },
      { name: "Confluence", status: "operational", position: 2 },
      { name: expect.stringContaining("Platform"), status: "operational", position: 3 },
    ]);
  });

  test.for([
    [
      "an outage of everything",
      outage,
      "critical",
      ["major_outage", "major_outage", "major_outage"],
    ],
    [
      "errors on one product",
      { ...failing, product: "jira" },
      "critical",
      ["major_outage", "operational", "operational"],
    ],
    [
      "errors on some requests",
      { ...failing, share: 0.1, product: "confluence" },
      "major",
      ["operational", "partial_outage", "operational"],
    ],
    [
      "slowness on one operation",
      { ...slow, operation: "getIssue" },
      "minor",
      ["degraded_performance", "operational", "operational"],
    ],
  ] as const)("tells of %s", ([, fault, indicator, statuses]) => {
    const { add, get } = scene();
    add(fault);
    expect(get("status").status.indicator).toBe(indicator);
    const { components } = get("components");
    expect(components.map(({ status }: { status: string }) => status)).toEqual(statuses);
  });

  test("names the products of the sites that are hit", () => {
    const { add, get, tenants } = scene();
    add({ ...outage, tenants: [tenants[1]!.clientKey] });
    const { components } = get("summary");
    expect(components[0].status).toBe("operational");
    expect(components[1].status).toBe("partial_outage");
  });

  test("keeps an incident from its beginning to its end, in Statuspage's shape", async () => {
    const { add, get, clock } = scene();
    add({ ...outage, forMs: 60_000 });
    const [open] = get("incidents/unresolved").incidents;
    expect(open).toEqual({
      id: expect.stringMatching(/^[a-z0-9]{12}$/),
      name: "Sites unavailable",
      status: "identified",
      created_at: "2027-01-01T00:00:00.000Z",
      updated_at: "2027-01-01T00:00:00.000Z",
      monitoring_at: null,
      resolved_at: null,
      impact: "critical",
      shortlink: expect.stringContaining("http://127.0.0.1:7310/status/incidents/"),
      started_at: "2027-01-01T00:00:00.000Z",
      page_id: get("status").page.id,
      incident_updates: [
        {
          id: expect.stringMatching(/^[a-z0-9]{12}$/),
          status: "identified",
          body: "Injected on purpose: outage, for every request on all sites.",
          incident_id: open.id,
          created_at: "2027-01-01T00:00:00.000Z",
          updated_at: "2027-01-01T00:00:00.000Z",
          display_at: "2027-01-01T00:00:00.000Z",
          affected_components: expect.arrayContaining([
            expect.objectContaining({ old_status: "operational", new_status: "major_outage" }),
          ]),
          deliver_notifications: true,
          custom_tweet: null,
          tweet_id: null,
        },
      ],
      components: expect.arrayContaining([expect.objectContaining({ name: "Jira" })]),
    });
    await clock.advance(60_000);
    expect(get("incidents/unresolved").incidents).toEqual([]);
    expect(get("incidents").incidents).toMatchObject([
      { id: open.id, status: "resolved", resolved_at: "2027-01-01T00:01:00.000Z" },
    ]);
    expect(get("incidents").incidents[0].incident_updates[0].status).toBe("resolved");
    expect(get("status").status.indicator).toBe("none");
  });

  test("is silent on what nobody announced and has not begun", () => {
    const { add, get } = scene();
    add({ ...outage, afterMs: 60_000 });
    expect(get("incidents").incidents).toEqual([]);
  });

  test("announces maintenance, tells when it runs, and when it is over", async () => {
    const { add, get, clock } = scene();
    add({ ...outage, afterMs: 60_000, forMs: 60_000, announced: true });
    const seen = [];
    for (let minute = 0; minute < 3; minute++) {
      const [only] = get("scheduled-maintenances").scheduled_maintenances;
      seen.push([only.status, get("status").status.indicator, get("incidents").incidents.length]);
      expect(only).toMatchObject({
        impact: "maintenance",
        created_at: "2027-01-01T00:00:00.000Z",
        scheduled_for: "2027-01-01T00:01:00.000Z",
        scheduled_until: "2027-01-01T00:02:00.000Z",
      });
      await clock.advance(60_000);
    }
    expect(seen).toEqual([
      ["scheduled", "none", 0],
      ["in_progress", "maintenance", 0],
      ["completed", "none", 0],
    ]);
  });

  test("tells a reader who has it already", () => {
    const { ask } = scene();
    const { etag } = ask("/status/api/v2/status.json").headers!;
    const again = ask("/status/api/v2/status.json", { "if-none-match": etag });
    expect([again.status, again.body]).toEqual([304, undefined]);
  });

  test.for([
    ["/status", 302],
    ["/status/api/v2/nothing.json", 404],
    ["/status/api/v2/constructor", 404],
    ["/status/api/v1/status.json", 404],
  ] as const)("answers %s with %i", ([path, status]) => {
    expect(scene().ask(path).status).toBe(status);
  });
});
