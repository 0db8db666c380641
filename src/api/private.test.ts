import { expect, test } from "vitest";
import type { Statement } from "../slo/index.ts";
import { privateRoutes } from "./private.ts";

const statement = {
  addon: 'com.example."a"',
  objectives: [
    { id: "uptime", verdict: "met", events: 43_200, budget: { share: 0.25 } },
    { id: "ui.p95", verdict: "insufficient", events: 3, budget: null },
  ],
} as unknown as Statement;

const metrics = async (statements: readonly Statement[]) => {
  const app = privateRoutes({
    statements: async () => statements,
    version: "1.2.3",
    residentBytes: () => 42,
  });
  return (await app.request("/metrics")).text();
};

test("tells each objective's verdict, events and budget", async () => {
  const text = await metrics([statement]);
  expect(text).toContain(
    'plimsoll_objective_verdict{addon="com.example.\\"a\\"",objective="uptime"} 1\n',
  );
  expect(text).toContain('objective="ui.p95"} -1\n');
  expect(text).toContain(
    'plimsoll_objective_budget_spent_ratio{addon="com.example.\\"a\\"",objective="uptime"} 0.25\n',
  );
});

test("says nothing of objectives while there are none", async () => {
  expect(await metrics([])).not.toMatch(/^plimsoll_objective/m);
});
