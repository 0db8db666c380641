import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Problem } from "./problem.ts";
import { readContract } from "./read-contract.ts";
import { exemplary } from "./testdata/exemplary.ts";

const documents = new URL("testdata/documents/", import.meta.url);
const textOf = (name: string) => readFileSync(new URL(name, documents), "utf8");

/** `7:9 error shape.wrong-value addon.host`, the sentence and the hint below it. */
const tell = ({ line, column, severity, rule, path, message, hint }: Problem) =>
  `${line}:${column} ${severity} ${rule} ${path}\n    ${message}\n    ${hint}\n`;

describe("names all problems of", () => {
  test.for(readdirSync(documents))("%s", (name) => {
    const reading = readContract(textOf(`${name}/in.yaml`));
    const told = `${reading.kind}\n${reading.problems.map(tell).join("")}`;
    expect(told).toBe(textOf(`${name}/expected.txt`));
  });
});

test("the reference contract of the design has no error", () => {
  expect(readContract(textOf("reference/in.yaml")).kind).toBe("contract");
});

test("what a broken document leaves out is not missed before the rest fits", () => {
  const text = exemplary.replace(/^ {2}(load|run): .*$/gm, "");
  const rulesOf = (document: string) => readContract(document).problems.map(({ rule }) => rule);
  expect(rulesOf(text)).toEqual(["no-load", "no-run"]);
  expect(rulesOf(text.replace("tracker:", "trackers:"))).toEqual(["shape.unknown-key"]);
});

test("a good contract comes with its text, its hash and nothing else", () => {
  const reading = readContract(exemplary);
  expect(reading).toEqual({
    kind: "contract",
    contract: expect.anything(),
    problems: [],
    notes: expect.anything(),
    text: exemplary,
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});

test("every section arrives with its units resolved", () => {
  const reading = readContract(exemplary);
  expect(reading.kind === "contract" && reading.contract).toEqual({
    addon: {
      key: "com.example.roadmaps",
      name: "Roadmaps for Jira",
      vendor: "Example Ltd",
      host: "connect",
      baseUrl: "https://roadmaps.example.com",
      descriptor: "/atlassian-connect.json",
      payment: "paid",
      timeZone: "Europe/Paris",
    },
    sla: {
      effectiveFrom: "2027-01-01",
      period: { kind: "month" },
      uptime: { target: 0.995, downWhenFailing: 0.05 },
      responseTime: {
        ui: { medianMs: 500, p90Ms: 750, p95Ms: 1000 },
        service: { averageMs: 150, p95Ms: 500 },
      },
      lifecycle: {
        install: { target: 0.99, withinMs: null },
        webhook: { target: 0.99, withinMs: null },
        iframe: { target: 0.95, withinMs: 12_000 },
      },
      recovery: { rtoMs: 10_800_000, rpoMs: 86_400_000, drillEveryMs: 2_592_000_000 },
      maintenance: { noticeMs: 172_800_000, allowance: { ms: 7_200_000, per: "month" } },
      support: {
        url: "https://help.roadmaps.test",
        hours: {
          zone: "Europe/Paris",
          weekly: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 540, to: 1020 })),
        },
        holidays: "FR",
        levels: {
          L1: {
            meaning: "service down",
            initialResponse: { kind: "time", ms: 3_600_000 },
            resolution: { kind: "time", ms: 10_800_000 },
            clock: "24x7",
          },
          L2: {
            meaning: "feature unusable",
            initialResponse: { kind: "time", ms: 14_400_000 },
            resolution: { kind: "business-days", days: 2 },
            clock: "support-hours",
          },
          L3: {
            meaning: "feature impaired",
            initialResponse: { kind: "time", ms: 28_800_000 },
            resolution: { kind: "business-days", days: 5 },
            clock: "support-hours",
          },
          L4: {
            meaning: "question",
            initialResponse: { kind: "time", ms: 86_400_000 },
            resolution: null,
            clock: "support-hours",
          },
        },
      },
      retirement: { noticeMs: 5_356_800_000 },
      credits: [
        { below: 0.995, credit: 0.1 },
        { below: 0.99, credit: 0.25 },
      ],
    },
    operations: {
      run: { command: "node app.js", port: "PORT", ready: "/health" },
      hostStatus: null,
      guide: "private",
      load: {
        tenants: 2000,
        requestsPerSecond: 50,
        peak: 3,
        tenantSkew: { kind: "zipf", exponent: 1.1 },
      },
      probes: [
        {
          path: "/health",
          everyMs: 30_000,
          timeoutMs: 3000,
          from: ["local"],
          agree: 1,
        },
      ],
      connectivity: null,
      thresholds: {
        cpu: { above: 0.8, forMs: 300_000 },
        memory: { above: 0.85, forMs: 300_000 },
        disk: { above: 0.9, forMs: 0 },
        descriptors: null,
        eventLoop: null,
        connections: null,
        action: "scale",
      },
      procedures: {
        cpu: null,
        memory: null,
        disk: null,
        descriptors: null,
        eventLoop: null,
        connections: null,
      },
      resources: { scrape: [], everyMs: 15_000 },
      scaling: { on: "process", min: 2, max: 8, target: "ui.p95" },
      backups: {
        data: {
          engine: "restic",
          everyMs: 21_600_000,
          sites: ["local", "s3://backups-eu/roadmaps"],
          keepMs: 3_024_000_000,
        },
      },
      tracker: { jira: "https://example.atlassian.net", project: "SUP" },
      emergency: {
        email: "oncall@roadmaps.test",
        phone: "+33 1 00 00 00 00",
        testedEveryMs: 2_592_000_000,
      },
      channels: { oncall: "pagerduty", team: "mail" },
      alerts: { page: ["oncall"], ticket: ["team"] },
      incidents: { policy: "propose", publishAfterMs: 600_000 },
      deadman: null,
      dependencies: {},
      retention: { detailMs: 604_800_000, countsMs: 34_560_000_000 },
    },
  });
});

