/**
 * Makes a fresh checkout ready: installs npm's packages where they are missing or not those of the
 * lock file, and with `--for-tests` the Debian packages that tests need. Plain JavaScript without
 * dependencies, because it runs on whatever Node.js the machine has; silent when nothing is missing.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { findNode, isNewEnough, OLDEST_NODE } from "../bin/find-node.mjs";
import { missingDebianPackages, provideDebianPackages } from "./debian-packages.mjs";

const root = new URL("../", import.meta.url);

provideNpmPackages();
if (process.argv.includes("--for-tests")) provideDebianPackages(missingDebianPackages());

function provideNpmPackages() {
  if (areNpmPackagesCurrent() && hasNode()) return;
  console.error("Installing npm packages (once; some ten seconds) …");
  // Not `npm ci`: it refuses a lock file that lacks what other platforms would need.
  npm("install", "--no-save", "--include=dev");
  if (!hasNode()) npm("rebuild", "node");
  if (!hasNode()) {
    stop(
      `npm did not bring Node.js ${OLDEST_NODE}. Install it from https://nodejs.org/, ` +
        "or allow npm to run install scripts (`npm config delete ignore-scripts`) and try again.",
    );
  }
}

/** Whether every package of the lock file is there in its version, by npm's own record of what it installed. */
function areNpmPackagesCurrent() {
  const wanted = lockedPackages("package-lock.json");
  const installed = lockedPackages("node_modules/.package-lock.json");
  return Object.entries(wanted).every(
    ([place, { version, optional }]) =>
      place === "" || installed[place]?.version === version || (optional && !installed[place]),
  );
}

function lockedPackages(file) {
  const path = new URL(file, root);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")).packages : {};
}

function hasNode() {
  return isNewEnough(process.versions.node) || findNode(import.meta.url) !== null;
}

/** Runs the npm that runs this script, or the one on PATH. */
function npm(...args) {
  const own = process.env.npm_execpath;
  const [command, first] = own ? [process.execPath, [own]] : ["npm", []];
  const { status } = spawnSync(command, [...first, ...args], {
    cwd: fileURLToPath(root),
    stdio: ["ignore", 2, 2],
    shell: !own && process.platform === "win32",
  });
  if (status !== 0) stop(`\`npm ${args.join(" ")}\` failed; its output is above.`);
}

function stop(sentence) {
  console.error(`error: ${sentence}`);
  process.exit(1);
}
