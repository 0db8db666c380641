import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { planRules } from "./check-plan.ts";
import { readScenarios, readScenarioText } from "./own-scenarios.ts";
import { planWorkload } from "./plan-workload.ts";
import { readTenants } from "./read-tenants.ts";
import { contractWith, descriptorWith } from "./testdata/roadmaps.ts";

const guide = readFileSync(join(import.meta.dirname, "../../../docs/load-tests.md"), "utf8");
const example = (language: string) => guide.split(`\`\`\`${language}\n`)[1]!.split("```")[0]!;
const descriptor = descriptorWith();

describe("the guide to load tests", () => {
  test("has an example in YAML that joins the derived plan", () => {
    const reading = readScenarioText(example("yaml"), descriptor);
    if (reading.kind !== "value") throw new Error(JSON.stringify(reading.problems));
    const { workload } = planWorkload(contractWith(), descriptor, reading.value);
    expect(workload.scenarios.slice(-2).map(({ name, weight }) => [name, weight])).toEqual([
      ["plan a quarter", 30],
      ["nightly report", 10],
    ]);
  });

  test("has an example in TypeScript that stands in its place", async () => {
    const folder = mkdtempSync(join(tmpdir(), "plimsoll-guide-"));
    try {
      const door = pathToFileURL(join(import.meta.dirname, "..", "define-scenarios.ts")).href;
      const file = join(folder, "scenarios.ts");
      writeFileSync(file, example("ts").replace("plimsoll/loadtest", door));
      const { default: written } = await import(pathToFileURL(file).href);
      const reading = readScenarios(written, descriptor);
      if (reading.kind !== "value") throw new Error(JSON.stringify(reading.misfits));
      const { workload } = planWorkload(contractWith(), descriptor, reading.value);
      expect(workload.scenarios.map(({ name }) => name)).toEqual([
        "look at now",
        "look at next",
        "look at later",
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("has an example of tenants", () => {
    expect(readTenants(example("json"))).toMatchObject({
      tenants: [{ values: { "issue.key": ["WEB-1", "WEB-2"] } }],
    });
  });

  test("lists every rule", () => {
    const rows = planRules.map(
      ({ id, severity, asks, source }) => `| \`${id}\` | ${severity} | ${asks} | ${source} |`,
    );
    expect(guide.slice(guide.indexOf("## What a plan is checked for"))).toContain(rows.join("\n"));
  });
});
