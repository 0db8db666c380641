import { describe, expect, test } from "vitest";
import { random } from "../core/chance/index.ts";
import { memoryStore, type Store } from "../core/store/index.ts";
import { type FakeClock, fakeClock } from "../core/time/index.ts";
import { clockStepped, writeEntry } from "../entries/index.ts";
import type { Job, Turn, When } from "./job.ts";
import { runJobs } from "./run-jobs.ts";
import { engineOn } from "./testdata/engine-on.ts";

type Due = Extract<When, { due: unknown }>["due"];

const job = (run: Job["run"], over: Partial<Job> = {}): Job => ({
  name: "test",
  about: "Does what the test wants.",
  when: { everyMs: 60_000 },
  run,
  ...over,
});

/** A process on the store; its errors are kept. */
async function processOn(store: Store, clock: FakeClock, holder: string, ...jobs: readonly Job[]) {
  const errors: string[] = [];
  const onError = (name: string, error: unknown) =>
    errors.push(`${name}: ${(error as Error).message}`);
  const engine = await engineOn(store, clock);
  const { leases } = store;
  const running = runJobs({
    jobs,
    engine,
    leases,
    clock,
    holder,
    random: random(1, holder),
    onError,
  });
  await clock.advance(0);
  return { ...running, errors, engine };
}

const decideStep =
  (byMs: number) =>
  (
    _: unknown,
    __: unknown,
    { addon, nowMs, by }: { addon: string; nowMs: number; by: string },
  ) => ({
    kind: "decided" as const,
    entries: [writeEntry(clockStepped, { byMs }, { addon, atMs: nowMs, by })],
    expected: {},
  });

describe("a job", () => {
  test("is done at once, and then whenever it is due", async () => {
    const clock = fakeClock();
    const turns: number[] = [];
    const one = await processOn(
      memoryStore(),
      clock,
      "a",
      job(async ({ nowMs }) => void turns.push(nowMs)),
    );
    await clock.advance(150_000);
    const t0 = Date.UTC(2027, 0, 1);
    expect(turns.map((at) => at - t0)).toEqual([0, 60_000, 120_000]);
    expect(one.list()).toEqual([
      {
        name: "test",
        about: "Does what the test wants.",
        state: "waiting",
        dueMs: t0 + 180_000,
        startedMs: t0 + 120_000,
        problem: null,
      },
    ]);
    await one.close();
    await clock.advance(600_000);
    expect(turns).toHaveLength(3);
  });

  test("that was due while nobody ran is done once", async () => {
    const clock = fakeClock();
    let turns = 0;
    const due: Due = (_, nowMs, lastMs) => (lastMs === null ? nowMs - 86_400_000 : null);
    const one = await processOn(
      memoryStore(),
      clock,
      "a",
      job(async () => void turns++, { when: { due } }),
    );
    await clock.advance(600_000);
    expect(turns).toBe(1);
    expect(one.list()[0]!.state).toBe("idle");
    await one.close();
  });

  test("is never done twice at a time, however long it takes", async () => {
    const clock = fakeClock();
    let [now, most, done] = [0, 0, 0];
    const run = async () => {
      most = Math.max(most, ++now);
      await new Promise<void>((resolve) => clock.after(150_000, resolve));
      now--;
      done++;
    };
    const one = await processOn(memoryStore(), clock, "a", job(run));
    await clock.advance(620_000);
    // Turns that fall into one that lasts are left out: it begins at 0, 180, 360 and 540 s.
    expect([most, done]).toEqual([1, 3]);
    const closing = one.close();
    await clock.advance(150_000);
    await closing;
  });

  test("that fails is tried again, later each time, and says why", async () => {
    const clock = fakeClock();
    const tries: number[] = [];
    const run = async ({ nowMs }: Turn) => {
      tries.push(nowMs);
      if (tries.length < 4) throw new Error("not yet");
    };
    const due: Due = (_, nowMs) => (tries.length < 4 ? nowMs : null);
    const one = await processOn(memoryStore(), clock, "a", job(run, { when: { due } }));
    expect(one.list()[0]).toMatchObject({ state: "failed", problem: "not yet" });
    await clock.advance(60_000);
    expect(one.errors).toEqual(Array(3).fill("test: not yet"));
    const waits = tries.slice(1).map((at, i) => at - tries[i]!);
    waits.forEach((waitMs, i) => {
      expect(waitMs).toBeGreaterThanOrEqual(500 * 2 ** i);
      expect(waitMs).toBeLessThanOrEqual(1000 * 2 ** i);
    });
    expect(one.list()[0]).toMatchObject({ state: "idle", problem: null });
    await one.close();
  });

  test("comes due by what happens meanwhile", async () => {
    const clock = fakeClock();
    const store = memoryStore();
    let seen = 0;
    const due: Due = ({ seq }, nowMs) => (seq > seen ? nowMs : null);
    const run = async ({ known }: Turn) => {
      seen = known.seq;
    };
    const one = await processOn(store, clock, "a", job(run, { when: { due } }));
    await store.ledger.append([
      writeEntry(clockStepped, { byMs: 1 }, { addon: "roadmaps", atMs: 0, by: "plimsoll" }),
    ]);
    await clock.advance(0);
    expect(seen).toBe(1);
    await one.close();
  });
});

