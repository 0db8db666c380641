import { describe, expect, test } from "vitest";
import { HOUR_MS } from "../../core/time/index.ts";
import { jiraTable } from "../rest/index.ts";
import { restCall, testWorld } from "../testdata/test-world.ts";
import type { RestCall, Tenant } from "../world/index.ts";
import { GLOBAL_POINTS_PER_HOUR, pointsOf, tenantPointsPerHour } from "./budgets.ts";
import { hostLimits, type LimitSettings } from "./host-limits.ts";

const HOUR_BEGINS_MS = Date.UTC(2027, 0, 1, 12);
const t = testWorld({ tenants: 2 });
const [tenant, other] = [t.tenants[0]!, t.tenants[1]!];

/** A host's limits, and calls against them at chosen moments after the hour began. */
function limited(settings: Partial<LimitSettings> = {}) {
  const limit = hostLimits(() => ({ quota: "tenant", oddities: {}, ...settings }));
  return (
    id: string,
    afterMs: number,
    more: { tenant?: Tenant; addonKey?: string; issue?: string } = {},
  ) => {
    const operation = jiraTable.routes.find((route) => route.operation === id)!;
    const { method } = operation;
    const plain = restCall(t, more.tenant ?? tenant, { method, addonKey: more.addonKey ?? "a" });
    const params: RestCall["params"] = more.issue ? { issueIdOrKey: more.issue } : {};
    return limit({ ...plain, params, nowMs: HOUR_BEGINS_MS + afterMs }, operation);
  };
}
type Ask = ReturnType<typeof limited>;

/** Calls a hundredth of a second apart, so that no burst is refused, until a quota is used up. */
function untilRefused(ask: Ask, addonKey = "a", site = tenant): number {
  for (let n = 0; n < 300_000; n++)
    if (ask("getIssue", n * 10, { addonKey, tenant: site }).refusal) return n;
  return Number.POSITIVE_INFINITY;
}

const headersOf = (ask: Ask, ...asked: Parameters<Ask>) => ask(...asked).headers;
const reasonOf = (ask: Ask, ...asked: Parameters<Ask>) =>
  headersOf(ask, ...asked)["ratelimit-reason"];

describe("points", () => {
  test.each([
    ["a write", "PUT", "/rest/api/3/issue/{id}", 1],
    ["reading an issue", "GET", "/rest/api/3/issue/{id}", 2],
    ["reading people", "GET", "/rest/api/3/user", 3],
    ["reading permissions", "GET", "/rest/api/3/mypermissions", 3],
    ["reading a role", "GET", "/rest/api/3/role/{id}", 3],
  ])("%s costs", (_, method, path, points) => {
    expect(pointsOf(method, path)).toBe(points);
  });

  test.each([
    ["free", 10, 65_000],
    ["standard", 300, 103_000],
    ["premium", 1_000, 150_000],
    ["enterprise", 5_000, 300_000],
    ["enterprise", 20_000, 500_000],
  ] as const)("an hour on a %s site of %i people has %i", (plan, users, points) => {
    expect(tenantPointsPerHour(plan, users)).toBe(points);
  });
});

