import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Stream } from "./stream.ts";
import { parseStreamKey, streamKey } from "./stream-key.ts";
import { stream } from "./testdata/arbitraries.ts";

const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 8 }),
  fc.string({
    unit: fc.constantFrom(" ", "%", "0", "2", "\0", "\n", "é", "💧", "|"),
    maxLength: 6,
  }),
);
const streams: fc.Arbitrary<Stream> = fc.record({
  addon: text,
  tenant: text,
  indicator: fc.constantFrom(
    "availability",
    "recheck",
    "ui",
    "service",
    "install",
    "webhook",
    "iframe",
  ),
  source: fc.constantFrom("probe", "edge", "agent", "browser", "run"),
  release: text,
  region: text,
  place: text,
  path: text,
});

describe("the key of a stream", () => {
  test("can be read by a person", () => {
    expect(streamKey(stream)).toBe("com.example.roadmaps acme ui agent 1.2.0 eu");
  });

  test("of a check names its place and path", () => {
    const check: Stream = { ...stream, tenant: "", indicator: "availability", source: "probe" };
    expect(streamKey({ ...check, place: "local", path: "/health?deep=1" })).toBe(
      "com.example.roadmaps  availability probe 1.2.0 eu local /health?deep=1",
    );
    expect(parseStreamKey("addon  availability probe  ")).toMatchObject({ place: "", path: "" });
  });

  test("leads back to the stream, whatever its names hold", () => {
    fc.assert(
      fc.property(streams, (one) => {
        expect(parseStreamKey(streamKey(one))).toEqual(one);
      }),
    );
  });

  test("is well-formed text even where a name is not", () => {
    const broken = { ...stream, tenant: "half \ud83d" };
    expect(streamKey(broken).isWellFormed()).toBe(true);
    expect(parseStreamKey(streamKey(broken))).toEqual(broken);
  });

  test("differs where streams differ", () => {
    fc.assert(
      fc.property(streams, streams, (a, b) => {
        expect(streamKey(a) === streamKey(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
  });

  test("sorts by add-on, then by tenant", () => {
    const keys = [
      { ...stream, tenant: "a b" },
      { ...stream, tenant: "a" },
      { ...stream, tenant: "a", indicator: "iframe" as const },
      { ...stream, tenant: "" },
      { ...stream, addon: "com.example", tenant: "z" },
    ].map(streamKey);
    expect(keys.toSorted()).toEqual([keys[4], keys[3], keys[2], keys[1], keys[0]]);
  });

  test.for([
    "",
    "a b c",
    "addon tenant colour agent 1 eu",
    "addon tenant ui guess 1 eu",
    "a b ui agent 1 eu local",
  ])("%j is no key", (key) => {
    expect(() => parseStreamKey(key)).toThrow("is not the key of a stream");
  });
});
