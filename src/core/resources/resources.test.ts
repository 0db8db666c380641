import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate, type Sample } from "./evaluate.ts";
import { forecastFull } from "./forecast.ts";
import { parseExposition } from "./parse-exposition.ts";
import { namesIn, otlpRules, scrapeRules } from "./rules.ts";
import { measuredBy, resourceSlot, shareAt } from "./slots.ts";

const sample = (name: string, value: number, labels: Record<string, string> = {}): Sample => ({
  name,
  value,
  labels: new Map(Object.entries(labels)),
});

const told = (samples: readonly Sample[], rules = otlpRules) =>
  evaluate(rules, samples, null).figures.map(({ resource, part, value }) => [
    part === "" ? resource : `${resource} ${part}`,
    Math.round(value * 1000) / 1000,
  ]);

describe("by OpenTelemetry", () => {
  test.for<[string, readonly Sample[], readonly (readonly [string, number])[]]>([
    [
      "CPU is what is not idle, on the average of all processors",
      [
        sample("system.cpu.utilization", 0.2, { "system.cpu.state": "idle", cpu: "0" }),
        sample("system.cpu.utilization", 0.6, { "system.cpu.state": "idle", cpu: "1" }),
        sample("system.cpu.utilization", 0.8, { "system.cpu.state": "user", cpu: "0" }),
      ],
      [["cpu", 0.6]],
    ],
    [
      "the present name of the state is read too",
      [sample("system.cpu.utilization", 0.25, { "cpu.mode": "idle" })],
      [["cpu", 0.75]],
    ],
    ["CPU without states", [sample("system.cpu.utilization", 0.3)], [["cpu", 0.3]]],
    [
      "a process counts where nothing tells of its machine",
      [
        sample("process.cpu.utilization", 0.3, { "process.cpu.state": "user" }),
        sample("process.cpu.utilization", 0.1, { "process.cpu.state": "system" }),
      ],
      [["cpu process", 0.4]],
    ],
    [
      "memory by its limit",
      [
        sample("system.memory.usage", 300, { state: "used" }),
        sample("system.memory.usage", 500, { state: "cached" }),
        sample("system.memory.limit", 1000),
      ],
      [["memory", 0.3]],
    ],
    [
      "memory without a limit",
      [
        sample("system.memory.usage", 300, { "system.memory.state": "used" }),
        sample("system.memory.usage", 100, { "system.memory.state": "free" }),
      ],
      [["memory", 0.75]],
    ],
    [
      "disks by mount point, as df has it; what is only read is left out",
      [
        sample("system.filesystem.usage", 60, { state: "used", mountpoint: "/" }),
        sample("system.filesystem.usage", 20, { state: "free", mountpoint: "/" }),
        sample("system.filesystem.usage", 20, { state: "reserved", mountpoint: "/" }),
        sample("system.filesystem.usage", 9, {
          state: "used",
          mountpoint: "/snap",
          type: "squashfs",
        }),
        sample("system.filesystem.usage", 0, {
          state: "free",
          mountpoint: "/snap",
          type: "squashfs",
        }),
      ],
      [["disk /", 0.75]],
    ],
    [
      "the event loop, and connections by pool",
      [
        sample("nodejs.eventloop.utilization", 0.4),
        sample("db.client.connection.count", 3, {
          "db.client.connection.state": "used",
          "db.client.connection.pool.name": "main",
        }),
        sample("db.client.connection.count", 7, {
          "db.client.connection.state": "idle",
          "db.client.connection.pool.name": "main",
        }),
        sample("db.client.connection.max", 12, { "db.client.connection.pool.name": "main" }),
      ],
      [
        ["eventLoop", 0.4],
        ["connections main", 0.25],
      ],
    ],
  ])("%s", ([, samples, figures]) => {
    expect(told(samples)).toEqual(figures);
  });
});

