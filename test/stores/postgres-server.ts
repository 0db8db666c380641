import { execFile } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { chown, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { freePort } from "../../src/adapters/mock-target/free-port.ts";

const run = promisify(execFile);
const debian = "/usr/lib/postgresql";

/** A real PostgreSQL on a free loopback port, in a folder of its own that `stop` removes. */
export interface PostgresServer {
  /** A database that is new with the server. */
  readonly url: string;
  /** Makes another database and answers its URL; `options` are those of CREATE DATABASE. */
  createDatabase(name: string, options?: string): Promise<string>;
  /** Runs one statement in a database. */
  run(url: string, sql: string): Promise<void>;
  /** Ends it as an administrator does, cutting connections. */
  halt(): Promise<void>;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
  /** Starts it again after either. */
  start(): Promise<void>;
  /** Ends it for good and removes its files. */
  stop(): Promise<void>;
}

export async function startPostgres(): Promise<PostgresServer> {
  const bin = await findBinaries();
  const dir = await mkdtemp(join(tmpdir(), "plimsoll-pg-"));
  const port = await freePort();
  await giveToPostgres(dir);
  const cluster = join(dir, "cluster");

  const asPostgres = (tool: string, ...args: string[]) =>
    isRoot()
      ? run("/usr/sbin/runuser", ["-u", "postgres", "--", join(bin, tool), ...args], { cwd: dir })
      : run(join(bin, tool), args, { cwd: dir });
  const control = (...args: string[]) => asPostgres("pg_ctl", "-D", cluster, "-w", ...args);
  const psql = async (url: string, sql: string) => {
    await asPostgres("psql", "-v", "ON_ERROR_STOP=1", "-d", url, "-c", sql);
  };
  const urlOf = (name: string) => `postgres://postgres@127.0.0.1:${port}/${name}`;

  const flags = `-p ${port} -k ${dir} -h 127.0.0.1`;
  const start = async () => {
    await control("-l", join(dir, "log"), "-o", flags, "start");
  };
  const pid = () => Number(readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n")[0]);
  // A test run that ends early must not leave it behind.
  const abandon = () => {
    if (existsSync(join(cluster, "postmaster.pid"))) process.kill(pid(), "SIGQUIT");
    rmSync(dir, { recursive: true, force: true });
  };

  await asPostgres("initdb", "-D", cluster, "-U", "postgres", "-A", "trust", "-N", "-E", "UTF8");
  await start();
  process.once("exit", abandon);

  return {
    url: urlOf("postgres"),
    async createDatabase(name, options = "") {
      await psql(urlOf("postgres"), `CREATE DATABASE ${name} ${options}`);
      return urlOf(name);
    },
    run: psql,
    async halt() {
      await control("-m", "fast", "stop");
    },
    async kill() {
      process.kill(pid(), "SIGKILL");
    },
    start: () => untilItWorks(start),
    async stop() {
      process.off("exit", abandon);
      await control("-m", "immediate", "stop").catch(() => {});
      await rm(dir, { recursive: true, force: true });
    },
  };
}

const isRoot = () => process.getuid?.() === 0;

/** PostgreSQL refuses to run as root; what it is to write must be its user's. */
export async function giveToPostgres(dir: string): Promise<void> {
  if (!isRoot()) return;
  const [uid, gid] = await Promise.all(
    ["-u", "-g"].map(async (flag) => Number((await run("id", [flag, "postgres"])).stdout)),
  );
  await chown(dir, uid!, gid!);
}

async function findBinaries(): Promise<string> {
  const versions = await readdir(debian).catch(() => []);
  const newest = versions.map(Number).sort((a, b) => b - a)[0];
  if (newest) return join(debian, String(newest), "bin");
  throw new Error("PostgreSQL is not installed. On Debian: apt-get install postgresql");
}

/** After a kill the old workers need a moment to leave before a new server may start. */
async function untilItWorks(start: () => Promise<void>): Promise<void> {
  for (let left = 50; ; left--) {
    try {
      return await start();
    } catch (error) {
      if (left === 0) throw error;
      await setTimeout(100);
    }
  }
}
