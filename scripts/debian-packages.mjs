import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";

/** What tests need from outside npm: the program that proves it is there, where it hides, and who brings it. */
const needed = [
  {
    program: "initdb",
    folders: () => versionedFolders("/usr/lib/postgresql", "bin"),
    packages: ["postgresql"],
    purpose: "the PostgreSQL store",
  },
  {
    program: "chromium",
    folders: () => [],
    packages: ["chromium", "fonts-liberation"],
    purpose: "the pages",
  },
  {
    program: "nginx",
    folders: () => ["/usr/sbin"],
    packages: ["nginx"],
    purpose: "the deployment page",
  },
  {
    program: "prometheus-node-exporter",
    folders: () => [],
    packages: ["prometheus-node-exporter"],
    purpose: "what resources are in use",
  },
];

export function missingDebianPackages() {
  return needed.filter(({ program, folders }) => !isThere(program, folders()));
}

/** Installs them as root on Debian; elsewhere says exactly what to install, and stops. */
export function provideDebianPackages(missing) {
  if (missing.length === 0) return;
  const packages = missing.flatMap((need) => need.packages);
  const isDebian = existsSync("/usr/bin/apt-get");
  if (!isDebian || process.getuid?.() !== 0) stop(whatToInstall(missing, packages, isDebian));
  console.error(`Installing for the tests: ${packages.join(", ")} …`);
  if (packages.includes("postgresql")) keepClusterFromStarting();
  keepServersFromStarting();
  apt("update", "-qq");
  apt("install", "-y", "-qq", "--no-install-recommends", ...packages);
}

function whatToInstall(missing, packages, isDebian) {
  const list = missing.map(({ program, purpose }) => `  ${program} (tests of ${purpose})`);
  const remedy = isDebian
    ? `Run: sudo apt-get update && sudo apt-get install -y ${packages.join(" ")}`
    : "Install PostgreSQL 14 or newer, Chromium, nginx and node_exporter, with these programs on PATH.";
  const without =
    "The tests that need none of them: npx vitest run --project unit --project documents";
  return ["Some tests need programs that are not on this machine:", ...list, remedy, without].join(
    "\n",
  );
}

function isThere(program, folders) {
  const path = (process.env.PATH ?? "").split(delimiter);
  return [...path, ...folders].some((folder) => existsSync(join(folder, program)));
}

function versionedFolders(parent, child) {
  return existsSync(parent) ? readdirSync(parent).map((name) => join(parent, name, child)) : [];
}

/** Debian's package starts a database server of its own, which the tests neither need nor want. */
function keepClusterFromStarting() {
  const folder = "/etc/postgresql-common";
  const file = join(folder, "createcluster.conf");
  if (existsSync(file)) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, "create_main_cluster = false\n");
}

/** Debian starts the servers that it installs, unless this file, which an administrator may own, forbids it. */
function keepServersFromStarting() {
  const file = "/usr/sbin/policy-rc.d";
  if (existsSync(file)) return;
  writeFileSync(file, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  process.once("exit", () => rmSync(file));
}

function apt(...args) {
  const { status } = spawnSync("apt-get", args, {
    stdio: ["ignore", 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive", UCF_FORCE_CONFFOLD: "1" },
  });
  if (status !== 0) stop(`\`apt-get ${args.join(" ")}\` failed; its output is above.`);
}

function stop(sentence) {
  console.error(`error: ${sentence}`);
  process.exit(1);
}
