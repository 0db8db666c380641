import { spawn } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
// @ts-expect-error: plain JavaScript, because it also runs where there is no Node.js 26.
import { cacheFolder, FETCHED_VERSION, nodePackage } from "../../bin/find-node.mjs";
import { bringNode } from "./old-node.ts";

const root = join(import.meta.dirname, "../..");
const kept = `node-${FETCHED_VERSION}-${process.platform}-${process.arch}`;

/** A checkout whose `main.ts` says how it was started, an old Node.js, and a cache of their own. */
let folder: string;
let checkout: string;
let oldNode: string;
let cache: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "plimsoll-launcher-"));
  oldNode = await bringNode(20, join(folder, "old"));
  checkout = join(folder, "checkout");
  cpSync(join(root, "bin"), join(checkout, "bin"), { recursive: true });
  mkdirSync(join(checkout, "src"));
  writeFileSync(join(checkout, "package.json"), '{ "type": "module" }');
  writeFileSync(
    join(checkout, "src/main.ts"),
    `const code: number = Number(process.argv[2]);
     console.log(JSON.stringify([process.versions.node, process.argv.slice(2)]));
     if (code === 0) setInterval(() => {}, 1000); else process.exitCode = code;`,
  );
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  cache = mkdtempSync(join(folder, "cache-"));
});

test("a new Node.js runs the program itself and passes its exit code on", async () => {
  const { code, out, err } = await launch(process.execPath, ["3", "--flag"]);
  expect({ code, out, err }).toEqual({
    code: 3,
    out: `${JSON.stringify([process.versions.node, ["3", "--flag"]])}\n`,
    err: "",
  });
  expect(readdirSync(cache)).toEqual([]);
});

describe("an old Node.js", () => {
  test("fetches the new one once, says so in one line, and keeps nothing else", async () => {
    const first = await launch(oldNode, ["4"]);
    expect(first.err).toMatch(/^Fetching Node\.js 26\.\S+ into \S+ \(once; .*\) …\n$/);
    expect([first.code, JSON.parse(first.out)]).toEqual([4, [FETCHED_VERSION, ["4"]]]);
    expect(readdirSync(join(cache, "plimsoll"))).toEqual([kept]);
    expect(readdirSync(join(cache, "plimsoll", kept))).toEqual(["bin"]);

    const second = await launch(oldNode, ["4"]);
    expect(second).toEqual({ code: 4, out: first.out, err: "" });
  });

  test("refuses what is not the binary that this release knows", async () => {
    const other = join(folder, "other");
    cpSync(checkout, other, { recursive: true });
    const table = join(other, "bin/find-node.mjs");
    const { integrity } = nodePackage();
    const wrong = integrity.replace("sha512-", "sha512-AAAA").slice(0, integrity.length);
    writeFileSync(table, readFileSync(table, "utf8").replace(integrity, wrong));
    const { code, err } = await launch(oldNode, ["3"], { checkout: other });
    expect(code).toBe(2);
    expect(err).toContain("npm could not fetch one: Integrity checksum failed");
    expect(readdirSync(join(cache, "plimsoll"))).toEqual([]);
  });

  test.for([
    [
      "without its registry",
      { npm_config_registry: "http://127.0.0.1:1", npm_config_cache: "none" },
    ],
    ["without npm", { PATH: "" }],
  ] as const)("%s says what to do", async ([, more]) => {
    const { code, err } = await launch(oldNode, ["3"], { env: more });
    expect(code).toBe(2);
    expect(err).toMatch(
      /\nerror: Plimsoll needs Node\.js 26 or newer; this is 20\..*, and npm could not fetch one: .*\n {2}hint: Install Node\.js 26 from .*\n$/,
    );
    expect(readdirSync(join(cache, "plimsoll"))).toEqual([]);
  });

  test("keeps nothing where others may write, and runs nothing from there", async () => {
    mkdirSync(join(cache, "plimsoll"));
    chmodSync(join(cache, "plimsoll"), 0o777);
    linkNode();
    const { code, out, err } = await launch(oldNode, ["3"]);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain("cannot be used to keep one: others may write into it.");
  });

  describe("that has fetched", () => {
    beforeEach(() => {
      mkdirSync(join(cache, "plimsoll"), { mode: 0o700 });
      linkNode();
    });

    test.for(["SIGINT", "SIGTERM"] as const)("passes %s on", async (signal) => {
      const { code } = await launch(oldNode, ["0"], {
        onceItSpeaks: (child) => child.kill(signal),
      });
      expect(code).toBe(signal === "SIGINT" ? 130 : 143);
    });

    test("leaves nothing behind when it is killed", async () => {
      const { out } = await launch(oldNode, ["0"], {
        onceItSpeaks: (child) => child.kill("SIGKILL"),
      });
      expect(out).toContain('["0"]');
    });
  });
});

test.for([
  ["linux", {}, "/home/ann/.cache/plimsoll"],
  ["linux", { XDG_CACHE_HOME: "/var/tmp/ann" }, "/var/tmp/ann/plimsoll"],
  ["linux", { XDG_CACHE_HOME: "relative" }, "/home/ann/.cache/plimsoll"],
  ["darwin", {}, "/home/ann/Library/Caches/plimsoll"],
  ["win32", { LOCALAPPDATA: "/local" }, "/local/plimsoll"],
] as const)("on %s with %o the cache is %s", ([platform, env, place]) => {
  expect(cacheFolder(env, platform, "/home/ann")).toBe(place);
});

interface Launch {
  readonly checkout?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly onceItSpeaks?: (child: ReturnType<typeof spawn>) => void;
}

/** Starts the launcher; once it has said something, `onceItSpeaks` may act. Ends when all its output has ended. */
async function launch(node: string, args: readonly string[], more: Launch = {}) {
  const program = join(more.checkout ?? checkout, "bin/plimsoll.mjs");
  const child = spawn(node, [program, ...args], {
    cwd: folder,
    env: { ...process.env, npm_execpath: "", XDG_CACHE_HOME: cache, ...more.env },
  });
  child.stdout.once("data", () => more.onceItSpeaks?.(child));
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, out, err };
}

/** Puts the Node.js that runs this test where a fetched one would be. */
function linkNode(): void {
  const place = join(cache, "plimsoll", kept, "bin");
  mkdirSync(place, { recursive: true, mode: 0o700 });
  symlinkSync(process.execPath, join(place, "node"));
}
