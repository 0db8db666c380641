import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { availableParallelism } from "node:os";
import { join } from "node:path";

/** Where it tells how many requests it has had. */
export const STATUS = "/status";

/** Server and load each have a core of their own, where there are two. */
export const [SERVER_CORE, LOAD_CORE] = ["0", "1"] as const;

export const isInstalled = (program: string) => spawnSync("which", [program]).status === 0;

export const pinned = (core: string, command: readonly string[]) =>
  availableParallelism() > 1 && isInstalled("taskset")
    ? ["taskset", "-c", core, ...command]
    : command;

/** None outlives the benchmark, however that ends. */
const running = new Set<ChildProcess>();
process.on("exit", () => {
  for (const nginx of running) nginx.kill();
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

/** nginx with a worker on each of these cores that answers everything with a few bytes. */
export async function startNginx(
  folder: string,
  port: number,
  cores: readonly string[] = [SERVER_CORE],
): Promise<ChildProcess> {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((kind) => `${kind}_temp_path ${folder}/${kind};`)
    .join(" ");
  const file = join(folder, "nginx.conf");
  writeFileSync(
    file,
    `worker_processes ${cores.length}; worker_cpu_affinity ${cores.map(maskOf).join(" ")}; daemon off; pid ${folder}/pid; error_log ${folder}/errors;
events { worker_connections 4096; }
http { access_log off; keepalive_requests 100000000; ${temporary}
server { listen 127.0.0.1:${port} reuseport; location ${STATUS} { stub_status; } location / { return 200 "hello, world\\n"; } } }\n`,
  );
  const [program = "", ...args] = pinned(cores.join(), [
    "nginx",
    "-e",
    `${folder}/errors`,
    "-c",
    file,
  ]);
  const nginx = spawn(program, args, { stdio: "ignore" });
  running.add(nginx.once("exit", () => running.delete(nginx)));
  while (!(await accepts(port))) {
    if (nginx.exitCode !== null) throw new Error("nginx does not start.");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return nginx;
}

/** For how many milliseconds so far its workers have run. Source: proc(5), schedstat. */
export function workedMs({ pid }: ChildProcess): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
  const ranNs = children.map((child) =>
    Number(readFileSync(`/proc/${child}/schedstat`, "utf8").split(" ")[0]),
  );
  return ranNs.reduce((sum, ns) => sum + ns, 0) / 1e6;
}

const maskOf = (core: string): string => (1 << Number(core)).toString(2);

const accepts = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, "127.0.0.1", () => resolve(true));
    socket.on("error", () => resolve(false)).on("connect", () => socket.destroy());
  });
