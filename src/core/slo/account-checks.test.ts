import { describe, expect, test } from "vitest";
import type { ProbeHistory, ProbePlan } from "../contract/index.ts";
import type { PlacedSlot } from "../measurement/index.ts";
import { firstHour, hour, start, statement } from "./testdata/april-account.ts";
import { again, checks, cutOff, plan, watching } from "./testdata/checks.ts";
import { each, ms, placed } from "./testdata/scene.ts";

const oneMinute = { nowMs: ms("01 00:01") };

function state(slots: readonly PlacedSlot[], ...probes: readonly ProbePlan[]) {
  const { uptime } = statement(slots, { ...oneMinute, probes: watching(...probes) });
  return (["down", "up", "unknown"] as const).find((key) => uptime![key] === 1);
}

describe("a minute seen by checks is", () => {
  test.for<[string, PlacedSlot[], ProbePlan[], string]>([
    [
      "down by a path that fails, however often another is asked that does not",
      [checks(start, "/ok", 30), checks(start, "/500", 1, 1)],
      [plan("/ok"), plan("/500")],
      "down",
    ],
    [
      "down by a path that fails from one place of two, if one is enough",
      [checks(start, "/ok", 2, 0, "fra"), checks(start, "/ok", 2, 2)],
      [plan("/ok", ["local", "fra"])],
      "down",
    ],
    [
      "up when it fails at fewer places than must agree",
      [checks(start, "/ok", 2, 0, "fra"), checks(start, "/ok", 2, 2)],
      [plan("/ok", ["local", "fra"], 2)],
      "up",
    ],
    [
      "down when it fails at as many",
      [
        checks(start, "/ok", 60, 60, "fra"),
        checks(start, "/ok", 1, 1),
        checks(start, "/ok", 2, 0, "nyc"),
      ],
      [plan("/ok", ["local", "fra", "nyc"], 2)],
      "down",
    ],
    [
      "unknown when fewer places report than must agree and it fails there",
      [checks(start, "/500", 2, 2)],
      [plan("/500", ["local", "fra"], 2)],
      "unknown",
    ],
    [
      "unknown when fewer places report than must agree and it answers there",
      [checks(start, "/ok", 2)],
      [plan("/ok", ["local", "fra"], 2)],
      "unknown",
    ],
    [
      "unknown while a path of the contract is checked by nobody",
      [checks(start, "/ok", 2)],
      [plan("/ok"), plan("/deep", ["fra", "nyc"])],
      "unknown",
    ],
    [
      "down even so by a path that fails",
      [checks(start, "/500", 2, 2)],
      [plan("/500"), plan("/deep", ["fra", "nyc"])],
      "down",
    ],
    [
      "up by a failing check that is answered when asked again",
      [checks(start, "/ok", 24), again(start, "/ok", 24)],
      [plan("/ok")],
      "up",
    ],
    [
      "down by one that is not",
      [checks(start, "/ok", 10, 1), again(start, "/ok", 10, 1)],
      [plan("/ok")],
      "down",
    ],
    ["unknown when its place was cut off", [cutOff(start, "/ok", 2)], [plan("/ok")], "unknown"],
    [
      "unknown when it was cut off for a check that decides",
      [checks(start, "/ok", 1), cutOff(start, "/ok", 1)],
      [plan("/ok")],
      "unknown",
    ],
    [
      "up when it was cut off for a check that decides nothing",
      [checks(start, "/ok", 29), cutOff(start, "/ok", 1)],
      [plan("/ok")],
      "up",
    ],
    [
      "down by a path that fails while another place is cut off",
      [checks(start, "/500", 2, 2), cutOff(start, "/ok", 2)],
      [plan("/500"), plan("/ok")],
      "down",
    ],
    [
      "up by the tenant's own requests whatever is checked",
      [placed(start, 10), checks(start, "/500", 2, 2)],
      [plan("/500"), plan("/deep", ["fra"])],
      "up",
    ],
  ])("%s", ([, slots, probes, expected]) => {
    expect(state(slots, ...probes)).toBe(expected);
  });
});

