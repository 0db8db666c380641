/** Builds `dist/` for the package: the sources as JavaScript, and beside them every file they read. */
import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * What browsers get from other packages, each with its licence. It is copied, because these packages bring
 * trees of others that only their own builds need; `src/adapters/bridge-files` reads it.
 */
const forBrowsers = {
  "atlassian-connect-js": [
    "LICENSE",
    "dist/connect-host.js",
    "dist/iframe.js",
    "dist/surfaces.css",
    "dist/legacy-text-colors.css",
    "dist/themes",
  ],
  jquery: ["LICENSE.txt", "dist/jquery.slim.min.js"],
};

const root = fileURLToPath(new URL("../", import.meta.url));
const sources = join(root, "src");
const built = join(root, "dist");

rmSync(built, { recursive: true, force: true });
compile();
for (const file of filesOf(built)) if (file.endsWith(".js")) nameBuiltWorkers(join(built, file));
removeUnreachableDeclarations();
for (const file of filesOf(sources))
  if (isRead(file)) cpSync(join(sources, file), join(built, file));
for (const [name, files] of Object.entries(forBrowsers))
  for (const file of files) copyForBrowsers(join(name, file));

function compile() {
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  const args = [tsc, "--project", join(root, "scripts", "tsconfig.build.json")];
  const { status } = spawnSync(process.execPath, args, { stdio: "inherit" });
  if (status !== 0) process.exit(1);
}

/** The compiler rewrites imports; a worker is named by a URL, which it leaves as it is. */
function nameBuiltWorkers(file) {
  const text = readFileSync(file, "utf8");
  const renamed = text.replace(/(new URL\("\.[^"]*)\.ts"/g, '$1.js"');
  if (renamed !== text) writeFileSync(file, renamed);
}

/** The compiler declares every module; a reader of the package can only come to those that its exports name. */
function removeUnreachableDeclarations() {
  const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const reached = new Set();
  const visit = (file) => {
    if (reached.has(file)) return;
    reached.add(file);
    const imports = readFileSync(file, "utf8").matchAll(/(?:from |import\()"(\.[^"]+)\.[jt]s"/g);
    for (const [, path] of imports) visit(join(dirname(file), `${path}.d.ts`));
  };
  for (const { types } of Object.values(exports)) if (types) visit(join(root, types));
  for (const file of filesOf(built).map((name) => join(built, name)))
    if (file.endsWith(".d.ts") && !reached.has(file)) rmSync(file);
}

function isRead(file) {
  return !file.endsWith(".ts") && !/(^|[\\/])testdata[\\/]/.test(file);
}

function copyForBrowsers(file) {
  const target = join(built, "adapters", "bridge-files", "packages", file);
  cpSync(join(root, "node_modules", file), target, { recursive: true });
}

function filesOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}
