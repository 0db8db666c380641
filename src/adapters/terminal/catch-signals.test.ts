import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, expect, test } from "vitest";

/** A process that takes signals, says "ready" and "stopping", and ends when it is sent a line. */
const script = `
  import { processTerminal } from ${JSON.stringify(new URL("process-terminal.ts", import.meta.url).href)};
  const terminal = processTerminal("0");
  terminal.catchSignals().addEventListener("abort", () => terminal.out("stopping\\n"));
  process.stdin.once("data", () => process.exit(0));
  terminal.out("ready\\n");
`;

let child: ChildProcessWithoutNullStreams | undefined;
afterEach(() => child?.kill("SIGKILL"));

async function start() {
  child = spawn(process.execPath, ["--input-type=module", "--eval", script]);
  const ended = once(child, "exit");
  expect(String(await once(child.stdout, "data"))).toContain("ready\n");
  return { child, ended };
}

test("a wish to end lets the process end in its own time, however often it is delivered", async () => {
  const { child, ended } = await start();
  for (const signal of ["SIGINT", "SIGINT", "SIGTERM"] as const) child.kill(signal);
  await once(child.stdout, "data");
  child.stdin.write("\n");
  expect(await ended).toEqual([0, null]);
});

test("a second wish ends it at once", async () => {
  const { child, ended } = await start();
  const wishing = setInterval(() => child.kill("SIGINT"), 50);
  expect(await ended).toEqual([130, null]);
  clearInterval(wishing);
});
