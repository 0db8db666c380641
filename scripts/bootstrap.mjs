/**
 * Makes a fresh checkout ready: installs npm's packages where they are missing or not those of the lock
 * file, brings a Node.js that runs the sources where the machine's own is too old, and with `--for-tests`
 * the Debian packages that tests need. Plain JavaScript without dependencies, because it runs on whatever
 * Node.js the machine has; silent when nothing is missing.
 */
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { fileURLToPath } from "node:url";
import { provideNode, runNpm } from "../bin/fetch-node.mjs";
import { isNewEnough } from "../bin/find-node.mjs";
import { missingDebianPackages, provideDebianPackages } from "./debian-packages.mjs";

const root = new URL("../", import.meta.url);

const link = new URL("node_modules/.bin/node", root);
/** npm scripts run by way of this link; npm empties its folder, and the next one would find an old Node.js. */
const isLinked = existsSync(link);

provideNpmPackages();
if (isLinked || !isNewEnough(process.versions.node)) putFirstOnPath(newNode());
if (process.argv.includes("--for-tests")) provideDebianPackages(missingDebianPackages());

function provideNpmPackages() {
  if (areNpmPackagesCurrent()) return;
  console.error("Installing npm packages (once; some ten seconds) …");
  const args = ["ci", "--include=dev", "--loglevel=error"];
  const { status } = runNpm(args, { cwd: fileURLToPath(root), stdio: ["ignore", 2, 2] });
  if (status !== 0) stop(`\`npm ${args.join(" ")}\` failed; its output is above.`);
}

function newNode() {
  try {
    return provideNode();
  } catch (error) {
    stop(error.message);
  }
}

/** npm looks into this folder first for what its scripts call; npm itself has emptied it. */
function putFirstOnPath(node) {
  const folder = new URL("node_modules/.bin/", root);
  mkdirSync(folder, { recursive: true });
  if (process.platform === "win32")
    return writeFileSync(new URL("node.cmd", folder), `@"${node}" %*\r\n`);
  try {
    if (readlinkSync(link) === node) return;
  } catch {}
  rmSync(link, { force: true });
  symlinkSync(node, link);
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

function stop(sentence) {
  console.error(`error: ${sentence}`);
  process.exit(1);
}
