import { expect, test } from "vitest";
import { fakeClock } from "../time/index.ts";
import { leaseKeeper } from "./lease-keeper.ts";
import { memoryStore } from "./memory-store.ts";

const TTL_MS = 1000;

/** Two processes on one store, each with its own clock. */
function scene() {
  const { leases } = memoryStore();
  const [clockOfA, clockOfB] = [fakeClock(), fakeClock(0)];
  const a = leaseKeeper(leases, clockOfA, "a");
  const b = leaseKeeper(leases, clockOfB, "b");
  return { leases, clockOfA, clockOfB, a: () => a("job", TTL_MS), b: () => b("job", TTL_MS) };
}

test("one process has it, and keeps it by asking again in time", async () => {
  const { clockOfB, a, b } = scene();
  const token = await a();
  expect(token).toEqual({ name: "job", holder: "a", fence: 1 });
  for (let turn = 0; turn < 5; turn++) {
    expect(await b()).toBeNull();
    await clockOfB.advance(TTL_MS - 1);
    expect(await b()).toBeNull();
    expect(await a()).toEqual(token);
  }
});

test("who is silent for as long as it lasts loses it", async () => {
  const { clockOfB, a, b } = scene();
  await a();
  expect(await b()).toBeNull();
  await clockOfB.advance(TTL_MS);
  expect(await b()).toEqual({ name: "job", holder: "b", fence: 2 });
  expect(await a()).toBeNull();
});

test("clocks that are set, or far apart, neither prolong nor end it", async () => {
  const { clockOfA, clockOfB, a, b } = scene();
  await a();
  expect(await b()).toBeNull();
  clockOfB.step(365 * 86_400_000);
  expect(await b()).toBeNull();
  clockOfA.step(-365 * 86_400_000);
  clockOfB.step(-730 * 86_400_000);
  await clockOfB.advance(TTL_MS);
  expect(await b()).toMatchObject({ holder: "b" });
});

test("one that was given back is free at once", async () => {
  const { leases, a, b } = scene();
  await leases.release((await a())!);
  expect(await b()).toMatchObject({ holder: "b", fence: 2 });
});

test("of two who saw the same silence one is given it", async () => {
  const { leases, clockOfB, a, b } = scene();
  const c = leaseKeeper(leases, clockOfB, "c");
  await a();
  await Promise.all([b(), c("job", TTL_MS)]);
  await clockOfB.advance(TTL_MS);
  const taken = await Promise.all([b(), c("job", TTL_MS)]);
  expect(taken.filter((token) => token !== null)).toHaveLength(1);
});
