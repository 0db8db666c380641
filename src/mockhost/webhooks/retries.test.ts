import { describe, expect, test } from "vitest";
import { readJwt, sharedSecretKey, verifyJwt } from "../../core/host/index.ts";
import {
  answered,
  answerLater,
  bodyOf,
  place,
  restCall,
  timedOut,
} from "../testdata/test-world.ts";
import { created, event, sent, settle, setUp } from "./testdata/scene.ts";

const MINUTE_MS = 60_000;
const idle = { pending: 0, running: 0, awaitingRetry: 0, deferred: 0, held: 0 };

describe("a delivery that fails", () => {
  test("is tried again five times, 5 to 15 minutes apart, under the same identifier, then listed", async () => {
    const t = setUp();
    t.answerWith(() => answered(503));
    const atMs: number[] = [];
    t.create();
    for (let minute = 0; minute <= 80; minute++) {
      await t.clock.advance(minute === 0 ? 0 : MINUTE_MS);
      while (atMs.length < t.calls.length) atMs.push(minute);
    }
    expect(t.calls.map((call) => call.headers["x-atlassian-webhook-retry"])).toEqual([
      undefined,
      "1",
      "2",
      "3",
      "4",
      "5",
    ]);
    expect(new Set(t.calls.map((c) => c.headers["x-atlassian-webhook-identifier"])).size).toBe(1);
    for (const [i, minute] of atMs.slice(1).entries()) {
      expect(minute - atMs[i]!).toBeGreaterThanOrEqual(5);
      expect(minute - atMs[i]!).toBeLessThanOrEqual(16);
    }
    expect(t.room.counters()).toMatchObject([{ tries: 6, retries: 5, givenUp: 1, success: 0 }]);
    expect(t.room.load()).toEqual(idle);
    const failed = bodyOf(t.room.handlers.getFailedWebhooks!(restCall(t, t.tenant)));
    expect(failed.values).toEqual([
      {
        id: t.calls[0]!.headers["x-atlassian-webhook-identifier"],
        url: t.calls[0]!.url,
        body: t.calls[0]!.body,
        failureTime: expect.any(Number),
      },
    ]);
  });

  test("is tried again after a time-out, with a token of that moment", async () => {
    const t = setUp([created], { settings: { retryTimeFactor: 0.1 } });
    t.answerWith(() => timedOut);
    t.create();
    await settle(t);
    t.tenant.sharedSecret = "rotated meanwhile";
    t.answerWith(() => answered(204));
    await t.clock.advance(1.5 * MINUTE_MS);
    expect(t.calls).toHaveLength(2);
    const token = readJwt(t.calls[1]!.headers.authorization!.slice(4));
    expect(
      token.kind === "read" &&
        verifyJwt(token, sharedSecretKey("rotated meanwhile"), { nowMs: t.clock.nowMs() }).kind,
    ).toBe("verified");
    expect(t.room.counters()).toMatchObject([{ tries: 2, success: 1, givenUp: 0 }]);
  });

  test("is not tried again where the add-on was disabled meanwhile", async () => {
    const t = setUp();
    t.answerWith(() => answered(500));
    t.create();
    await settle(t);
    t.installation.state = "disabled";
    await t.clock.advance(15 * MINUTE_MS);
    expect(t.calls).toHaveLength(1);
    expect(t.room.counters()).toMatchObject([{ abandoned: 1 }]);
    expect(t.room.load().pending).toBe(0);
  });

  test("is not tried again once the room is closed", async () => {
    const t = setUp();
    t.answerWith(() => answered(500));
    t.create();
    await settle(t);
    t.room.close();
    t.create();
    await t.clock.advance(15 * MINUTE_MS);
    expect(t.calls).toHaveLength(1);
  });

  test("at the same moments in every world of the same seed", async () => {
    const story = async (seed: number) => {
      const t = setUp([created], { seed });
      t.answerWith(() => answered(500));
      t.create();
      t.create();
      await t.clock.advance(80 * MINUTE_MS);
      return t.world.journal
        .lines({ kind: "webhook" })
        .map(({ atMs }, i) => [atMs, t.calls[i]!.headers["x-atlassian-webhook-identifier"]]);
    };
    expect(await story(1)).toEqual(await story(1));
    expect(await story(1)).not.toEqual(await story(2));
  });
});

describe("many events", () => {
  test.for([
    ["Primary", 20],
    ["Secondary", 10],
  ] as const)("of the %s flow are under way %i at a time, in their order", async ([flow, most]) => {
    const t = setUp();
    const { answer, release } = answerLater();
    t.answerWith(answer);
    for (let i = 0; i < 30; i++) t.world.emit(event(t, { flow, payload: { number: i } }));
    await settle(t);
    expect(t.calls).toHaveLength(most);
    release();
    release();
    await settle(t);
    expect(t.calls.map((call) => sent(call).number)).toEqual(
      Array.from({ length: most + 2 }, (_, i) => i),
    );
  });

  test("of one tenant do not hold up another's", async () => {
    const t = setUp();
    const { answer } = answerLater();
    t.answerWith(answer);
    const other = t.tenants[1]!;
    place(other, t.installation.descriptor);
    for (let i = 0; i < 50; i++) t.world.emit(event(t));
    t.world.emit(event(t, { tenant: other }));
    await settle(t);
    expect(t.calls).toHaveLength(21);
  });

  test("10,000 for an add-on that never answers: no more are kept than the limit allows", async () => {
    const t = setUp([created], { settings: { mostPending: 500 } });
    const { answer } = answerLater();
    t.answerWith(answer);
    for (let i = 0; i < 10_000; i++) t.world.emit(event(t));
    await settle(t);
    expect(t.room.load()).toEqual({ ...idle, pending: 500, running: 20 });
    expect(t.room.counters()).toMatchObject([{ deliveries: 10_000, dropped: 9_500 }]);
  });

  test("2,000 for an add-on that always fails: each comes to its end", async () => {
    const t = setUp([created], { settings: { retryTimeFactor: 0.001, mostPending: 400 } });
    t.answerWith(() => answered(500));
    for (let i = 0; i < 5; i++) {
      for (let j = 0; j < 400; j++) t.world.emit(event(t));
      for (let s = 0; s < 60 && t.room.load().pending > 0; s++) await t.clock.advance(1_000);
    }
    expect(t.room.load()).toEqual(idle);
    expect(t.room.counters()).toMatchObject([{ dropped: 0, givenUp: 2_000, tries: 12_000 }]);
  });

  test("large ones are dropped once their bodies fill the room", async () => {
    const t = setUp([created], { settings: { mostPendingCharacters: 10_000 } });
    const { answer } = answerLater();
    t.answerWith(answer);
    for (let i = 0; i < 20; i++) t.world.emit(event(t, { payload: { text: "x".repeat(900) } }));
    await settle(t);
    expect(t.room.load().pending).toBe(10);
  });
});