const NODE = `# HELP node_cpu_seconds_total Seconds the CPUs spent in each mode.
# TYPE node_cpu_seconds_total counter
node_cpu_seconds_total{cpu="0",mode="idle"} IDLE
node_cpu_seconds_total{cpu="0",mode="user"} USER
node_memory_MemAvailable_bytes 2.5e+09
node_memory_MemTotal_bytes 1e+10
node_filesystem_avail_bytes{device="/dev/vda",fstype="ext4",mountpoint="/"} 2.5e+09
node_filesystem_size_bytes{device="/dev/vda",fstype="ext4",mountpoint="/"} 1e+10
node_filesystem_avail_bytes{device="/dev/vdb",fstype="ext4",mountpoint="/media"} 0
node_filesystem_size_bytes{device="/dev/vdb",fstype="ext4",mountpoint="/media"} 1e+10
node_filesystem_readonly{device="/dev/vda",fstype="ext4",mountpoint="/"} 0
node_filesystem_readonly{device="/dev/vdb",fstype="ext4",mountpoint="/media"} 1
node_filefd_allocated 1024
node_filefd_maximum 4096
process_open_fds 9
process_max_fds 10
`;

const scraped = (idle: number, user: number) => {
  const text = NODE.replace("IDLE", String(idle)).replace("USER", String(user));
  const parsed = parseExposition(text, namesIn(scrapeRules));
  if (parsed.kind !== "samples") throw new Error(parsed.reason);
  return parsed.samples;
};

describe("by node_exporter", () => {
  test("levels count at once, counters by what they grew", () => {
    const first = evaluate(scrapeRules, scraped(1000, 100), null);
    expect(first.figures).toMatchObject([
      { resource: "memory", part: "", value: 0.75 },
      { resource: "disk", part: "/", value: 0.75 },
      { resource: "descriptors", part: "", value: 0.25 },
    ]);
    const next = evaluate(scrapeRules, scraped(1001, 103), first.counters);
    expect(next.figures[0]).toMatchObject({ resource: "cpu", value: 0.75 });
    // It was restarted: what it did before is not known.
    const restarted = evaluate(scrapeRules, scraped(2, 3), next.counters);
    expect(restarted.figures.map(({ resource }) => resource)).not.toContain("cpu");
    const after = evaluate(scrapeRules, scraped(3, 4), restarted.counters);
    expect(after.figures[0]).toMatchObject({ resource: "cpu", value: 0.5 });
  });
});

