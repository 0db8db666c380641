import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { defineScenarios } from "../define-scenarios.ts";
import { readScenarios, readScenarioText } from "./own-scenarios.ts";
import { parsePattern } from "./parse-pattern.ts";
import { parseRequest } from "./parse-request.ts";
import { parseThink } from "./parse-think.ts";
import { planWorkload } from "./plan-workload.ts";
import { contractWith, descriptorWith } from "./testdata/roadmaps.ts";

const descriptor = descriptorWith();

const told = (text: string) => {
  const reading = readScenarioText(text, descriptor);
  return reading.kind === "value"
    ? "value"
    : reading.problems.map(({ line, column, rule }) => `${line}:${column} ${rule}`);
};

const inFile = (step: string) => `scenarios:\n  - name: plan\n    steps:\n      - ${step}\n`;

const planned = (written: unknown) => {
  const reading = readScenarios(written, descriptor);
  if (reading.kind !== "value") throw new Error(JSON.stringify(reading.misfits));
  return planWorkload(contractWith(), descriptor, reading.value);
};

const own = defineScenarios({
  mode: "replace",
  scenarios: [
    {
      name: "plan",
      steps: [
        { page: "roadmap", take: { first: { pattern: 'data-id="(\\d+)"' } } },
        {
          name: "move",
          request: "PUT /api/items/{first}",
          think: "exponential 2s",
          proof: "context",
          json: { horizon: "next", key: "{issue.key}" },
          checks: { status: [200, 204], contains: ["ok"] },
        },
      ],
    },
  ],
});

describe("scenarios of one's own", () => {
  test("become steps with all that is left out filled in", () => {
    const [scenario] = planned(own).workload.scenarios;
    expect(scenario).toMatchObject({
      name: "plan",
      weight: 1,
      steps: [
        {
          name: "plan: page roadmap",
          indicator: "ui",
          method: "GET",
          proof: "query",
          take: [{ name: "first", from: "body", pattern: 'data-id="(\\d+)"' }],
        },
        {
          name: "plan: move",
          indicator: "service",
          method: "PUT",
          path: "/api/items/{first}",
          proof: "context",
          think: { meanMs: 2000, spacing: "poisson" },
          headers: [["content-type", "application/json"]],
          body: '{"horizon":"next","key":"{issue.key}"}',
          checks: [
            { kind: "status", is: [200, 204] },
            { kind: "body", contains: "ok" },
          ],
        },
      ],
    });
  });

  test("are judged by no promise where they ask what only watchers ask", () => {
    const steps = ["GET /health", "GET /atlassian-connect.json", "GET /healthy"];
    const scenarios = [{ name: "look", steps: steps.map((request) => ({ request })) }];
    const [scenario] = planned({ mode: "replace", scenarios }).workload.scenarios;
    expect(scenario!.steps.map(({ indicator }) => indicator)).toEqual([null, null, "service"]);
  });

  test("say the same in YAML as in TypeScript", () => {
    const reading = readScenarioText(stringify(own), descriptor);
    expect(reading).toEqual(readScenarios(own, descriptor));
  });

  test("stand alone, or share the sessions with the derived ones", () => {
    const names = (mode: "replace" | "join") =>
      planned({ ...own, mode }).workload.scenarios.map(({ name }) => name);
    expect(names("replace")).toEqual(["plan"]);
    expect(names("join")).toEqual(expect.arrayContaining(["page roadmap", "plan"]));
    const { workload } = planned({ ...own, mode: "join", share: 0.2 });
    const sum = workload.scenarios.reduce((total, { weight }) => total + weight, 0);
    expect(workload.scenarios.at(-1)!.weight / sum).toBeCloseTo(0.2, 3);
  });

  test("are all there is where no descriptor tells more, judged as service calls", () => {
    const reading = readScenarios(
      { scenarios: [{ name: "read", steps: [{ request: "/items" }] }] },
      null,
    );
    if (reading.kind !== "value") throw new Error();
    const { workload } = planWorkload(contractWith(), null, reading.value);
    expect(workload.scenarios).toMatchObject([
      { name: "read", steps: [{ name: "read: GET /items", indicator: "service", proof: "none" }] },
    ]);
  });

  test("may only add what every page asks for", () => {
    const { workload } = planned({ pageCalls: [{ request: "/api/items", proof: "context" }] });
    expect(workload.scenarios[0]!.steps.map(({ name, indicator }) => [name, indicator])).toEqual([
      ["page roadmap", "ui"],
      ["page roadmap: GET /api/items", "service"],
    ]);
  });
});

