import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The oldest Node.js that runs Plimsoll: it has Temporal and `node:sqlite`. */
export const OLDEST_NODE = 26;

export const isNewEnough = (version) => Number.parseInt(version, 10) >= OLDEST_NODE;

/** The npm package that holds nothing but the Node.js binary of this platform. */
export function platformPackage(platform = process.platform, arch = process.arch) {
  if (platform === "win32") return `node-win-${arch}`;
  return `${platform === "darwin" && arch === "arm64" ? "node-bin" : "node"}-${platform}-${arch}`;
}

/** Path of a Node.js 26 that npm installed where `from` (a file URL) can see it; null: there is none. */
export function findNode(from) {
  const binary = join("bin", process.platform === "win32" ? "node.exe" : "node");
  const own = platformPackage();
  const folders = (createRequire(from).resolve.paths("node") ?? []).flatMap((modules) => [
    join(modules, "node"),
    join(modules, own),
    join(modules, "node", "node_modules", own),
  ]);
  const found = folders.find((folder) => isNodePackage(folder) && existsSync(join(folder, binary)));
  return found === undefined ? null : join(found, binary);
}

function isNodePackage(folder) {
  try {
    return isNewEnough(JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).version);
  } catch {
    return false;
  }
}

/** What to do where no Node.js 26 was found, as one sentence. The platform's package needs no install script. */
export function adviceWithoutNode(from) {
  const remedy = fileURLToPath(from).includes("node_modules")
    ? `npm install ${platformPackage()}@${OLDEST_NODE}`
    : "node scripts/bootstrap.mjs";
  return `Run \`${remedy}\` here, or install Node.js ${OLDEST_NODE} from https://nodejs.org/`;
}