describe("what cannot be is refused, and nothing else with it", () => {
  test.for<[string, Sample, string]>([
    ["NaN", sample("system.memory.utilization", Number.NaN, { state: "used" }), "is no number"],
    ["infinite", sample("system.cpu.utilization", Number.POSITIVE_INFINITY), "is no number"],
    ["negative", sample("system.cpu.utilization", -0.1), "is less than 0"],
    ["40 processors of one", sample("system.cpu.utilization", 40), "more than all of cpu"],
  ])("%s", ([, wrong, reason]) => {
    const right = sample("nodejs.eventloop.utilization", 0.5);
    const { figures, refused } = evaluate(otlpRules, [wrong, right], null);
    expect(figures).toEqual([{ resource: "eventLoop", part: "", value: 0.5 }]);
    expect(refused).toMatchObject([{ reason: expect.stringContaining(reason) }]);
  });

  test("whatever comes, a figure is a share", () => {
    const anySample = fc.record({
      name: fc.constantFrom(...namesIn(otlpRules)),
      value: fc.oneof(fc.double(), fc.double({ min: 0, max: 1, noNaN: true })),
      labels: fc
        .dictionary(
          fc.constantFrom("state", "cpu.mode", "mountpoint"),
          fc.constantFrom("idle", "used", "free", "/"),
        )
        .map((labels) => new Map(Object.entries(labels))),
    });
    fc.assert(
      fc.property(fc.array(anySample), fc.array(anySample), (one, other) => {
        const { counters } = evaluate(otlpRules, one, null);
        for (const { value } of evaluate(otlpRules, other, counters).figures) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe("text of metrics", () => {
  const label = fc.string({ unit: "binary", maxLength: 12 }).filter((text) => !/[\r\n]/.test(text));
  const escaped = (text: string) => text.replace(/["\\]/g, "\\$&");
  test("is read back as it was written", () => {
    const value = fc.double({ noDefaultInfinity: true, noNaN: true }).map((n) => n + 0);
    fc.assert(
      fc.property(fc.array(fc.tuple(label, label, value)), (rows) => {
        const text = rows.map(
          ([a, b, n]) => `up{a="${escaped(a)}", b="${escaped(b)}"} ${n} 1700000000\n`,
        );
        const parsed = parseExposition(`# TYPE up gauge\n${text.join("")}# EOF\n`, new Set(["up"]));
        expect(parsed).toMatchObject({ kind: "samples", wrong: 0 });
        const read = parsed.kind === "samples" ? parsed.samples : [];
        expect(read.map(({ labels, value: n }) => [...labels.values(), n])).toEqual(
          rows.map(([a, b, n]) => [a, b, n]),
        );
      }),
    );
  });

  test.for<[string, number, number]>([
    ["up 1\n", 1, 0],
    ['up{a="1",} +Inf', 1, 0],
    ['up NaN # {trace_id="x"} 1', 1, 0],
    ['up{a="1" 1\nup 2', 1, 1],
    ["up\nup x\nup 1", 1, 2],
    ["other 1\nup", 0, 1],
  ])("%j has %d samples and %d wrong lines", ([text, samples, wrong]) => {
    const parsed = parseExposition(text, new Set(["up"]));
    expect(parsed).toMatchObject({ kind: "samples", wrong });
    expect(parsed.kind === "samples" && parsed.samples.length).toBe(samples);
  });

  test("a page of HTML is none", () => {
    expect(parseExposition("<html><body>\n<p>hello</p>", new Set(["up"]))).toMatchObject({
      kind: "unreadable",
    });
  });

  test("never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        parseExposition(text, new Set(["a", "up"]));
        parseExposition(`up{${text}`, new Set(["up"]));
      }),
    );
  });
});

test("a figure survives as a slot", () => {
  const where = { addon: "a", instance: "web-1", source: "scrape", atMs: 90_000 } as const;
  const { stream, minute, slot } = resourceSlot(
    { resource: "disk", part: "/var", value: 0.8765 },
    where,
  );
  expect(minute).toBe(1);
  expect(measuredBy(stream)).toEqual({ resource: "disk", instance: "web-1", part: "/var" });
  const counts = { events: Float64Array.of(slot.events), bad: Float64Array.of(slot.bad) };
  expect(shareAt(counts, 0)).toBeCloseTo(0.8765);
});

describe("a forecast", () => {
  const HOUR = 3_600_000;
  const course = (share: (hours: number) => number, hours = 12) =>
    Array.from({ length: hours * 60 }, (_, at) => ({ atMs: at * 60_000, share: share(at / 60) }));
  test("of a steady rise says when it is full", () => {
    const full = forecastFull(course((hours) => 0.5 + hours / 100));
    expect(full!.perDay).toBeCloseTo(0.24);
    expect(full!.fullAtMs / HOUR).toBeCloseTo(50, 0);
  });
  test("is not misled by a single large file that is removed again", () => {
    const full = forecastFull(
      course((hours) => (hours > 5 && hours < 6 ? 0.95 : 0.5 + hours / 1000)),
    );
    expect(full!.perDay).toBeCloseTo(0.024, 2);
  });
  test.for<[string, (hours: number) => number, number]>([
    ["stays as it is", () => 0.5, 12],
    ["falls", (hours) => 0.9 - hours / 100, 12],
    ["goes up and down", (hours) => 0.5 + 0.2 * Math.sin(hours * 7), 12],
    ["was watched for half an hour", (hours) => 0.5 + hours / 10, 0.5],
  ])("of what %s says nothing", ([, share, hours]) => {
    expect(forecastFull(course(share, hours))).toBeNull();
  });
});
