import { expect, test } from "vitest";
import { fakeClock, MINUTE_MS } from "../core/time/index.ts";
import { senders } from "./senders.ts";

function begin() {
  const clock = fakeClock();
  const { onBatch, list } = senders(clock);
  const sends = (service: string, accepted: number, rejected = 0, address = "10.0.0.7") =>
    onBatch({ service, accepted, rejected, address });
  return { clock, list, sends };
}

test("a sender is known by its service, with where and when it sent last", async () => {
  const { clock, list, sends } = begin();
  sends("web", 10);
  await clock.advance(1_000);
  sends("web", 5, 2, "10.0.0.8");
  expect(list()).toEqual([
    {
      service: "web",
      address: "10.0.0.8",
      lastAtMs: clock.nowMs(),
      pointsPerMinute: null,
      accepted: 15,
      rejected: 2,
    },
  ]);
});

test("points a minute are those of the last whole minute", async () => {
  const { clock, list, sends } = begin();
  sends("web", 10);
  await clock.advance(MINUTE_MS);
  sends("web", 3);
  expect(list()[0]).toMatchObject({ pointsPerMinute: 10 });
  await clock.advance(MINUTE_MS);
  expect(list()[0]).toMatchObject({ pointsPerMinute: 3 });
  await clock.advance(MINUTE_MS);
  expect(list()[0]).toMatchObject({ pointsPerMinute: 0, accepted: 13 });
});

test("whoever sent last comes first, and of many the one that is quiet longest is forgotten", () => {
  const { list, sends } = begin();
  for (let n = 0; n < 300; n++) {
    sends(`web-${n}`, 1);
    sends("steady", 1);
  }
  expect(list()).toHaveLength(200);
  expect(list()[0]).toMatchObject({ service: "steady", accepted: 300 });
  expect(list().at(-1)).toMatchObject({ service: "web-101" });
});
