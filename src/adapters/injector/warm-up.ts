import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import type { LoadPlan, Stage } from "../../loadtest/injection/index.ts";
import { monotonicMs } from "./clock.ts";
import { openLines } from "./lines.ts";
import { prepareShard } from "./run-shard.ts";
import type { ShardTask } from "./shard.ts";

const LONG_MS = 800;
const SHORT_MS = 150;
/** Requests a second from which on a cold start would be felt for long. */
const FAST = 500;
/** A second: enough to compile everything, and no more than the server beside it can answer. */
const RATE = 8000;
const CONNECTIONS = 8;
const ANSWER = "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 2\r\n\r\nok";

/**
 * Sends the plan's own requests to a server within this thread for a moment, so that the code is
 * compiled when the first of them counts: cold it is several times slower, and a load that begins
 * at its full rate would first measure that.
 */
export async function warmUp(task: ShardTask): Promise<void> {
  const server = createServer((socket) => {
    socket.on("data", () => socket.write(ANSWER)).on("error", () => {});
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const { plan, place } = task;
  const durationMs = isFast(plan) ? LONG_MS : SHORT_MS;
  const stage: Stage = { from: RATE, to: RATE, durationMs };
  const target = { ...place.target, isTls: false, host: "127.0.0.1", port };
  const shard = prepareShard(
    {
      ...task,
      plan: {
        ...plan,
        model: { kind: "open", spacing: "even", stages: [stage] },
        durationMs,
        connections: CONNECTIONS,
        keepAlive: "always",
      },
      place: { target, address: target.host },
      shard: { index: 0, of: 1 },
    },
    { onProgress: () => {}, onWindow: () => {} },
    // The server beside it is of the same thread, and needs its turn after each.
    openLines(task.place, 0),
  );
  await shard.ready;
  shard.begin(monotonicMs());
  await shard.over;
  server.close();
}

const isFast = ({ model }: LoadPlan): boolean =>
  model.kind !== "open" || model.stages.some(({ from, to }) => Math.max(from, to) >= FAST);
