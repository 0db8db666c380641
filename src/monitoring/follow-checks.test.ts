import { expect, test } from "vitest";
import type { Contract } from "../core/contract/index.ts";
import { emptySlot } from "../core/measurement/index.ts";
import { memoryStore } from "../core/store/index.ts";
import { fakeClock, MINUTE_MS, minuteOf } from "../core/time/index.ts";
import { currentStates } from "./current-state.ts";
import { followChecks } from "./follow-checks.ts";

const contract = {
  addon: { key: "roadmaps" },
  operations: {
    probes: [{ path: "/health", everyMs: 30_000, timeoutMs: 3000, from: ["local"], agree: 1 }],
  },
} as unknown as Contract;

/** Another process checks; this one reads what that one found. */
async function scene(isElsewhere: boolean) {
  const store = memoryStore();
  const clock = fakeClock();
  const states = currentStates(clock);
  const found = (bad: number, undecided = 0) => {
    const scope = { addon: "roadmaps", tenant: "", release: "", region: "", place: "local" };
    const stream = {
      ...scope,
      path: "/health",
      indicator: "availability",
      source: "probe",
    } as const;
    const slot = { ...emptySlot, events: 2, bad, undecided };
    return store.slots.add([{ stream, minute: minuteOf(clock.nowMs()), slot }]);
  };
  const onError = (error: unknown) => {
    throw error;
  };
  const deps = { slots: store.slots, clock, onError, isElsewhere: () => isElsewhere };
  const following = followChecks({ ...deps, contracts: () => [contract], onCheck: states.onCheck });
  await clock.advance(0);
  return { clock, states, found, following };
}

test("the present state is known though another process checks", async () => {
  const { clock, states, found, following } = await scene(true);
  await found(0);
  await clock.advance(10_000);
  expect(states.of("roadmaps")).toMatchObject({
    kind: "answering",
    since: "2027-01-01T00:00:00.000Z",
  });
  await clock.advance(MINUTE_MS);
  await found(1);
  await clock.advance(10_000);
  expect(states.of("roadmaps")).toEqual({
    kind: "failing",
    since: "2027-01-01T00:01:00.000Z",
    checkedAt: "2027-01-01T00:01:00.000Z",
    cause: "it did not answer as it should",
  });
  await clock.advance(MINUTE_MS);
  await found(0, 2);
  await clock.advance(10_000);
  expect(states.of("roadmaps")).toMatchObject({ kind: "unknown" });
  await following.close();
});

test("what this process checks itself, it knows better", async () => {
  const { clock, states, found, following } = await scene(false);
  await found(1);
  await clock.advance(10_000);
  expect(states.of("roadmaps")).toBeNull();
  await following.close();
});
