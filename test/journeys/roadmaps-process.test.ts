import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startProcess } from "../../src/adapters/child-process/index.ts";
import { freePort } from "../../src/adapters/mock-target/free-port.ts";
import { parseDescriptor } from "../../src/core/host/index.ts";
import { startDrivenWorld } from "./driver/driven-world.ts";
import { startOtlpReceiver } from "./otlp-receiver.ts";

const addonFolder = join(import.meta.dirname, "../../examples/roadmaps");
const patient = { timeout: 20_000, interval: 50 };

test("it runs alone, by the command in its README", async () => {
  const readme = await readFile(join(addonFolder, "README.md"), "utf8");
  const port = await freePort();
  const alone = await startProcess({
    command: /```sh\n(.*)\n```/.exec(readme)![1]!,
    cwd: join(addonFolder, "../.."),
    env: { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "", PORT: String(port) },
    readyUrl: `http://127.0.0.1:${port}/health`,
    timeoutMs: 30_000,
  });
  onTestFinished(alone.stop);
  const descriptor = await fetch(`${alone.url}/atlassian-connect.json`);
  expect(parseDescriptor(await descriptor.text())).toMatchObject({
    kind: "descriptor",
    descriptor: { key: "com.example.roadmaps", baseUrl: alone.url },
  });
});

test("stopping loses no measurement: every request of a short life is counted once", async () => {
  const own = await startOtlpReceiver();
  onTestFinished(own.close);
  const life = await startDrivenWorld({
    intakeUrl: own.url,
    intakeKey: "the key",
    ports: { addon: await freePort() },
    rate: 100,
  });
  const answered = () => [...life.driver.answers.values()].reduce((a, b) => a + b, 0);
  await expect.poll(answered, patient).toBeGreaterThan(50);
  await life.close();
  const installing = 2 * life.driver.sites.length;
  const counted = own.points.reduce((sum, { count }) => sum + count, 0);
  expect(counted).toBe(answered() + installing);
});