describe("a path belongs to the account", () => {
  const uptimeWith = (slots: readonly PlacedSlot[], probes: ProbeHistory) =>
    statement(slots, { ...firstHour, probes }).uptime;
  const ok = each(start, hour, (at) => checks(at, "/ok", 2));

  test("from when it was planned, so that a new one leaves the past as it was", () => {
    const slots = [...ok, ...each(start + 30, hour, (at) => checks(at, "/new", 2, 2))];
    const planned = [
      { fromMs: 0, probes: [plan("/ok")] },
      { fromMs: ms("01 00:29") + 1, probes: [plan("/ok"), plan("/new")] },
    ];
    expect(uptimeWith(slots, planned)).toMatchObject({ up: 30, down: 30 });
  });

  test("until it is planned no more", () => {
    const slots = [...ok, ...each(start, start + 30, (at) => checks(at, "/old", 2, 2))];
    const planned = [
      { fromMs: 0, probes: [plan("/ok"), plan("/old")] },
      { fromMs: ms("01 00:20"), probes: [plan("/ok")] },
    ];
    expect(uptimeWith(slots, planned)).toMatchObject({ up: 40, down: 20 });
  });

  test("as many places agree as were to when it was checked", () => {
    const slots = each(start, hour, (at) => checks(at, "/500", 2, 2));
    const planned = [
      { fromMs: 0, probes: [plan("/500")] },
      { fromMs: ms("01 00:45"), probes: [plan("/500", ["local", "fra"], 2)] },
    ];
    expect(uptimeWith(slots, planned)).toMatchObject({ down: 45, unknown: 15 });
  });

  test("where it is not on record how many places had to agree, by what all of them say", () => {
    const local = (bad: 0 | 1) => (at: number) => checks(at, "/health", 1, bad, "local");
    const fra = (bad: 0 | 1) => (at: number) => checks(at, "/health", 1, bad, "fra");
    const slots = [
      ...each(start, start + 10, local(1)),
      ...each(start + 10, start + 20, local(0)),
      ...each(start + 10, start + 20, fra(0)),
      ...each(start + 20, start + 40, local(1)),
      ...each(start + 20, start + 40, fra(1)),
      ...each(start + 40, start + 50, local(0)),
      ...each(start + 40, start + 50, fra(1)),
      ...each(start + 50, hour, local(0)),
    ];
    expect(uptimeWith(slots, [])).toMatchObject({ up: 20, down: 30, unknown: 10 });
  });

  test("while nobody checks it, too", () => {
    const slots = [...ok, ...each(start, start + 20, (at) => checks(at, "/stuck", 2))];
    const planned = watching(plan("/ok"), plan("/stuck"));
    expect(uptimeWith(slots, planned)).toMatchObject({ up: 20, unknown: 40 });
  });

  test("and leaves minutes unknown in which it was not asked, good or bad", () => {
    const everyFive = (bad: 0 | 1) =>
      each(start, hour, (at) => checks(at, "/deep", at % 5 === 0 ? 1 : 0, at % 5 === 0 ? bad : 0));
    const slots = each(start, hour, (at) => checks(at, "/ok", 30));
    const planned = watching(plan("/ok"), plan("/deep"));
    expect(uptimeWith([...slots, ...everyFive(0)], planned)).toMatchObject({
      up: 12,
      unknown: 48,
      share: 1,
    });
    expect(uptimeWith([...slots, ...everyFive(1)], planned)).toMatchObject({
      down: 12,
      unknown: 48,
      share: 0,
    });
  });

  test("from its first check to its last where nobody knows what was planned", () => {
    const slots = [
      ...each(start, start + 30, (at) => checks(at, "", 2, at < start + 10 ? 2 : 0, "")),
      ...each(start + 20, hour, (at) => checks(at, "/ok", 2, at < start + 25 ? 2 : 0)),
    ];
    expect(uptimeWith(slots, [])).toMatchObject({ up: 45, down: 15 });
    const later = [{ fromMs: ms("01 00:30"), probes: [plan("/ok"), plan("/deep", ["fra"])] }];
    expect(uptimeWith(slots, later)).toMatchObject({ up: 15, down: 15, unknown: 30 });
  });
});
