import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import {
  binaryIn,
  cacheFolder,
  FETCHED_VERSION,
  fetchedFolder,
  findNode,
  isOwn,
  nodePackage,
  OLDEST_NODE,
} from "./find-node.mjs";

const AN_HOUR_MS = 3_600_000;
/** What an npm around us was told to do with its own project; registry, proxy and certificates stay. */
const OF_ONE_COMMAND =
  /^npm_config_(global|location|workspaces?|include_workspace_root|package_lock|dry_run|os|cpu|libc)$/i;

/**
 * Path of a Node.js that runs Plimsoll, fetched through the person's own npm (its registry, proxy and
 * certificates) where it was not fetched before. Throws an error that says why not, and what to do.
 */
export function provideNode() {
  try {
    return findNode() ?? fetchNode();
  } catch (error) {
    const need = `Plimsoll needs Node.js ${OLDEST_NODE} or newer; this is ${process.versions.node}`;
    throw new Error(
      `${need}, and ${error.message}.\n  hint: Install Node.js ${OLDEST_NODE} from https://nodejs.org/, ` +
        "or start again where npm reaches its registry.",
    );
  }
}

function fetchNode() {
  const from = nodePackage();
  if (!from) throw new Error(`npm has none for ${process.platform} on ${process.arch}`);
  const cache = cacheFolder();
  const scratch = makeScratch(cache);
  console.error(`Fetching Node.js ${FETCHED_VERSION} into ${cache} (once; some 60 MB) …`);
  try {
    const binary = binaryIn(install(from, scratch));
    const { stdout } = spawnSync(binary, ["--version"], { encoding: "utf8" });
    if (stdout?.trim() !== `v${FETCHED_VERSION}`) throw new Error("npm's does not run here");
    keep(binary, scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  const found = findNode();
  if (found === null) throw new Error(`${fetchedFolder()} is not a folder of yours alone`);
  return found;
}

/** A folder beside the place where the binary will be, so that it gets there whole or not at all. */
function makeScratch(cache) {
  try {
    mkdirSync(cache, { recursive: true, mode: 0o700 });
    if (!isOwn(cache)) throw new Error("others may write into it");
    removeAbandoned(cache);
    return mkdtempSync(join(cache, "fetching-"));
  } catch (error) {
    throw new Error(`${cache} cannot be used to keep one: ${error.message}`);
  }
}

/** What a launcher that was killed left behind. */
function removeAbandoned(cache) {
  for (const name of readdirSync(cache)) {
    const folder = join(cache, name);
    if (name.startsWith("fetching-") && Date.now() - statSync(folder).mtimeMs > AN_HOUR_MS)
      rmSync(folder, { recursive: true, force: true });
  }
}

/** Has npm install the one package, which it refuses if its content is not what the integrity says. */
function install({ name, integrity }, scratch) {
  const place = `node_modules/${name}`;
  const dependencies = { [name]: FETCHED_VERSION };
  const lock = { "": { dependencies }, [place]: { version: FETCHED_VERSION, integrity } };
  writeJson(join(scratch, "package.json"), { private: true, dependencies });
  writeJson(join(scratch, "package-lock.json"), { lockfileVersion: 3, packages: lock });
  const args = ["ci", "--ignore-scripts", "--prefer-offline", "--loglevel=error"];
  const patience = ["--fetch-retries=1", "--fetch-retry-mintimeout=1000"];
  const { status, stderr, error } = runNpm([...args, ...patience], {
    cwd: scratch,
    env: Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !OF_ONE_COMMAND.test(name)),
    ),
    stdio: ["ignore", "ignore", "pipe"],
  });
  if (status !== 0)
    throw new Error(`npm could not fetch one: ${error?.message ?? reasonIn(stderr)}`);
  return join(scratch, place);
}

/** Of npm's package only the binary is needed, not the headers and documents beside it. */
function keep(binary, scratch) {
  const kept = join(scratch, "kept");
  mkdirSync(join(kept, "bin"), { recursive: true });
  renameSync(binary, binaryIn(kept));
  chmodSync(kept, 0o700);
  try {
    renameSync(kept, fetchedFolder());
  } catch (error) {
    if (!existsSync(fetchedFolder())) throw error; // else another launcher was quicker
  }
}

/** npm's own reason among the lines that it writes about an error. */
function reasonIn(text) {
  const lines = text.split("\n").map((line) => line.replace(/^npm (error|ERR!) ?/, "").trim());
  const said = lines.filter((line) => line !== "" && !/^(code|errno|syscall|type) /.test(line));
  return said[0]?.replace(/\.+$/, "") ?? "it did not say why";
}

/** Runs the npm that runs this program, or the one on PATH. */
export function runNpm(args, options) {
  const own = process.env.npm_execpath ?? "";
  const isNpm = /^npm(-cli)?\.[cm]?js$/.test(basename(own));
  const [command, first] = isNpm ? [process.execPath, [own]] : ["npm", []];
  return spawnSync(command, [...first, ...args], {
    encoding: "utf8",
    shell: !isNpm && process.platform === "win32",
    ...options,
  });
}

function writeJson(file, content) {
  writeFileSync(file, JSON.stringify(content));
}
