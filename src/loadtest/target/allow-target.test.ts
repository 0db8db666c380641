import { describe, expect, test } from "vitest";
import { allowTarget, carefulSettings, type LiveSettings } from "./allow-target.ts";
import { live } from "./testdata/plans.ts";

const named: LiveSettings = { ...carefulSettings, allowedHosts: ["Roadmaps.Example.com"] };
const codes = (...[plan, settings]: Parameters<typeof allowTarget>) => {
  const allowance = allowTarget(plan, settings);
  return allowance.kind === "allowed" ? [] : allowance.reasons.map(({ code }) => code);
};

describe("what may be loaded", () => {
  test.for<[string, string]>([
    ["a host that was named", "https://roadmaps.example.com"],
    ["this machine", "http://127.0.0.1:7330"],
    ["this machine by IPv6", "http://[::1]:7330"],
    ["this machine by name", "http://localhost:7330"],
  ])("%s", ([, baseUrl]) =>
    expect(allowTarget(live({ baseUrl }), named)).toEqual({ kind: "allowed" }),
  );

  test("this machine as much as one likes", () => {
    expect(codes(live({ baseUrl: "http://127.0.0.1:7330", perSecond: 1e6 }), named)).toEqual([]);
    const closed = {
      ...live({ baseUrl: "http://127.0.0.1:1" }),
      model: { kind: "closed" } as const,
    };
    expect(codes(closed, named)).toEqual([]);
  });
});

describe("what is refused", () => {
  test("every deployment, until it is named", () => {
    const allowance = allowTarget(live({}), carefulSettings);
    expect(allowance).toEqual({
      kind: "refused",
      reasons: [
        {
          code: "target.not-allowed",
          message:
            "roadmaps.example.com is not this machine, and nobody said that it may be loaded.",
          hint: "If it is yours to load, name it: --allow-host roadmaps.example.com",
        },
      ],
    });
  });

  test.for<[string, string]>([
    ["a host below the one that was named", "https://eu.roadmaps.example.com"],
    ["one that begins like it", "https://roadmaps.example.com.evil.example"],
    ["one that looks like this machine", "https://127.0.0.1.example.com"],
  ])("%s", ([, baseUrl]) =>
    expect(codes(live({ baseUrl }), named)).toEqual(["target.not-allowed"]),
  );

  test("an address that is not encrypted: its tokens are good for real tenants", () => {
    expect(codes(live({ baseUrl: "http://roadmaps.example.com" }), named)).toEqual([
      "target.not-allowed",
    ]);
  });

  test("a closed model, which asks as fast as it is answered", () => {
    expect(codes({ ...live({}), model: { kind: "closed" } }, named)).toEqual(["target.over-limit"]);
  });

  test("more than was allowed, each limit by itself", () => {
    // Ten sessions a second of two requests each, on four tenants alike, for a minute.
    const plan = live({ perSecond: 10, tenants: 4, durationMs: 60_000 });
    const enough = { ...named, mostPerSecond: 20, mostPerTenantPerSecond: 5, mostRequests: 1200 };
    expect(codes(plan, enough)).toEqual([]);
    for (const less of [
      { mostPerSecond: 19.9 },
      { mostPerTenantPerSecond: 4.9 },
      { mostRequests: 1199 },
    ])
      expect(codes(plan, { ...enough, ...less })).toEqual(["target.over-limit"]);
  });

  test("a load that falls on one tenant more than on the others", () => {
    const plan = live({ perSecond: 5, tenants: 100, skew: { kind: "zipf", exponent: 2 } });
    // Of 1/k² over 100 ranks the first has 61 %: six of the ten requests a second.
    expect(allowTarget(plan, named)).toMatchObject({
      reasons: [
        {
          message: "The plan asks for 6.12 requests a second on the largest tenant; 5 are allowed.",
        },
      ],
    });
  });

  test("all that stands against it, at once", () => {
    const plan = live({ baseUrl: "http://elsewhere.example", perSecond: 1000 });
    expect(codes(plan, named)).toHaveLength(5);
  });

  test("a load that is no number", () => {
    expect(codes(live({ perSecond: Number.NaN }), named)).toContain("target.over-limit");
  });
});