test("what is left out is null, empty, or its documented default", () => {
  const reading = readContract(`
    { plimsoll: 1,
      addon: { key: a, name: A, vendor: V, host: plain, baseUrl: "https://a.example/", payment: free },
      sla: { effectiveFrom: 2027-01-01, recovery: { rto: 8h, drill: every 30d } },
      operations: { probes: [{ path: /, every: 30s }] } }`);
  expect(reading).toMatchObject({
    kind: "contract",
    contract: {
      addon: { descriptor: null, timeZone: "UTC", baseUrl: "https://a.example" },
      sla: {
        period: { kind: "month" },
        uptime: null,
        responseTime: {},
        lifecycle: {},
        recovery: { rpoMs: null },
        maintenance: null,
        support: null,
        credits: [],
      },
      operations: {
        run: null,
        load: null,
        probes: [{ timeoutMs: 3000, from: ["local"], agree: 1 }],
        thresholds: null,
        scaling: null,
        backups: {},
        tracker: null,
        emergency: null,
        channels: {},
        alerts: { page: [], ticket: [] },
        retention: { detailMs: 604_800_000, countsMs: 34_560_000_000 },
      },
    },
  });
});

test("a contract is frozen to its depth", () => {
  const reading = readContract(exemplary);
  const thaw = (value: unknown): boolean =>
    typeof value === "object" &&
    value !== null &&
    (!Object.isFrozen(value) || Object.values(value).some(thaw));
  expect(reading.kind === "contract" && thaw(reading.contract)).toBe(false);
});

test("ten megabytes are refused in one sentence", () => {
  const { kind, problems } = readContract("a".repeat(10_000_000));
  expect(kind).toBe("problems");
  expect(problems.map(tell)).toEqual([
    "1:1 error text.too-long \n    The document has 10,000,000 characters; a contract has at most 262,144.\n    Name the file that holds the contract and nothing else.\n",
  ]);
});

test("ten thousand mistakes are counted, not listed", () => {
  const { problems } = readContract(
    Array.from({ length: 10_000 }, (_, at) => `k${at}: 1\n`).join(""),
  );
  expect(problems).toHaveLength(501);
  expect(problems.at(-1)?.message).toBe("From here on 9,503 more problems are not listed.");
});

describe("never throws", () => {
  const broken = fc
    .tuple(fc.nat(exemplary.length), fc.nat(40), fc.string({ unit: "binary", maxLength: 20 }))
    .map(([at, length, text]) => exemplary.slice(0, at) + text + exemplary.slice(at + length));

  test.for([
    ["any text", fc.string({ unit: "binary", maxLength: 200 })],
    ["a contract with a piece replaced", broken],
    ["YAML of any shape", fc.json({ maxDepth: 6 })],
  ] as const)("%s", ([, texts]) => {
    fc.assert(
      fc.property(texts, (text) => {
        const { kind, problems } = readContract(text);
        const lines = text.split("\n");
        for (const { line, column, message } of problems) {
          expect(message).not.toBe("");
          expect(lines[line - 1]?.length).toBeGreaterThanOrEqual(column - 1);
        }
        expect(problems.some(({ severity }) => severity === "error")).toBe(kind === "problems");
      }),
      { numRuns: 200 },
    );
  });
});
