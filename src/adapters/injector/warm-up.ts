import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import type { LoadPlan, Stage } from "../../loadtest/model/index.ts";
import { monotonicMs } from "./clock.ts";
import { prepareShard } from "./run-shard.ts";
import type { ShardTask, ShardWatch } from "./shard.ts";

/** For how long a shard is warmed up: a slow load hardly feels a cold start. */
const [FAST_LOAD_MS, SLOW_LOAD_MS] = [800, 100];
/** Requests a second from which on a cold start would be felt. */
const FAST_PER_SECOND = 500;
/** Enough to compile everything, and no more than a server within this thread can answer. */
const RATE = 8_000;
const CONNECTIONS = 16;
/** So that some intervals end while it lasts. */
const INTERVAL_MS = 40;
const ANSWER = Buffer.from(
  "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: keep-alive\r\n\r\nok",
);

const nobody: ShardWatch = {
  everyMs: INTERVAL_MS,
  onProgress: () => {},
  onInterval: () => {},
};

/**
 * Sends the plan's own requests to a server within this thread for a moment, so that the code is
 * compiled when the first of them counts: cold it is several times slower, and a load that begins
 * at its full rate would first measure that.
 */
export async function warmUp(task: ShardTask): Promise<void> {
  const { plan, address } = task;
  const server = createServer((socket) => {
    socket.on("data", () => socket.write(ANSWER)).on("error", () => {});
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const target = { ...address.target, isTls: false, host: "127.0.0.1", port };
  const durationMs = isFast(plan) ? FAST_LOAD_MS : SLOW_LOAD_MS;
  // Workers may have to share a core, and what one of them cannot send piles up.
  const rate = Math.round(RATE / plan.workers);
  const shard = prepareShard(
    {
      ...task,
      plan: {
        ...plan,
        ...{ model: modelOf(plan.model, { from: rate, to: rate, durationMs }), durationMs },
        ...{ connections: CONNECTIONS, intervalMs: INTERVAL_MS, keepAlive: "always" },
      },
      address: { target, address: target.host },
      shard: { index: 0, of: 1 },
    },
    nobody,
  );
  await shard.ready;
  shard.begin(monotonicMs());
  // A machine that is too slow for this rate does not answer all of it.
  const bound = setTimeout(() => shard.stop(), 2 * durationMs);
  await shard.over;
  clearTimeout(bound);
  server.close();
}

function modelOf(model: LoadPlan["model"], stage: Stage): LoadPlan["model"] {
  if (model.kind === "closed") return model;
  return { kind: "open", spacing: model.kind === "open" ? model.spacing : "even", stages: [stage] };
}

const isFast = ({ model }: LoadPlan): boolean =>
  model.kind !== "open" ||
  model.stages.some(({ from, to }) => Math.max(from, to) >= FAST_PER_SECOND);
