/** Builds `dist/` for the package: the sources as JavaScript, and beside them every file they read. */
import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const sources = join(root, "src");
const built = join(root, "dist");

rmSync(built, { recursive: true, force: true });
compile();
for (const file of filesOf(built)) if (file.endsWith(".js")) nameBuiltWorkers(join(built, file));
for (const file of filesOf(sources))
  if (isRead(file)) cpSync(join(sources, file), join(built, file));

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

function isRead(file) {
  return !file.endsWith(".ts") && !/(^|[\\/])testdata[\\/]/.test(file);
}

function filesOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}
