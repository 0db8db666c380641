import { fork, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { LoadResult } from "../src/loadtest/index.ts";
import { autocannon, ownCommand } from "./inject/contenders.ts";
import { isInstalled } from "./inject/nginx.ts";

// What load generators say of a server that stands still for one second in ten: a tenth of the
// people who come in that time wait, half of them more than half a second.

const SECONDS = 30;
const RATE = 100;
/** Of those who come at any time, one in a hundred waits longer than this. */
const TRUE_P99_MS = 900;

const duration = `${SECONDS}s`;
const server = fork(join(import.meta.dirname, "inject", "stalling-server.ts"));
const [port] = (await once(server, "message")) as [number];
const url = `http://127.0.0.1:${port}/`;

const response = (printed: string) => (JSON.parse(printed) as LoadResult).response.p99;
const contenders: readonly {
  readonly name: string;
  readonly command: readonly string[];
  /** p99 in milliseconds, from what it prints. */
  readonly read: (printed: string) => number | null;
}[] = [
  {
    name: "plimsoll, open",
    command: ownCommand({ url, duration, rate: `${RATE}` }),
    read: response,
  },
  {
    name: "autocannon",
    command: [process.execPath, autocannon(), "-j", "-n", "-c", "10", "-d", `${SECONDS}`, url],
    read: (printed) => JSON.parse(printed).latency.p99,
  },
  {
    name: "wrk",
    command: ["wrk", "-t1", "-c10", `-d${duration}`, "--latency", url],
    read: (printed) => milliseconds(/99%\s+([\d.]+)(us|ms|s)/.exec(printed)),
  },
  {
    name: "hey",
    command: ["hey", "-c", "10", "-z", duration, url],
    read: (printed) => 1000 * Number(/99%+ in ([\d.]+) secs/.exec(printed)?.[1]),
  },
];

function milliseconds(found: RegExpExecArray | null): number | null {
  if (found === null) return null;
  return Number(found[1]) * { us: 0.001, ms: 1, s: 1000 }[found[2] as "us" | "ms" | "s"];
}

console.log(`A server that stalls for one second in ten, ${SECONDS} s each (p99)`);
try {
  for (const { name, command, read } of contenders) {
    const [program = "", ...args] = command;
    if (program !== process.execPath && !isInstalled(program)) {
      console.log(`  ${name} is not installed and left out`);
      continue;
    }
    const limits = { encoding: "utf8", timeout: 2000 * SECONDS, maxBuffer: 1 << 26 } as const;
    const p99 = read(spawnSync(program, args, limits).stdout);
    console.log(`  ${name.padEnd(15)} ${p99 === null ? "?" : Math.round(p99)} ms`);
  }
  console.log(`  true: about ${TRUE_P99_MS} ms of those who come at any time\n`);
} finally {
  server.kill();
}
