import fc from "fast-check";
import { expect, test } from "vitest";
import type { PlacedSlot, SlotBlock } from "../measurement/index.ts";
import { blocksOf, memoryStore } from "../store/index.ts";
import { MINUTE_MS, MINUTES_PER_DAY } from "../time/index.ts";
import type { AccountInput } from "./account-context.ts";
import { accountFor, allTenants, periodOf, tenantStatement } from "./index.ts";
import type { ObjectiveAccount, Statement, Verdict } from "./statement.ts";
import { check, minute, ms, placed, wholeApril } from "./testdata/scene.ts";

/** Two days, watched from 00:05 of the first until 23:00 of the second, with a window on each. */
const twoDays: AccountInput = {
  ...wholeApril,
  period: periodOf({ kind: "rolling", days: 2 }, ms("12 12:00")),
  watchingSinceMs: ms("11 00:05"),
  nowMs: ms("12 23:00"),
  exclusions: {
    windows: ["11 00:20", "12 00:10"].map((start) => ({
      announcedAtMs: ms("01 00:00"),
      startMs: ms(start),
      endMs: ms(start) + 10 * MINUTE_MS,
      actualEndMs: null,
      cancelled: false,
    })),
    hostOutages: [],
  },
};

const start = minute("11 00:00");
/** Minutes of the first half hour of either day, so that streams often meet. */
const anyMinute = fc
  .record({ day: fc.nat(1), minute: fc.nat(30) })
  .map((at) => start + at.day * MINUTES_PER_DAY + at.minute);

const anyStream = fc.oneof(
  fc.record({
    tenant: fc.constantFrom("a", "b", ""),
    indicator: fc.constantFrom("ui" as const, "webhook" as const),
    source: fc.constantFrom("edge" as const, "agent" as const, "run" as const),
  }),
  fc.record({
    tenant: fc.constantFrom("a", "b", ""),
    indicator: fc.constant("iframe" as const),
    source: fc.constant("browser" as const),
  }),
);

const anySlot: fc.Arbitrary<PlacedSlot> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .record({
        at: anyMinute,
        of: anyStream,
        n: fc.nat(60),
        bad: fc.nat(3),
        tookMs: fc.constantFrom(1, 200, 900, 5000),
      })
      .map(({ at, of, n, bad, tookMs }) => placed(at, n + bad, bad, of, tookMs)),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({
        at: anyMinute,
        bad: fc.nat(2),
        release: fc.constantFrom("", "1.0"),
        path: fc.constantFrom("", "/a", "/b"),
        indicator: fc.constantFrom("availability" as const, "recheck" as const),
      })
      .map(({ at, bad, release, path, indicator }) => {
        const { stream, slot } = check(at, 2, bad, release);
        return { stream: { ...stream, path, indicator }, minute: at, slot };
      }),
  },
);
const anySlots = fc.array(anySlot, { maxLength: 60 });
const anyTenant = fc.constantFrom("a", null);

function statement(tenant: string | null, blocks: readonly SlotBlock[]): Statement {
  const account = accountFor({ ...twoDays, tenant });
  for (const block of blocks) account.add(block);
  return account.finish();
}

test("every minute is in exactly one state, and the days add up to the period", () => {
  fc.assert(
    fc.property(anySlots, anyTenant, (slots, tenant) => {
      const { uptime, days } = statement(tenant, blocksOf(slots));
      const { all, excluded, down, up, unknown } = uptime!;
      expect(excluded + down + up + unknown).toBe(all);
      expect(all).toBe(2 * MINUTES_PER_DAY - 5 - 60);
      expect(excluded).toBe(20);
      const sum = (key: "excluded" | "down" | "up" | "unknown") =>
        days.reduce((total, day) => total + day[key], 0);
      expect([sum("excluded"), sum("down"), sum("up"), sum("unknown")]).toEqual([
        excluded,
        down,
        up,
        unknown,
      ]);
    }),
  );
});

test("no figure lies outside its own bounds", () => {
  fc.assert(
    fc.property(anySlots, anyTenant, (slots, tenant) => {
      const { uptime, objectives } = statement(tenant, blocksOf(slots));
      if (uptime!.share !== null) {
        expect(uptime!.worst).toBeLessThanOrEqual(uptime!.share);
        expect(uptime!.best).toBeGreaterThanOrEqual(uptime!.share);
        expect(uptime!.windowsAsDown).toBeLessThanOrEqual(uptime!.share);
        expect(uptime!.windowsAsUp).toBeGreaterThanOrEqual(uptime!.share);
      }
      for (const { kept } of objectives) {
        if (!kept) continue;
        expect(kept.low).toBeLessThanOrEqual(kept.share);
        expect(kept.high).toBeGreaterThanOrEqual(kept.share);
      }
    }),
  );
});