describe("of two processes on one store", () => {
  const counting = (turns: string[], name: string) => job(async () => void turns.push(name));

  test("one does it; when it ends, the other goes on at once", async () => {
    const [clock, store, turns] = [fakeClock(), memoryStore(), [] as string[]];
    const a = await processOn(store, clock, "a", counting(turns, "a"));
    const b = await processOn(store, clock, "b", counting(turns, "b"));
    await clock.advance(130_000);
    expect(turns).toEqual(["a", "a", "a"]);
    expect(b.list()[0]!.state).toBe("elsewhere");
    await a.close();
    await clock.advance(5_000);
    expect(turns).toEqual(["a", "a", "a", "b"]);
    await b.close();
  });

  test("the other goes on within the lease when one is killed, and the dead one's appends are refused", async () => {
    const [clock, store, turns] = [fakeClock(), memoryStore(), [] as string[]];
    // Its clock stands still, as that of a process that is stopped does.
    const stopped = fakeClock();
    let late: Turn | null = null;
    const first = job(async (turn) => {
      late = turn;
      turns.push("a");
    });
    await processOn(store, stopped, "a", first);
    const b = await processOn(store, clock, "b", counting(turns, "b"));
    await clock.advance(25_000);
    expect(turns).toEqual(["a", "b"]);
    const performed = await late!.perform(decideStep(1), null, {
      addon: "roadmaps",
      cause: "late",
    });
    expect(performed).toEqual({ kind: "fenced" });
    await b.close();
  });
});

describe("jobs that are replaced", () => {
  const every = (everyMs: number, name: string, ran: string[]) =>
    job(async () => void ran.push(name), { name, when: { everyMs } });

  test("new ones begin at once, those that are gone end, others keep their rhythm", async () => {
    const clock = fakeClock();
    const ran: string[] = [];
    const [kept, gone] = [every(10_000, "kept", ran), every(10_000, "gone", ran)];
    const one = await processOn(memoryStore(), clock, "a", kept, gone);
    await clock.advance(4_000);
    expect(ran.splice(0).toSorted()).toEqual(["gone", "kept"]);
    one.replace([every(10_000, "kept", ran), every(2_000, "new", ran)]);
    await clock.advance(0);
    expect(ran.splice(0)).toEqual(["new"]);
    await clock.advance(6_000);
    expect(ran.toSorted()).toEqual(["kept", "new", "new", "new"]);
    expect(one.stateOf("gone")).toBeNull();
    await one.close();
  });

  test("one that comes at other times does so from now on", async () => {
    const clock = fakeClock();
    const ran: string[] = [];
    const one = await processOn(memoryStore(), clock, "a", every(60_000, "probe", ran));
    await clock.advance(30_000);
    one.replace([every(1_000, "probe", ran)]);
    ran.length = 0;
    await clock.advance(0);
    await clock.advance(2_000);
    expect(ran).toHaveLength(3);
    await one.close();
  });

  test("what is being done under a job that is gone is ended, and another process may have its lease", async () => {
    const clock = fakeClock();
    const store = memoryStore();
    let signal: AbortSignal | null = null;
    const hanging = job(async (turn) => {
      signal = turn.signal;
      await new Promise<void>((resolve) => turn.signal.addEventListener("abort", () => resolve()));
    });
    const one = await processOn(store, clock, "a", hanging);
    one.replace([]);
    await clock.advance(0);
    expect(signal!.aborted).toBe(true);
    const other = await processOn(
      store,
      clock,
      "b",
      job(async () => {}),
    );
    expect(other.stateOf("test")).toBe("waiting");
    await one.close();
    await other.close();
  });
});
