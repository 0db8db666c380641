import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
// @ts-expect-error: plain JavaScript, because it also runs where there is no Node.js 26.
import { nodePackage } from "../../bin/find-node.mjs";

const run = promisify(execFile);

/** Path of a Node.js of a major version that is too old for Plimsoll: the machine's own, or npm's in a folder. */
export async function bringNode(major: number, folder: string): Promise<string> {
  if (await isOfMajor("/usr/bin/node", major)) return "/usr/bin/node";
  await mkdir(folder, { recursive: true });
  const asked = `${nodePackage().name}@${major}`;
  const { stdout } = await run("npm", ["pack", "--silent", "--prefer-offline", asked], {
    cwd: folder,
  });
  // Of its thousands of files only one is needed.
  await run("tar", ["-xzf", stdout.trim(), "package/bin/node"], { cwd: folder });
  return join(folder, "package/bin/node");
}

async function isOfMajor(node: string, major: number): Promise<boolean> {
  try {
    return (await run(node, ["--version"])).stdout.startsWith(`v${major}.`);
  } catch {
    return false;
  }
}
