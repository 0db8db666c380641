import { describe, expect, test } from "vitest";
import { hostRequest } from "../testdata/test-world.ts";
import { loopback, scene } from "./testdata/scene.ts";

describe("the API", () => {
  test("tells the time of the host", async () => {
    const { get, clock } = scene();
    const startMs = clock.nowMs();
    expect(await get("clock")).toEqual({
      nowMs: startMs,
      now: new Date(startMs).toISOString(),
    });
  });
});

test("other paths are none of its business", () => {
  const { route, clock } = scene();
  for (const path of ["/", "/_mockhostess", "/keys/kid"])
    expect(route(hostRequest("GET", path, loopback), clock.nowMs())).toBeNull();
});
