import { execFile, spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";

const run = promisify(execFile);
const world = join(import.meta.dirname, "cut-off-world.ts");

/** A network and mounts of its own, as the kernel gives them to those it lets be root there. */
const inOwnNetwork = ["-rnm", "sh", "-c"];
const mayUnshare =
  spawnSync("unshare", [...inOwnNetwork, "ip link set lo up && mount --bind /etc /etc"]).status ===
  0;

test.skipIf(!mayUnshare)("an observer that is cut off says so, and blames nobody", async () => {
  const folder = await mkdtemp(join(tmpdir(), "plimsoll-cut-off-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const resolver = join(folder, "resolv.conf");
  await writeFile(resolver, "nameserver 127.0.0.1\n");
  const enter = `ulimit -n 256 && mount --bind "$0" /etc/resolv.conf && exec "$1" "$2"`;
  const args = [...inOwnNetwork, enter, resolver, process.execPath, world];
  const { stdout } = await run("unshare", args);
  expect(JSON.parse(stdout)).toEqual({
    "all is well": "good",
    "no such name, another is found": "bad dns",
    "no such name, only a number is found": "unknown untold",
    "no such name, nobody is asked": "unknown untold",
    "nothing listens, another answers": "bad refused",
    "nothing listens, nobody is asked": "bad refused",
    "nothing listens anywhere": "unknown offline",
    "no route": "unknown offline",
    "no name service": "unknown name-service",
    "nothing listens on this machine": "bad refused",
    "no file left": "unknown exhausted",
  });
});