test("the order of blocks does not matter", () => {
  const shuffled = anySlots.chain((slots) => {
    const blocks = blocksOf(slots);
    return fc.tuple(
      fc.constant(blocks),
      fc.shuffledSubarray(blocks, { minLength: blocks.length, maxLength: blocks.length }),
    );
  });
  fc.assert(
    fc.property(shuffled, anyTenant, ([blocks, others], tenant) => {
      expect(statement(tenant, others)).toEqual(statement(tenant, blocks));
    }),
  );
});

test("splitting slots and blocks does not matter", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(anySlot, fc.nat(2)), { maxLength: 60 }),
      anyTenant,
      (parts, tenant) => {
        const asOne = blocksOf(parts.map(([slot]) => slot));
        const apart = [0, 1, 2].flatMap((part) =>
          blocksOf(parts.filter(([, of]) => of === part).map(([slot]) => slot)),
        );
        expect(statement(tenant, apart)).toEqual(statement(tenant, asOne));
      },
    ),
  );
});

const rank: Readonly<Record<Verdict, number>> = { missed: 0, insufficient: 1, met: 2 };

function expectNoBetter(after: ObjectiveAccount, before: ObjectiveAccount) {
  expect(rank[after.verdict]).toBeLessThanOrEqual(rank[before.verdict]);
  if (before.measured !== null && after.measured !== null) {
    if (after.unit === "share") expect(after.measured).toBeLessThanOrEqual(before.measured);
    else expect(after.measured).toBeGreaterThanOrEqual(before.measured);
  }
  if (before.kept && after.kept) {
    expect(after.kept.share).toBeLessThanOrEqual(before.kept.share);
    expect(after.kept.low).toBeLessThanOrEqual(before.kept.low + 1e-12);
    expect(after.kept.high).toBeLessThanOrEqual(before.kept.high + 1e-12);
  }
  if (before.budget) expect(after.budget!.spent).toBeGreaterThanOrEqual(before.budget.spent);
}

test("one more failure, quick or slow, never improves a figure or a verdict", () => {
  const failed = fc.record({
    slots: fc.array(anySlot, { minLength: 1, maxLength: 60 }),
    which: fc.nat(),
    tookMs: fc.constantFrom(0, 1, 300, 60_000),
  });
  fc.assert(
    fc.property(failed, anyTenant, ({ slots, which, tookMs }, tenant) => {
      // Where it begins to be told by another source, the minute's events are others.
      const { stream, minute: at } = slots[which % slots.length]!;
      fc.pre(stream.source !== "edge" || slots.every((s) => s.stream.source !== "agent"));
      const failure = placed(at, 1, 1, stream, tookMs);
      const [before, after] = [slots, [...slots, failure]].map((list) =>
        statement(tenant, blocksOf(list)),
      );
      for (const [i, account] of after!.objectives.entries())
        expectNoBetter(account, before!.objectives[i]!);
    }),
    { numRuns: 300 },
  );
});

test("one pass over the store says what each account alone says", async () => {
  await fc.assert(
    fc.asyncProperty(anySlots, async (slots) => {
      const store = memoryStore();
      await store.slots.add(slots);
      const tenants = new Map<string | null, Statement>();
      const whole = await allTenants(store.slots, twoDays, {
        onTenant: (one) => tenants.set(one.tenant, one),
      });
      expect(whole).toEqual(statement(null, blocksOf(slots)));
      for (const [tenant, one] of tenants) {
        expect(one).toEqual(statement(tenant, blocksOf(slots)));
        expect(one).toEqual(await tenantStatement(store.slots, { ...twoDays, tenant: tenant! }));
      }
    }),
    { numRuns: 50 },
  );
});

test("what is disputed moves no figure, and beside it stands what there would be were it left out", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anySlot, { maxLength: 40 }),
      fc.array(fc.record({ at: anyMinute, minutes: fc.integer({ min: 1, max: 15 }) }), {
        maxLength: 3,
      }),
      async (slots, disputes) => {
        const times = disputes.map(({ at, minutes }) => ({
          startMs: at * MINUTE_MS,
          endMs: (at + minutes) * MINUTE_MS,
        }));
        const with_ = (exclusions: AccountInput["exclusions"]) => {
          const account = accountFor({ ...twoDays, exclusions, tenant: "a" });
          for (const block of blocksOf(slots)) account.add(block);
          return account.finish().uptime!;
        };
        const plain = with_(twoDays.exclusions);
        const { disputed, ...rest } = with_({ ...twoDays.exclusions, disputed: times });
        expect(rest).toEqual(plain);
        // An outage of the host that is proven takes the same minutes out.
        const hostOutages = times.map((time) => ({ ...time, statusPage: true, probe: true }));
        const without = with_({ ...twoDays.exclusions, hostOutages });
        const seen = (one: typeof plain) => one.up + one.down;
        expect(disputed?.minutes ?? 0).toBe(seen(plain) - seen(without));
        expect(disputed?.down ?? 0).toBe(plain.down - without.down);
        if (disputed !== undefined) expect(disputed.share).toBe(without.share);
      },
    ),
  );
});
