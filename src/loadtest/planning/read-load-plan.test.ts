import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDuration } from "../../core/contract/index.ts";
import { requestText } from "../injection/request-text.ts";
import { type LoadOptions, readPlan } from "./read-load-plan.ts";

const HERE = "http://127.0.0.1:8080/a?b=c#d";
const options = (part: Partial<LoadOptions> = {}): LoadOptions => ({
  ...{ url: HERE, headers: [], isClosed: false, isInsecure: false, allowedHosts: [] },
  ...part,
});
const read = (part: Partial<LoadOptions>) => readPlan(options(part), parseDuration);

/** Which options are complained of. */
function wrong(part: Partial<LoadOptions>): readonly string[] {
  const reading = read(part);
  return reading.kind === "problems" ? reading.problems.map(({ at }) => at) : [reading.kind];
}

function planOf(part: Partial<LoadOptions>) {
  const reading = read(part);
  if (reading.kind !== "plan") throw new Error(JSON.stringify(reading));
  return reading.plan;
}

describe("a rate", () => {
  test.for([
    ["2000", [[2000, 2000, 9000]]],
    ["0.5", [[0.5, 0.5, 9000]]],
    ["0..100", [[0, 100, 9000]]],
    [
      "10, 20..40,5",
      [
        [10, 10, 3000],
        [20, 40, 3000],
        [5, 5, 3000],
      ],
    ],
  ] as const)("of %j is read", ([rate, stages]) => {
    const expected = stages.map(([from, to, durationMs]) => ({ from, to, durationMs }));
    expect(planOf({ rate, duration: "9s" }).model).toMatchObject({ stages: expected });
  });

  test.for(["", "x", "-1", "1..2..3", "1,,2", "1e9", "2000000", "0", "0.01"])(
    "of %j is not",
    (rate) => {
      expect(wrong({ rate })).toEqual(["rate"]);
    },
  );
});

describe("a load by its options", () => {
  test.for<[at: string, part: Partial<LoadOptions>]>([
    ["url", { url: "ftp://127.0.0.1/" }],
    ["url", { url: "127.0.0.1:8080" }],
    ["url", { url: "http://name:secret@127.0.0.1/" }],
    ["duration", { duration: "10" }],
    ["duration", { duration: "8d" }],
    ["timeout", { timeout: "0s" }],
    ["connections", { connections: "0" }],
    ["connections", { connections: "1e3" }],
    ["workers", { workers: "3", connections: "2" }],
    ["arrivals", { arrivals: "bursts" }],
    ["rate", { rate: "5", isClosed: true }],
    ["seed", { seed: "x" }],
    ["method", { method: "get" }],
    ["header", { headers: ["no colon"] }],
    ["header", { headers: ["a: b\r\nc: d"] }],
    ["header", { headers: ["Transfer-Encoding: chunked"] }],
  ])("with a %s like %j is complained of there alone", ([at, part]) => {
    expect(wrong(part)).toEqual([at]);
  });

  test("names all that is wrong at once", () => {
    expect(wrong({ url: "x", rate: "x", timeout: "x", seed: "x" })).toEqual([
      "url",
      "timeout",
      "seed",
      "rate",
    ]);
  });

  test("of any words is a plan, problems or a refusal, never a crash", () => {
    const word = fc.option(
      fc.oneof(fc.string(), fc.constantFrom("1", "10s", "1..9", "poisson", "GET")),
      { nil: undefined },
    );
    const words = fc.record({
      rate: word,
      duration: word,
      connections: word,
      workers: word,
      timeout: word,
      arrivals: word,
      seed: word,
      method: word,
      headers: fc.array(fc.string()),
      url: fc.oneof(fc.string(), fc.webUrl(), fc.constant(HERE)),
    });
    fc.assert(
      fc.property(
        words,
        (part) => void expect(["plan", "problems", "refused"]).toContain(read(part).kind),
      ),
    );
  });
});

describe("a target", () => {
  test.for([
    "http://127.0.0.1/",
    "http://127.1/",
    "https://localhost:8443/",
    "http://[::1]:1/",
    "http://LOCALHOST/",
  ])("%s is this machine", (url) => {
    expect(read({ url }).kind).toBe("plan");
  });

  test.for([
    "http://example.com/",
    "http://10.0.0.1/",
    "http://0.0.0.0/",
    "http://127.0.0.1.example.com/",
    "http://localhost.example.com/",
    "http://[::2]/",
  ])("%s is not, and has to be named", (url) => {
    expect(read({ url }).kind).toBe("refused");
    expect(read({ url, allowedHosts: ["other.example.com"] }).kind).toBe("refused");
    expect(read({ url, allowedHosts: [new URL(url).hostname] }).kind).toBe("plan");
  });
});

describe("a request", () => {
  const text = (part: Partial<LoadOptions>) => {
    const { target, work, keepAlive } = planOf(part);
    return work.kind === "request" ? requestText(target, work.request, keepAlive) : "";
  };

  test("says what was asked and no more", () => {
    expect(text({})).toBe(
      "GET /a?b=c HTTP/1.1\r\nhost: 127.0.0.1:8080\r\nuser-agent: plimsoll-load\r\n\r\n",
    );
  });

  test("counts its body in bytes and takes what was given instead of its own", () => {
    const own = text({ url: "http://[::1]/", body: "é", headers: ["Host: x", "b: c"] });
    expect(own).toBe(
      "POST / HTTP/1.1\r\nuser-agent: plimsoll-load\r\nHost: x\r\nb: c\r\ncontent-length: 2\r\n\r\né",
    );
    expect(text({ method: "PUT" })).toContain("content-length: 0\r\n");
    expect(text({ url: "https://localhost/" })).toContain("host: localhost\r\n");
  });
});
