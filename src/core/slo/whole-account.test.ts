import { describe, expect, test } from "vitest";
import type { PlacedSlot } from "../measurement/index.ts";
import type { AccountInput } from "./account-context.ts";
import { objective, start, statement } from "./testdata/april-account.ts";
import { april, check, contractWith, each, minute, ms, placed } from "./testdata/scene.ts";

describe("the add-on as a whole", () => {
  const whole = (slots: PlacedSlot[], change: Partial<AccountInput> = {}) =>
    statement(slots, { nowMs: ms("01 00:10"), ...change, tenant: null });

  test("is judged minute by minute over all tenants' events", () => {
    const slots = [
      ...each(start, start + 10, (at) => placed(at, 95)),
      ...each(start, start + 5, (at) => placed(at, 5, 5, { tenant: "small" })),
      placed(start + 5, 10, 10, { tenant: "small" }),
    ];
    expect(whole(slots).uptime).toMatchObject({ up: 9, down: 1 });
    expect(objective(whole(slots), "ui.p95").events).toBe(985);
  });

  test("tells how the tenants fared one by one, the worst first", () => {
    const [from, to] = [minute("30 23:50"), minute("30 23:59") + 1];
    const slots = [
      ...each(from, to, (at) => placed(at, 1)),
      ...each(from, to, (at) => placed(at, 1, 1, { tenant: "down" })),
      ...each(from, from + 4, (at) => placed(at, 1, 0, { tenant: "quiet" })),
    ];
    const contract = contractWith({ uptime: { target: 0.9, downWhenFailing: 0.05 } });
    const lastMinutes = { contract, watchingSinceMs: ms("30 23:50"), nowMs: april.toMs };
    expect(whole(slots, lastMinutes).tenants).toEqual({
      measured: 3,
      met: 1,
      missed: 1,
      insufficient: 1,
      worst: [
        { tenant: "down", uptime: 0, down: 10 },
        { tenant: "acme", uptime: 1, down: 0 },
        { tenant: "quiet", uptime: 1, down: 0 },
      ],
    });
  });

  test("counts requests that name no tenant, the agent's only where the edge saw nobody", () => {
    const nobody = { tenant: "" };
    const slots = [
      placed(start, 10, 0, { source: "edge" }),
      placed(start, 10, 10, nobody),
      placed(start + 1, 10, 10, nobody),
      placed(start + 2, 10, 10, { ...nobody, source: "edge" }),
    ];
    expect(whole(slots).uptime).toMatchObject({ up: 1, down: 2, unknown: 7 });
    expect(objective(whole(slots), "ui.p95").events).toBe(30);
    expect(whole(slots).tenants!.measured).toBe(1);
  });

  test("is judged by all checks where nobody made a request", () => {
    const slots = each(start, start + 10, (at) => check(at, 1, at === start ? 1 : 0, "1.0"));
    expect(whole(slots).uptime).toMatchObject({ down: 1, up: 9 });
  });
});