describe("what is wrong is named with its place", () => {
  test.for([
    [inFile("request: GET /items"), "value"],
    [
      `mode: replace\npageCalls: [{ request: / }]\n${inFile("request: /")}`,
      ["2:1 scenario.calls-of-nobody"],
    ],
    ["", ["1:1 text.empty"]],
    ["mode: join", ["1:1 scenario.nothing"]],
    ["senarios: []", ["1:1 shape.unknown-key"]],
    [inFile("request: 7"), ["4:18 shape.wrong-type"]],
    [inFile("request: items"), ["4:18 shape.wrong-value"]],
    [inFile("request: https://elsewhere.example/"), ["4:18 shape.wrong-value"]],
    [inFile("{ request: /, think: soon }"), ["4:30 shape.wrong-value"]],
    [inFile("{ request: /, think: 2h }"), ["4:30 shape.wrong-value"]],
    [inFile("{ request: /, proof: cookie }"), ["4:30 shape.wrong-value"]],
    [inFile("{ request: /, take: { id: { pattern: '(' } } }"), ["4:46 shape.wrong-value"]],
    [inFile("{ request: /, take: { id: { pattern: 'a*' } } }"), ["4:46 shape.wrong-value"]],
    [inFile("{ request: /, checks: { status: [42] } }"), ["4:42 shape.wrong-value"]],
    [inFile("{ request: /, page: roadmap }"), ["4:9 scenario.one-request"]],
    [inFile("{ name: nothing }"), ["4:9 scenario.one-request"]],
    [inFile("{ page: nowhere }"), ["4:17 scenario.unknown-page"]],
    [inFile("{ request: POST /, body: a, json: 1 }"), ["4:43 scenario.two-bodies"]],
    [inFile("{ request: /, headers: { Host: a } }"), ["4:23 scenario.header"]],
    [
      inFile("{ request: /, proof: query, headers: { Authorization: a } }"),
      ["4:37 scenario.header"],
    ],
    [
      `${inFile("request: /")}  - name: plan\n    steps: [{ request: / }]\n`,
      ["5:11 scenario.doubled-name"],
    ],
    [
      "mode: both\nscenarios:\n  - weight: -1\n    steps: []\n",
      [
        "1:7 shape.wrong-value",
        "3:5 shape.missing",
        "3:13 shape.wrong-value",
        "4:5 shape.wrong-value",
      ],
    ],
  ] as const)("%j: %j", ([text, expected]) => {
    expect(told(text)).toEqual(expected);
  });

  test("of values as well, whatever a module exports", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(["value", "misfits"]).toContain(readScenarios(value, descriptor).kind);
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(["value", "problems"]).toContain(readScenarioText(text, null).kind);
      }),
    );
  });
});

describe("values as people write them", () => {
  test.for([
    ["2s", { meanMs: 2000, spacing: "even" }],
    ["exponential 500ms", { meanMs: 500, spacing: "poisson" }],
    ["Exponential 1m30s", { meanMs: 90_000, spacing: "poisson" }],
    ["0s", { meanMs: 0, spacing: "even" }],
  ] as const)("%s is a time to think", ([text, value]) => {
    expect(parseThink(text)).toEqual({ kind: "read", value });
  });

  test.for([
    ["GET /items", { method: "GET", path: "/items" }],
    ["/", { method: "GET", path: "/" }],
    [
      "PATCH /items/{item.id}?a={b}&c=%20",
      { method: "PATCH", path: "/items/{item.id}?a={b}&c=%20" },
    ],
  ] as const)("%s is a request", ([text, value]) => {
    expect(parseRequest(text)).toEqual({ kind: "read", value });
  });

  test.for([
    "",
    "GET",
    "GET items",
    "get /items",
    "CONNECT /",
    "GET //elsewhere",
    "GET /a b",
    "GET /ü",
    "GET /a#b",
    "GET /a<b",
    "GET /a\\b",
  ])("%j is no request", (text) => {
    expect(parseRequest(text).kind).toBe("complaint");
  });

  test("no text makes a parser throw, and what is read stays in bounds", () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: "binary" }));
    fc.assert(
      fc.property(text, (any) => {
        for (const parse of [parseThink, parseRequest, parsePattern])
          expect(["read", "complaint"]).toContain(parse(any).kind);
        const request = parseRequest(any);
        if (request.kind === "read") expect(request.value.path).not.toMatch(/[\s#]|[^\x20-\x7e]/);
      }),
    );
  });
});
