import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
// @ts-expect-error: plain JavaScript, because it also runs where there is no Node.js 26.
import { FETCHED_VERSION } from "../../bin/find-node.mjs";
import { bringNode } from "./old-node.ts";

const root = join(import.meta.dirname, "../..");
/** Debian's account that may do nothing; root needs it to stand for such a person. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534 } : {};
const lock = {
  "": { version: "0.1.0" },
  "node_modules/zod": { version: "4.0.0" },
  "node_modules/fsevents": { version: "2.3.3", optional: true },
};

let checkout: string;
beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), "plimsoll-bootstrap-"));
  for (const folder of ["bin", "scripts"])
    cpSync(join(root, folder), join(checkout, folder), { recursive: true });
  mkdirSync(join(checkout, "node_modules"));
  write("package.json", { type: "module" });
  write("package-lock.json", { packages: lock });
});
afterEach(() => rmSync(checkout, { recursive: true }));

describe("a checkout", () => {
  const { "": _, "node_modules/fsevents": __, ...installed } = lock;

  test("with every package of the lock file is left alone, in silence", () => {
    write("node_modules/.package-lock.json", { packages: installed });
    expect(bootstrap()).toEqual({ status: 0, calls: [], said: "" });
  });

  test.for([
    ["without packages", null],
    ["with a package missing", {}],
    ["with a package of another version", { "node_modules/zod": { version: "3.9.9" } }],
  ] as const)("%s is given what the lock file says", ([, packages]) => {
    if (packages) write("node_modules/.package-lock.json", { packages });
    const { status, calls, said } = bootstrap();
    expect({ status, calls }).toEqual({ status: 0, calls: ["ci --include=dev --loglevel=error"] });
    expect(said).toContain("Installing npm packages");
  });

  test("on an old Node.js gets a new one that npm's scripts find first", async () => {
    write("node_modules/.package-lock.json", { packages: installed });
    const node = await bringNode(20, join(checkout, "old"));
    const kept = `plimsoll/node-${FETCHED_VERSION}-${process.platform}-${process.arch}`;
    mkdirSync(join(checkout, kept, "bin"), { recursive: true, mode: 0o700 });
    symlinkSync(process.execPath, join(checkout, kept, "bin/node"));
    const env = { XDG_CACHE_HOME: checkout };
    for (const _ of ["first", "again"])
      expect(bootstrap(env, [], {}, node)).toEqual({ status: 0, calls: [], said: "" });
    expect(realpathSync(join(checkout, "node_modules/.bin/node"))).toBe(process.execPath);
  });

  test("whose npm empties the folder with the new Node.js puts it there again", () => {
    const kept = `plimsoll/node-${FETCHED_VERSION}-${process.platform}-${process.arch}`;
    mkdirSync(join(checkout, kept, "bin"), { recursive: true, mode: 0o700 });
    symlinkSync(process.execPath, join(checkout, kept, "bin/node"));
    const link = join(checkout, "node_modules/.bin/node");
    mkdirSync(join(checkout, "node_modules/.bin"));
    symlinkSync(process.execPath, link);
    const env = { XDG_CACHE_HOME: checkout, NPM_EMPTIES: join(checkout, "node_modules/.bin") };
    const { status, calls } = bootstrap(env, [], {}, link);
    expect({ status, calls }).toEqual({ status: 0, calls: ["ci --include=dev --loglevel=error"] });
    expect(realpathSync(link)).toBe(process.execPath);
  });

  test("that npm could not fill says so and stops", () => {
    const { status, said } = bootstrap({ NPM_FAILS: "1" });
    expect(status).toBe(1);
    expect(said).toContain(
      "error: `npm ci --include=dev --loglevel=error` failed; its output is above.",
    );
  });
});

describe("for tests", () => {
  const everything = { packages: lock };

  test("a machine that has the programs is left alone", () => {
    write("node_modules/.package-lock.json", everything);
    for (const program of ["initdb", "chromium", "nginx", "prometheus-node-exporter"])
      writeFileSync(join(checkout, "bin", program), "");
    const { status, said } = bootstrap({ PATH: join(checkout, "bin") }, ["--for-tests"]);
    expect({ status, said }).toEqual({ status: 0, said: "" });
  });

  test("a person who may not install is told what to install", () => {
    write("node_modules/.package-lock.json", everything);
    chmodSync(checkout, 0o755);
    // The one that runs this test may lie where only its owner looks.
    const node = join(checkout, "node");
    copyFileSync(process.execPath, node);
    const { status, said } = bootstrap({ PATH: "" }, ["--for-tests"], NOBODY, node);
    expect(status).toBe(1);
    expect(said).toMatch(/ {2}chromium \(tests of the pages\)\n/);
    expect(said).toMatch(/\n(Run: sudo apt-get|Install)/);
  });
});

/** Runs the bootstrap with an npm that only notes how it was called. */
function bootstrap(
  env: Record<string, string> = {},
  args: readonly string[] = [],
  account: { readonly uid?: number } = {},
  node = process.execPath,
) {
  const notes = join(checkout, "calls");
  writeFileSync(notes, "");
  writeFileSync(
    join(checkout, "npm.mjs"),
    `import { appendFileSync, rmSync } from "node:fs";
     if (process.env.NPM_EMPTIES) rmSync(process.env.NPM_EMPTIES, { recursive: true });
     appendFileSync(${JSON.stringify(notes)}, process.argv.slice(2).join(" ") + "\\n");
     if (process.env.NPM_FAILS) process.exitCode = 1;`,
  );
  const script = join(checkout, "scripts/bootstrap.mjs");
  const { status, stderr } = spawnSync(node, [script, ...args], {
    env: { npm_execpath: join(checkout, "npm.mjs"), ...env },
    encoding: "utf8",
    ...account,
  });
  const calls = readFileSync(notes, "utf8").split("\n").filter(Boolean);
  return { status, calls, said: stderr };
}

function write(file: string, content: unknown): void {
  writeFileSync(join(checkout, file), JSON.stringify(content));
}