describe("the quota", () => {
  test("of tier 2 belongs to one add-on on one tenant", () => {
    const ask = limited();
    const most = Math.floor(tenantPointsPerHour(tenant.plan, tenant.users) / 2);
    expect(untilRefused(ask)).toBe(most);
    expect(ask("getIssue", HOUR_MS - 1).refusal?.status).toBe(429);
    expect(ask("getIssue", HOUR_MS - 1, { addonKey: "b" }).refusal).toBeNull();
    expect(ask("getIssue", HOUR_MS - 1, { tenant: other }).refusal).toBeNull();
  });

  test("of tier 1 belongs to one add-on on all tenants", () => {
    const ask = limited({ quota: "global" });
    expect(untilRefused(ask)).toBe(GLOBAL_POINTS_PER_HOUR / 2);
    expect(reasonOf(ask, "getIssue", HOUR_MS - 1, { tenant: other })).toBe(
      "jira-quota-global-based",
    );
    expect(ask("getIssue", HOUR_MS - 1, { addonKey: "b" }).refusal).toBeNull();
  });

  test("starts afresh at the full hour, and the refusal says so", () => {
    const ask = limited({ quota: "global" });
    untilRefused(ask);
    expect(headersOf(ask, "getIssue", HOUR_MS - 90_000)).toMatchObject({
      "ratelimit-reason": "jira-quota-global-based",
      "retry-after": "90",
      "x-ratelimit-reset": "2027-01-01T13:00:00Z",
    });
    expect(ask("getIssue", HOUR_MS).refusal).toBeNull();
    expect(headersOf(ask, "getIssue", HOUR_MS)["x-ratelimit-remaining"]).toBe("64996");
  });

  test("that is off refuses nothing and says nothing", () => {
    const ask = limited({ quota: "off" });
    for (let n = 0; n < 1_000; n++)
      expect(ask("getIssue", 0)).toEqual({ refusal: null, headers: {} });
  });
});

describe("a burst", () => {
  const passed = (ask: Ask, id: string, afterMs: number) => {
    let n = 0;
    while (!ask(id, afterMs).refusal) n++;
    return n;
  };

  test.each([
    ["getIssue", 150],
    ["getChangeLogs", 200],
    ["getProject", 100],
    ["createIssue", 100],
    ["updateProject", 50],
    ["deleteProject", 50],
  ])("of %s may have %i calls", (id, most) => {
    expect(passed(limited(), id, 0)).toBe(most);
  });

  test("is shared by all add-ons, and is one for each operation and tenant", () => {
    const ask = limited();
    passed(ask, "getProject", 0);
    expect(reasonOf(ask, "getProject", 0, { addonKey: "b" })).toBe("jira-burst-based");
    expect(ask("getIssue", 0).refusal).toBeNull();
    expect(ask("getProject", 0, { tenant: other }).refusal).toBeNull();
  });

  test("is possible when the host's time is set back", () => {
    const ask = limited();
    expect(ask("getProject", 600_000).refusal).toBeNull();
    expect(ask("getProject", 0).refusal).toBeNull();
  });

  test("is possible again after a second, and a tenth of it after a tenth", () => {
    const ask = limited();
    passed(ask, "getProject", 0);
    expect(passed(ask, "getProject", 100)).toBe(10);
    expect(passed(ask, "getProject", 1_100)).toBe(100);
    expect(headersOf(ask, "getProject", 1_100)["retry-after"]).toBe("1");
  });
});

describe("writes to one issue", () => {
  const write = (ask: Ask, afterMs: number, issue = "ROAD-1") =>
    ask("editIssue", afterMs, { issue });

  test("are twenty within two seconds", () => {
    const ask = limited();
    for (let n = 0; n < 20; n++) expect(write(ask, n * 10).refusal).toBeNull();
    expect(write(ask, 300).headers).toMatchObject({
      "ratelimit-reason": "jira-per-issue-on-write",
      "retry-after": "2",
    });
    expect(write(ask, 300, "ROAD-2").refusal).toBeNull();
    expect(ask("getIssue", 300, { issue: "ROAD-1" }).refusal).toBeNull();
    expect(write(ask, 2_000).refusal).toBeNull();
  });

  test("are a hundred within half a minute", () => {
    const ask = limited();
    for (let n = 0; n < 100; n++) expect(write(ask, n * 200).refusal).toBeNull();
    expect(write(ask, 20_000).headers["ratelimit-reason"]).toBe("jira-per-issue-on-write");
    expect(write(ask, 30_000).refusal).toBeNull();
  });
});

describe("the gateway's oddity", () => {
  test("is a 429 that says nothing but that", () => {
    const ask = limited({ oddities: { gateway429: true } });
    for (let n = 0; n < 100; n++) ask("getProject", 0);
    expect(ask("getProject", 0)).toEqual({
      refusal: {
        status: 429,
        headers: { "content-type": "text/plain" },
        body: "Too Many Requests",
      },
      headers: {},
    });
  });
});
