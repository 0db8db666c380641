import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { freePort } from "../mock-target/free-port.ts";
import { type ProcessPlan, startProcess } from "./index.ts";

const serve = `require("node:http").createServer((q, s) => s.end(process.env.WORD)).listen(+process.env.PORT, "127.0.0.1")`;

async function plan(script: string, more: Partial<ProcessPlan> = {}): Promise<ProcessPlan> {
  const port = await freePort();
  return {
    command: `'${process.execPath}' -e '${script.replaceAll("'", `"`)}'`,
    cwd: import.meta.dirname,
    env: { PATH: process.env.PATH ?? "", PORT: String(port), WORD: "hello" },
    readyUrl: `http://127.0.0.1:${port}/health`,
    timeoutMs: 10_000,
    ...more,
  };
}

/** The dead are reaped by whoever adopted them, which may take a moment. */
const patient = { timeout: 20_000, interval: 20 };

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe("a process that comes up", () => {
  test("is ready when its page answers, and sees only the environment it was given", async () => {
    const running = await startProcess(await plan(serve));
    onTestFinished(running.stop);
    expect(await (await fetch(running.url)).text()).toBe("hello");
  });

  test("ends when asked to", async () => {
    const script = `${serve}; process.on("SIGTERM", () => { console.log("bye"); process.exit(0) })`;
    const running = await startProcess(await plan(script));
    await running.stop();
    expect(await running.exited).toEqual({ how: 0, output: ["bye"] });
    expect(isAlive(running.pid)).toBe(false);
  });

  test("is killed when it does not listen, and its children with it", async () => {
    const script = `process.on("SIGTERM", () => {}); const child = require("node:child_process").spawn("sleep", ["60"]); console.log(child.pid); ${serve}`;
    const running = await startProcess(await plan(script, { graceMs: 100 }));
    await running.stop();
    const { how, output } = await running.exited;
    expect(how).toBe("SIGKILL");
    await expect.poll(() => isAlive(Number(output[0])), patient).toBe(false);
  });

  test("may need a shell", async () => {
    const { command, ...rest } = await plan(serve);
    const running = await startProcess({ ...rest, command: `cd / && exec ${command}` });
    onTestFinished(running.stop);
    expect((await fetch(running.url)).status).toBe(200);
  });

  test("dies with the process that started it, even by kill -9", async () => {
    const { pid, parent } = await startInAnotherProcess(await plan(serve));
    expect(isAlive(pid)).toBe(true);
    parent.kill("SIGKILL");
    await expect.poll(() => isAlive(pid), patient).toBe(false);
  });
});

describe("a process that does not come up is a clear error", () => {
  test("when it ends at once: what it printed", async () => {
    const starting = startProcess(await plan(`console.error("no licence"); process.exit(3)`));
    await expect(starting).rejects.toMatchObject({
      code: "command.failed",
      message: expect.stringMatching(
        /ended with 3 before it was ready\. It printed:\n {2}no licence/,
      ),
    });
  });

  test("when there is no such program", async () => {
    const starting = startProcess(await plan("", { command: "no-such-program --port 1" }));
    await expect(starting).rejects.toMatchObject({
      code: "command.failed",
      hint: "Check that the program is installed and on PATH.",
    });
  });

  test("when there is no such folder", async () => {
    const starting = startProcess(await plan(serve, { cwd: "/no/such/folder" }));
    await expect(starting).rejects.toMatchObject({ code: "command.failed" });
  });

  test("when it never answers 2xx, and nothing of it is left", async () => {
    const script = `console.log(process.pid); ${serve.replace("s.end", "s.writeHead(500).end")}`;
    const error = await startProcess(await plan(script, { timeoutMs: 1000 })).catch((e) => e);
    expect(error.code).toBe("command.not-ready");
    const pid = Number(error.message.split("\n  ")[1]);
    await expect.poll(() => isAlive(pid), patient).toBe(false);
  });

  test("when another process has the port: that one is not taken for it", async () => {
    const other = createServer((_, response) => response.end()).listen(0, "127.0.0.1");
    await once(other, "listening");
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    const starting = startProcess(await plan(serve, { readyUrl: `http://127.0.0.1:${port}/` }));
    await expect(starting).rejects.toMatchObject({ code: "command.port-taken" });
  });

  test("when the port it chose itself is taken", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    onTestFinished(() => void taken.close());
    const { port } = taken.address() as AddressInfo;
    const starting = startProcess(await plan(serve, { env: { PORT: String(port) } }));
    await expect(starting).rejects.toMatchObject({
      code: "command.failed",
      hint: expect.stringContaining("Another process uses its port"),
    });
  });
});

async function startInAnotherProcess(started: ProcessPlan) {
  const script = `
    import { startProcess } from ${JSON.stringify(join(import.meta.dirname, "index.ts"))};
    const { pid } = await startProcess(${JSON.stringify(started)});
    console.log(pid);`;
  const parent = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(parent.stdout, "data");
  return { pid: Number(line), parent };
}
