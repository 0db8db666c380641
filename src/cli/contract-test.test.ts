import { beforeEach, describe, expect, test } from "vitest";
import { type FakeTerminal, fakeTerminal } from "./fake-terminal.ts";
import type { CliDeps, TestOrder } from "./ports.ts";
import { run } from "./run.ts";

const contract = (host: string, operations: string, more = "") => `plimsoll: 1
addon:
  key: com.example.a
  name: A
  vendor: Example Ltd
  host: ${host}
  baseUrl: http://127.0.0.1:7330
  payment: free
  timeZone: UTC
${more}sla:
  effectiveFrom: 2026-01-01
  period: month
  responseTime: { service: { p95: 400ms } }
operations:
${operations}`;

const RUN = "  run: { command: node app.js, port: PORT, ready: /health }\n";
const LOAD = "  load: { tenants: 20, requestsPerSecond: 40, peak: 3x }\n";
const PROBES = "  probes: [{ path: /health, every: 30s }]\n";
const DESCRIPTOR = "  descriptor: /atlassian-connect.json\n";

let terminal: FakeTerminal;
let orders: TestOrder[];
beforeEach(() => {
  terminal = fakeTerminal({
    files: {
      "bare.yaml": contract("connect", PROBES),
      "whole.yaml": contract("connect", RUN + LOAD, DESCRIPTOR),
      "plain.yaml": contract("plain", RUN + LOAD),
      "broken.yaml": contract("elsewhere", PROBES),
      "scenarios.yaml": "scenarios: []",
      "tenants.json": '[{ "clientKey": "" }, { "baseUrl": "x" }]',
    },
  });
  orders = [];
});

/** What a test was asked to be, or how it ended before. */
async function ask(line: string) {
  const deps = async () =>
    ({
      test: async (order) => {
        orders.push(order);
        return { kind: "refused", problems: [] };
      },
      requirePlace: async () => {},
    }) as Partial<CliDeps> as CliDeps;
  return run(["test", ...line.split(" ")], terminal, deps);
}

describe("all that is wrong is told at once", () => {
  test("what the contract lacks", async () => {
    expect(await ask("load bare.yaml")).toBe(2);
    const { err } = terminal.said;
    expect(err).toContain("does not say how the add-on is started");
    expect(err).toContain("names no descriptor to install");
    expect(err).toContain("which load its promise must hold under");
    expect(err.match(/\[plan\.impossible\]/g)).toHaveLength(1);
    expect(orders).toEqual([]);
  });

  test("what is asked", async () => {
    const options =
      "--workers 0 --timeout soon --seed x --arrivals never --requests 0 --beacon //x";
    const files = "--scenarios nowhere.yaml --replay nothing.txt";
    expect(await ask(`soak whole.yaml ${options} ${files} --tolerate -1`)).toBe(2);
    for (const word of ["workers", "timeout", "seed", "arrivals", "requests", "beacon", "tolerate"])
      expect(terminal.said.err).toContain(`--${word}`);
    for (const file of ["nowhere.yaml", "nothing.txt"]) expect(terminal.said.err).toContain(file);
    expect(terminal.said.err).toContain("is not a number above 0");
    expect(orders).toEqual([]);
  });

  test("what is asked of a deployment, and who is to ask it", async () => {
    const limits = "--most-requests none --most-in-all 0";
    expect(await ask(`load whole.yaml --target live ${limits}`)).toBe(2);
    for (const word of ["most-requests", "most-in-all", "tenants-file"])
      expect(terminal.said.err).toContain(`--${word}`);
    terminal.said.err = "";
    await ask("load whole.yaml --target live --tenants-file tenants.json");
    for (const place of ["[0].clientKey", "[0].sharedSecret", "[1].clientKey", "[1].baseUrl"])
      expect(terminal.said.err).toContain(place);
  });

  test("what is for something else, for whoever gives it expects an effect", async () => {
    expect(await ask("load whole.yaml --rate 0 --closed --header x:y")).toBe(2);
    for (const option of ["--rate", "--closed", "--header"])
      expect(terminal.said.err).toContain(`${option} is for one address without a contract`);
    expect(terminal.said.err).toContain("Write --requests");
    expect(await ask("soak whole.yaml --insecure --most-requests 5 --allow-host x.test")).toBe(2);
    for (const option of ["--insecure", "--most-requests", "--allow-host"])
      expect(terminal.said.err).toContain(`${option} says nothing of the target mock.`);
    expect(await ask("soak whole.yaml --target live --run ./a --installs --quota off")).toBe(2);
    for (const option of ["--run", "--installs", "--quota"])
      expect(terminal.said.err).toContain(`${option} says nothing of the target live.`);
    expect(orders).toEqual([]);
  });

  test("what is wrong with the contract, beside what is asked", async () => {
    expect(await ask("load broken.yaml --workers 0")).toBe(2);
    expect(terminal.said.err).toContain("elsewhere");
    expect(terminal.said.err).toContain("--workers");
    terminal.said.out = "";
    expect(await ask("load broken.yaml --workers 0 --json")).toBe(2);
    expect(JSON.parse(terminal.said.out)).toMatchObject({ ok: false, error: { code: "usage" } });
    terminal.said.out = "";
    expect(await ask("load broken.yaml --json")).toBe(1);
    expect(JSON.parse(terminal.said.out)).toMatchObject({ ok: false });
  });
});

describe("a service that nobody hosts", () => {
  test("is tested by scenarios of one's own, without a descriptor", async () => {
    expect(await ask("load plain.yaml")).toBe(2);
    expect(terminal.said.err).toContain("--scenarios");
    await ask("load plain.yaml --scenarios scenarios.yaml");
    expect(orders).toMatchObject([{ scenariosFile: "scenarios.yaml", target: { kind: "mock" } }]);
  });

  test("needs no tenants as it is deployed", async () => {
    await ask("load plain.yaml --scenarios scenarios.yaml --target live");
    expect(orders).toMatchObject([{ target: { kind: "live", tenantsFile: null } }]);
  });
});

test("a rate that is asked for stands for the load that no contract expects", async () => {
  const text = contract("connect", RUN, DESCRIPTOR);
  terminal.files["loadless.yaml"] = text;
  expect(await ask("load loadless.yaml")).toBe(2);
  await ask("load loadless.yaml --requests 20");
  expect(orders).toMatchObject([{ options: { requestsPerSecond: 20 } }]);
});
