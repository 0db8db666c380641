import { fork, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { LoadResult } from "../src/loadtest/index.ts";
import { CONNECTIONS, ownCommand } from "./inject/contenders.ts";

// How many people a second one core shows the status page: all customers look at once when it matters.

const SECONDS = 3;
const server = fork(join(import.meta.dirname, "page", "serving-page.ts"));
const [url] = (await once(server, "message")) as [string];

console.log(`The status page of one add-on, ${CONNECTIONS} connections, ${SECONDS} s each`);
try {
  for (const encoding of ["gzip", "identity"]) {
    const headers = [`accept-encoding: ${encoding}`];
    const basics = { isClosed: true, duration: `${SECONDS}s`, headers };
    const [program = "", ...args] = ownCommand({ url, ...basics });
    const { stdout } = spawnSync(program, args, { encoding: "utf8", timeout: 60_000 });
    const { ratePerSecond, service } = JSON.parse(stdout) as LoadResult;
    console.log(
      `  ${encoding.padEnd(8)} ${Math.round(ratePerSecond).toLocaleString("en").padStart(6)} a second, p99 ${service.p99} ms`,
    );
  }
  console.log("");
} finally {
  server.kill();
}
