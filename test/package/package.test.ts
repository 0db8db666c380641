import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const run = promisify(execFile);
const root = join(import.meta.dirname, "../..");

/** The environment of a person outside this checkout: nothing of its npm, nothing of its Node.js. */
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(npm_|INIT_CWD|NODE)/i.test(name)),
);
env.PATH = process.env
  .PATH!.split(delimiter)
  .filter((folder) => !folder.includes("node_modules") && !folder.includes("node-gyp-bin"))
  .join(delimiter);

let packed: string;
let tarball: string;
beforeAll(async () => {
  packed = await mkdtemp(join(tmpdir(), "plimsoll-pack-"));
  await run("npm", ["pack", "--pack-destination", packed], { cwd: root });
  const [filename] = await readdir(packed);
  tarball = join(packed, filename!);
}, 180_000);
afterAll(() => rm(packed, { recursive: true }));

describe("the package, in an empty folder", () => {
  let folder: string;
  const plimsoll = (...args: string[]) => run("npx", ["plimsoll", ...args], { cwd: folder, env });

  beforeAll(async () => {
    folder = await install();
  }, 180_000);
  afterAll(() => rm(folder, { recursive: true }));

  test("writes a contract and finds it good", async () => {
    await plimsoll("init");
    const { stdout } = await plimsoll("check", "plimsoll.yaml", "--json");
    expect(JSON.parse(stdout)).toEqual({ ok: true, problems: [] });
  });

  test("watches it, answers on /health, and ends cleanly when it is asked to", async () => {
    const command = join(folder, "node_modules/.bin/plimsoll");
    const args = ["up", "plimsoll.yaml", "--public", ":0", "--private", ":0", "--json"];
    const child = spawn(command, args, { cwd: folder, env, stdio: ["ignore", "pipe", "ignore"] });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    try {
      const { publicUrl } = JSON.parse(await firstLine(child));
      const health = await fetch(new URL("/health", publicUrl));
      expect(health.status).toBe(200);
    } finally {
      child.kill("SIGINT");
    }
    expect(await ended).toBe(0);
  });
});

test("where install scripts may not run, the launcher runs or names the command that helps", async () => {
  const folder = await install("--ignore-scripts");
  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  await followAdvice(folder);
  const { stdout } = await run("npx", ["plimsoll", "--version"], { cwd: folder, env });
  expect(stdout).toBe(`${version}\n`);
  await rm(folder, { recursive: true });
}, 180_000);

async function install(...options: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "plimsoll-user-"));
  await run("npm", ["install", "--prefer-offline", ...options, tarball], { cwd: folder, env });
  return folder;
}

/** Without install scripts there may be no Node.js 26; then the launcher names the command that brings it. */
async function followAdvice(folder: string): Promise<void> {
  try {
    await run("npx", ["plimsoll", "--version"], { cwd: folder, env });
  } catch (error) {
    const { stderr } = error as { stderr: string };
    const [command = "", ...args] = /Run `(.*?)` here/.exec(stderr)?.[1]?.split(" ") ?? [];
    expect(command, stderr).toBe("npm");
    await run(command, [...args, "--prefer-offline"], { cwd: folder, env });
  }
}

function firstLine(child: ChildProcess): Promise<string> {
  const lines = createInterface({ input: child.stdout! });
  return new Promise((resolve, reject) => {
    lines.once("line", resolve);
    lines.once("close", () => reject(new Error("it ended without a word")));
  });
}
