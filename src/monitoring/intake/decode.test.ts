import fc from "fast-check";
import { PbfWriter } from "pbf";
import { describe, expect, test } from "vitest";
import { decode, decodeInSteps } from "./decode.ts";
import type { DecodedMetrics } from "./decoded-metrics.ts";
import { type DurationMetric, type Points, UnreadablePoint } from "./metrics.ts";
import {
  attributes,
  encodeRequest,
  type OtlpAttribute,
  type OtlpRequest,
} from "./testdata/otlp-request.ts";
import { otlpRequests } from "./testdata/otlp-requests.ts";

const decodeJson = (text: string, names?: ReadonlySet<string>) =>
  decode(Buffer.from(text), "application/json", names);
const decodeProtobuf = (body: Uint8Array, names?: ReadonlySet<string>) =>
  decode(body, "application/x-protobuf", names);

/** The same with its points as they are; one that cannot be read as what it says. */
function plain(decoded: DecodedMetrics) {
  if (decoded.kind !== "decoded") return decoded;
  return {
    ...decoded,
    metrics: decoded.metrics.map((one) => ({ ...one, points: pointsOf(one.points) })),
    numbers: decoded.numbers.map((one) => ({ ...one, points: pointsOf(one.points) })),
  };
}

const pointsOf = <Point>(points: Points<Point>) =>
  Array.from({ length: points.length }, (_, index) => {
    try {
      return points.at(index)!;
    } catch (error) {
      if (error instanceof UnreadablePoint) return error.message;
      throw error;
    }
  });

describe("both encodings", () => {
  test("say the same", () => {
    fc.assert(
      fc.property(otlpRequests, (request) => {
        const read = decodeJson(JSON.stringify(request));
        expect(read.kind).toBe("decoded");
        expect(plain(decodeProtobuf(encodeRequest(request)))).toEqual(plain(read));
      }),
    );
  });

  test("never make anything but a refusal of bytes that are no request", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        for (const encoding of ["application/x-protobuf", "application/json"] as const)
          expect(["decoded", "malformed"]).toContain(plain(decode(bytes, encoding)).kind);
      }),
    );
  });

  test("read the metric that is asked for and no other", () => {
    const sent = withPoints([point]);
    const names = new Set(["db.client.operation.duration"]);
    for (const read of [
      decodeJson(JSON.stringify(sent), names),
      decodeProtobuf(encodeRequest(sent), names),
    ])
      expect(read).toMatchObject({
        metrics: [],
        unread: [{ name: "http.server.request.duration", kind: "histogram", points: 1 }],
      });
  });

  test("of nothing at all are an empty request", () => {
    expect(decodeProtobuf(new Uint8Array())).toEqual({
      kind: "decoded",
      metrics: [],
      numbers: [],
      unread: [],
    });
    expect(decodeJson("{}")).toEqual({ kind: "decoded", metrics: [], numbers: [], unread: [] });
  });
});

const point = {
  attributes: attributes({ "http.route": "/a", "http.response.status_code": 200, ok: true }),
  startTimeUnixNano: 1e18,
  timeUnixNano: 1.1e18,
  count: 3,
  sum: 0.5,
  scale: 2,
  zeroCount: 0,
  positive: { offset: -8, bucketCounts: [1, 2] },
};
const withPoints = (dataPoints: readonly (typeof point)[]): OtlpRequest => ({
  resourceMetrics: [
    {
      resource: { attributes: attributes({ "service.version": "1.0.0" }) },
      scopeMetrics: [
        {
          metrics: [
            {
              name: "http.server.request.duration",
              unit: "s",
              exponentialHistogram: { aggregationTemporality: 1, dataPoints },
            },
          ],
        },
      ],
    },
  ],
});

describe("protobuf", () => {
  const whole = encodeRequest(withPoints([point]));

  test("cut off anywhere is malformed", () => {
    for (let length = 1; length < whole.length; length++)
      expect(decodeProtobuf(whole.subarray(0, length)).kind, `after ${length}`).toBe("malformed");
  });

  test("may bring the fields of a resource and a metric in any order", () => {
    const resource = field(1, encode(attributes({ "service.version": "1.0.0" })));
    const histogram = field(
      10,
      Buffer.concat([field(1, field(1, encodedAttribute)), Buffer.from([16, 1])]),
    );
    const metric = Buffer.concat([
      histogram,
      field(3, Buffer.from("s")),
      field(1, Buffer.from("http.server.request.duration")),
    ]);
    const body = field(1, Buffer.concat([field(2, field(2, metric)), resource]));
    expect(plain(decodeProtobuf(body))).toMatchObject({
      metrics: [
        {
          resource: new Map([["service.version", "1.0.0"]]),
          unit: "s",
          temporality: "delta",
          points: [{ attributes: new Map([["k", "v"]]) }],
        },
      ],
    });
  });

  test.for<[string, (typeof point)[], RegExp]>([
    [
      "with more buckets than any histogram has",
      [{ ...point, positive: { offset: 0, bucketCounts: Array(5000).fill(0) } }],
      /4096/,
    ],
    [
      "larger than any point",
      [{ ...point, attributes: attributes({ "http.route": "x".repeat(600_000) }) }],
      /512 KiB/,
    ],
  ])("a point %s cannot be read, and the others can", ([, points, reason]) => {
    const decoded = plain(decodeProtobuf(encodeRequest(withPoints([...points, point]))));
    expect(decoded).toMatchObject({
      metrics: [{ points: [expect.stringMatching(reason), { startNs: 1e18 }] }],
    });
  });

  test("of nothing but fields is too large before it takes its time", () => {
    const unknown = Buffer.alloc(2_000_000, Buffer.from([120, 1]));
    expect(decodeProtobuf(unknown)).toMatchObject({ kind: "too-large" });
    const sameAttribute = Buffer.concat(Array(600_000).fill(field(1, encodedAttribute)));
    const resource = long(1, long(1, sameAttribute));
    expect(decodeProtobuf(resource)).toMatchObject({ kind: "too-large" });
  });

  test("with more points than one request should bring is too large", () => {
    const small = { ...point, attributes: [], positive: { offset: 0, bucketCounts: [] } };
    const body = encodeRequest(withPoints(Array(50_001).fill(small)));
    expect(decodeProtobuf(body)).toMatchObject({
      kind: "too-large",
      message: expect.stringContaining("50000"),
    });
  });

  test("with a field of another wire type is malformed", () => {
    const asText = field(1, field(2, field(2, Buffer.from([8, 1]))));
    expect(decodeProtobuf(asText).kind).toBe("malformed");
  });

  const encodedAttribute = Buffer.concat([
    field(1, Buffer.from("k")),
    field(2, field(1, Buffer.from("v"))),
  ]);
  const encode = (list: OtlpAttribute[]) =>
    Buffer.concat(
      list.map(({ key, value }) =>
        field(
          1,
          Buffer.concat([
            field(1, Buffer.from(key)),
            field(2, field(1, Buffer.from(value.stringValue!))),
          ]),
        ),
      ),
    );
  function field(tag: number, body: Uint8Array): Buffer {
    return Buffer.concat([Buffer.from([(tag << 3) | 2, body.length]), body]);
  }
  function long(tag: number, body: Uint8Array): Buffer {
    const pbf = new PbfWriter();
    pbf.writeBytesField(tag, body);
    return Buffer.from(pbf.finish());
  }
});

