import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { decodeRun } from "../../src/loadtest/index.ts";
import { type Answer, plimsoll } from "./plimsoll.ts";

const root = join(import.meta.dirname, "../..");
const example = join(root, "examples/roadmaps");
const contract = join(example, "plimsoll.yaml");
const folder = mkdtempSync(join(tmpdir(), "plimsoll-tests-"));
afterAll(() => rmSync(folder, { recursive: true }));

const out = (name: string) => ["--out", join(folder, name)];
const outcomeOf = ({ document }: Answer, objective: string) =>
  document.outcomes.find((one) => one.objective === objective && one.tenants === null)?.verdict;
const leakOf = ({ document }: Answer, resource: string) =>
  document.findings.find((one) => one.kind === "leak" && one.resource === resource)?.verdict;

describe("a load test of the example", () => {
  test("keeps its promises, and leaves a record that is judged the same again", async () => {
    const answer = await plimsoll([
      ...["test", "load", contract, "--duration", "20s", "--requests", "40", ...out("clean")],
      ...["--scenarios", join(example, "load/scenarios.yaml"), "--data", join(folder, "store")],
    ]);
    expect(outcomeOf(answer, "ui.p95")).toBe("met");
    expect(outcomeOf(answer, "service.p95")).toBe("met");
    const text = readFileSync(join(folder, "clean/run.json"), "utf8");
    const read = decodeRun(text);
    expect(read.kind === "record" && read.record.judgement.verdict).toBe(answer.document.verdict);
    expect(text).not.toMatch(/sharedSecret/);
    const ledger = await plimsoll([
      "export",
      "ledger",
      "--data",
      join(folder, "store"),
      ...["--out", join(folder, "ledger.jsonl")],
    ]);
    expect(ledger.code).toBe(0);
    expect(readFileSync(join(folder, "ledger.jsonl"), "utf8")).toContain('"type":"run.judged"');
  });
});

// Each mostly waits, and none is judged by how fast the others let it be.
describe.concurrent("a test that takes its time", () => {
  test("shows a stall of one second in ten", async () => {
    const answer = await plimsoll([
      ...["test", "load", contract, "--duration", "45s", "--requests", "60", ...out("stall")],
      ...["--run", "node variants/stall.ts"],
    ]);
    expect(outcomeOf(answer, "ui.p95")).toBe("missed");
  });

  test("that is cut off says so, and keeps what it has", async () => {
    const args = ["test", "load", contract, "--duration", "60s", ...out("cut")];
    const answer = await plimsoll(args, /expected load ·/);
    expect(answer.document.interrupted).toBe(true);
    expect(["insufficient", "invalid"]).toContain(answer.document.verdict);
    expect(decodeRun(readFileSync(join(folder, "cut/run.json"), "utf8")).kind).toBe("record");
  });

  test("finds what grows without end", async () => {
    const answer = await plimsoll([
      ...["test", "soak", contract, "--duration", "110s", "--requests", "60", ...out("leak")],
      ...["--run", "node variants/leak.ts", "--tolerate", "500"],
    ]);
    expect(leakOf(answer, "heap")).toBe("leak");
  });
});

describe("a plan", () => {
  test("is shown without being carried out", async () => {
    const asked = ["--installs", "--beacon", "/api/beacon"];
    const { code, document } = await plimsoll(["test", "spike", contract, "--plan-only", ...asked]);
    expect(code).toBe(0);
    const { scenarios } = document.plan.workload;
    const names = [...scenarios, ...scenarios.flatMap(({ steps }) => steps)].map(
      ({ name }) => name,
    );
    expect(names).toContain("page roadmap");
    expect(names).toContain("lifecycle installed");
    expect(names).toContain("page roadmap: beacon");
  });

  test("that the contract contradicts is refused by the rule's name", async () => {
    const { code, document } = await plimsoll(["test", "load", contract, "--requests", "5000"]);
    expect(code).toBe(2);
    expect(document.problems.map(({ rule }) => rule)).toContain("rate-above-peak");
  });

  test("for a deployment that nobody allowed is refused before anything is asked of it", async () => {
    const far = join(folder, "far.yaml");
    const text = readFileSync(contract, "utf8");
    writeFileSync(far, text.replace("http://127.0.0.1:7330", "https://addon.example.com"));
    const tenants = join(folder, "tenants.json");
    const site = { clientKey: "a-site", sharedSecret: "s".repeat(32), product: "jira" };
    writeFileSync(tenants, JSON.stringify([{ ...site, baseUrl: "https://a-site.example.net" }]));
    const args = ["test", "load", far, "--target", "live", "--tenants-file", tenants];
    const { code, document } = await plimsoll(args);
    expect(code).toBe(5);
    expect(document.error.message).toBe("addon.example.com is not this machine.");
  });
});
