import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
// @ts-expect-error: plain JavaScript, because it also runs where there is no Node.js 26.
import { binaryIn, nodePackage } from "../../bin/find-node.mjs";

const run = promisify(execFile);

/** Path of a Node.js of a major version that is too old for Plimsoll: the machine's own, or npm's in a folder. */
export async function bringNode(major: number, folder: string): Promise<string> {
  if (await isOfMajor("/usr/bin/node", major)) return "/usr/bin/node";
  const { name } = nodePackage();
  const args = ["install", "--prefix", folder, "--no-save", "--ignore-scripts", "--prefer-offline"];
  await run("npm", [...args, `${name}@${major}`]);
  return binaryIn(join(folder, "node_modules", name));
}

async function isOfMajor(node: string, major: number): Promise<boolean> {
  try {
    return (await run(node, ["--version"])).stdout.startsWith(`v${major}.`);
  } catch {
    return false;
  }
}
