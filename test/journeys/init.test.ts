import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { startProcess } from "../../src/adapters/child-process/index.ts";
import { freePort } from "../../src/adapters/mock-target/free-port.ts";
import { plimsoll } from "./plimsoll.ts";

const root = join(import.meta.dirname, "../..");
const example = join(root, "examples/roadmaps");
const folder = mkdtempSync(join(tmpdir(), "plimsoll-init-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("from a running add-on to a test that judges it, in three commands and nothing typed in between", async () => {
  const addon = join(folder, "addon");
  cpSync(example, addon, {
    recursive: true,
    filter: (source) => !/plimsoll\.yaml$|node_modules|plimsoll-runs/.test(source),
  });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const port = await freePort();
  const running = await startProcess({
    command: "node app.ts",
    cwd: addon,
    env: { PATH: process.env.PATH ?? "", PORT: String(port), AC_OPTS: "no-reg" },
    readyUrl: `http://127.0.0.1:${port}/health`,
    timeoutMs: 30_000,
  });
  onTestFinished(running.stop);
  const file = join(addon, "plimsoll.yaml");

  const init = await plimsoll(["init", "--from", running.url, "--out", file]);
  expect(init.document).toMatchObject({
    ok: true,
    descriptor: "/atlassian-connect.json",
    health: "/health",
    command: "node app.ts",
  });

  const { code, document } = await plimsoll(["check", file]);
  expect(code).toBe(0);
  // What only the vendor knows, and nothing that a better guess would have spared him.
  expect(document.problems.map(({ rule }) => rule).sort()).toEqual([
    "example-address",
    "no-backup",
    "no-recovery-promise",
    "paid-without-emergency",
    "paid-without-tracker",
    "resources-unwatched",
  ]);

  const load = await plimsoll([
    ...["test", "load", file, "--duration", "20s", "--requests", "14", "--tenants", "8"],
    ...["--out", join(folder, "run")],
  ]);
  expect([0, 3], load.err).toContain(load.code);
  const verdictOf = (objective: string) =>
    load.document.outcomes.find((one) => one.objective === objective && one.tenants === null)
      ?.verdict;
  expect(verdictOf("uptime")).toBe("met");
  expect(verdictOf("ui.p95")).toBe("met");
});
