import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
// @ts-expect-error: plain JavaScript, because it also runs where there is no Node.js 26.
import { FETCHED_VERSION } from "../../bin/find-node.mjs";
import { bringNode } from "./old-node.ts";

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

/** A folder in which a person installed the package, as npm packs it from this checkout. */
let scratch: string;
let tarball: string;
let folder: string;
let installed: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "plimsoll-package-"));
  await run("npm", ["pack", "--pack-destination", scratch], { cwd: root });
  tarball = join(scratch, (await readdir(scratch))[0]!);
  env.XDG_CACHE_HOME = join(scratch, "cache");
  await keepOwnNode(join(env.XDG_CACHE_HOME, "plimsoll"));
  folder = await mkdtemp(join(scratch, "user-"));
  await run("npm", ["install", "--prefer-offline", tarball], { cwd: folder, env });
  installed = join(folder, "node_modules/plimsoll");
}, 180_000);
afterAll(() => rm(scratch, { recursive: true }));

describe("what is installed", () => {
  // Of it 11 MB are the tables of public holidays.
  test("is 80 MB at most, and 3 MB to download", async () => {
    const { stdout } = await run("du", ["-sk", join(folder, "node_modules")]);
    expect(Number.parseInt(stdout, 10) / 1024).toBeLessThan(80);
    expect((await stat(tarball)).size / 1024 ** 2).toBeLessThan(3);
  });

  test("declares what it exports, whole, and nothing besides", async () => {
    await writeFile(
      join(folder, "user.ts"),
      `import { mockHost } from "plimsoll/mockhost";
       import { defineScenarios } from "plimsoll/loadtest";
       export const origin: (host: Awaited<ReturnType<typeof mockHost>>) => string = (host) => host.origin;
       export default defineScenarios({ scenarios: [] });`,
    );
    const types = ["--types", "node", "--typeRoots", join(root, "node_modules/@types")];
    const strictly = ["--noEmit", "--strict", "--module", "nodenext", "--target", "esnext"];
    const tsc = [join(root, "node_modules/typescript/bin/tsc"), "--listFiles", "user.ts"];
    const { stdout } = await run(process.execPath, [...tsc, ...strictly, ...types], {
      cwd: folder,
    });
    const read = stdout.split("\n").filter((file) => file.startsWith(join(installed, "dist")));
    const all = await filesIn(join(installed, "dist"));
    expect(all.filter((file) => file.endsWith(".d.ts")).toSorted()).toEqual(read.toSorted());
  });

  test("has every file that its documents link to", async () => {
    const files = await filesIn(installed);
    const missing: string[] = [];
    for (const document of files.filter((file) => file.endsWith(".md"))) {
      const links = (await readFile(document, "utf8")).matchAll(/\]\((?![a-z]+:|#)([^)#\s]+)/g);
      for (const [, link] of links)
        if (!files.includes(join(dirname(document), link!))) missing.push(`${document}: ${link}`);
    }
    expect(missing).toEqual([]);
  });

  test("says where it comes from", async () => {
    const { homepage, repository, bugs } = JSON.parse(
      await readFile(join(installed, "package.json"), "utf8"),
    );
    expect([homepage, repository.url, bugs.url].map((url) => new URL(url).protocol)).toEqual([
      "https:",
      "git+https:",
      "https:",
    ]);
  });

  test("keeps the licence of each package that it holds files of", async () => {
    const copies = join(installed, "dist/adapters/bridge-files/packages");
    const notice = await readFile(join(installed, "NOTICE"), "utf8");
    for (const name of await readdir(copies)) {
      expect(await readdir(join(copies, name))).toContainEqual(expect.stringMatching(/^LICENSE/));
      expect(notice).toContain(name);
    }
  });
});

describe("the package, in an empty folder", () => {
  const plimsoll = (...args: string[]) => run("npx", ["plimsoll", ...args], { cwd: folder, env });

  test("writes a contract and finds it good", async () => {
    await plimsoll("init");
    const { stdout } = await plimsoll("check", "plimsoll.yaml", "--json");
    expect(JSON.parse(stdout)).toMatchObject({ ok: true });
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

/** A test of someone's add-on: a host whose page has the real bridge. */
const TEST_OF_AN_ADDON = `
  import { mockHost } from "plimsoll/mockhost";
  const host = await mockHost({ tenants: 1, products: ["jira"] });
  for (const file of ["connect-host.js", "all.js", "jquery.js", "themes/atlaskit-tokens_light.css"]) {
    const answer = await fetch(new URL("/atlassian-connect/" + file, host.origin));
    console.log(answer.status, (await answer.text()).length > 1000);
  }
  await host.close();`;

describe.for([20, 22, 24, 26])("on Node.js %i", (major) => {
  let node: string;
  beforeAll(async () => {
    node = major === 26 ? process.execPath : await bringNode(major, join(scratch, `node-${major}`));
    await writeFile(join(folder, "test.mjs"), TEST_OF_AN_ADDON);
  }, 180_000);

  test("the launcher runs the program", async () => {
    const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
    const { stdout } = await run(node, [join(installed, "bin/plimsoll.mjs"), "--version"], { env });
    expect(stdout).toBe(`${version}\n`);
  });

  test("a test of an add-on gets its mock host, with what browsers load", async () => {
    const { stdout } = await run(node, ["test.mjs"], { cwd: folder, env });
    expect(stdout).toBe("200 true\n".repeat(4));
  });
});

/** As if it had been fetched before: `launcher.test.ts` shows that it is. */
async function keepOwnNode(cache: string): Promise<void> {
  const bin = join(cache, `node-${FETCHED_VERSION}-${process.platform}-${process.arch}`, "bin");
  await mkdir(bin, { recursive: true, mode: 0o700 });
  await symlink(process.execPath, join(bin, "node"));
}

async function filesIn(place: string): Promise<string[]> {
  const entries = await readdir(place, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function firstLine(child: ChildProcess): Promise<string> {
  const lines = createInterface({ input: child.stdout! });
  return new Promise((resolve, reject) => {
    lines.once("line", resolve);
    lines.once("close", () => reject(new Error("it ended without a word")));
  });
}