describe("JSON", () => {
  const metricsOf = (request: unknown): readonly DurationMetric[] => {
    const decoded = decodeJson(JSON.stringify(request));
    if (decoded.kind !== "decoded") throw new Error(decoded.message);
    return decoded.metrics;
  };
  function metricText(fields: string): string {
    return `{"resourceMetrics": [{"scopeMetrics": [{"metrics": [{${fields}}]}]}]}`;
  }
  function withPoint(text: string): string {
    return metricText(`"histogram": {"dataPoints": [${text}]}`);
  }
  const changed = (changes: Record<string, unknown>) => withPoints([{ ...point, ...changes }]);

  test("takes 64-bit numbers as text or as numbers, and NaN as text", () => {
    const request = changed({ count: "3", timeUnixNano: "1100000000000000000", sum: "NaN" });
    expect(metricsOf(request)[0]!.points.at(0)).toMatchObject({
      timeNs: 1.1e18,
      histogram: { count: 3, sum: Number.NaN },
    });
  });

  test("ignores fields it does not know", () => {
    const more = decodeJson(JSON.stringify({ ...changed({ exemplars: [{}] }), later: [1, {}] }));
    expect(plain(more)).toEqual(plain(decodeJson(JSON.stringify(changed({})))));
  });

  test.for([
    ["that breaks off", '{"resourceMetrics": [', "JSON"],
    ["that is a list", "[]", "the body must be an object"],
    ["that is null", "null", "the body must be an object"],
    ["with text for a list", '{"resourceMetrics": "x"}', "resourceMetrics must be a list"],
    [
      "with a number for a message",
      '{"resourceMetrics": [{"scopeMetrics": [7]}]}',
      "resourceMetrics[0].scopeMetrics[0] must be an object",
    ],
    ["nested without end", "[".repeat(100_000), "the body must be an object"],
    ["nested without end in a field", `{"later": ${"[".repeat(100_000)}`, "32 deep"],
    ["of countless containers", `{"later": [${"[],".repeat(100_000)}[]]}`, "10000 parts"],
    [
      "of countless containers in a point",
      withPoint(`{"x": [${"{},".repeat(100_000)}{}]}`),
      "10000 parts",
    ],
    ["with a number for a name", metricText('"name": 7'), "metrics[0].name must be text"],
    ["that goes on", "{} {}", "byte 3 is not what JSON has there"],
  ] as const)("%s is malformed, and says where", ([, body, message]) => {
    expect(decodeJson(body)).toEqual({
      kind: "malformed",
      message: expect.stringContaining(message),
    });
  });

  test.for<[string, Record<string, unknown>, string]>([
    ["with words for a count", { count: "three" }, "dataPoints[0].count must be a number"],
    [
      "with more buckets than any histogram has",
      { positive: { bucketCounts: Array(5000).fill(0) } },
      "at most 4096 numbers",
    ],
    [
      "with more attributes than OpenTelemetry lets anything have",
      {
        attributes: attributes(Object.fromEntries(Array.from({ length: 200 }, (_, i) => [i, "x"]))),
      },
      "more than 128 attributes",
    ],
    ["larger than any point", { note: "x".repeat(600_000) }, "larger than 512 KiB"],
  ])("a point %s cannot be read, and says why", ([, changes, reason]) => {
    expect(plain(decodeJson(JSON.stringify(changed(changes))))).toMatchObject({
      kind: "decoded",
      metrics: [{ points: [expect.stringContaining(reason)] }],
    });
  });

  test("pauses while it reads what is large", () => {
    const body = Buffer.from(JSON.stringify(withPoints(Array(2000).fill(point))));
    const steps = decodeInSteps(body, "application/json");
    let pauses = 0;
    while (!steps.next().done) pauses++;
    expect(pauses).toBeGreaterThan(2);
  });
});
