/** One Node process, seen through its inspector. Each answer is null once it cannot be had. */
export interface InspectedNode {
  /** 99th percentile of how late the event loop was since it was last asked. */
  loopDelayP99Ms(): Promise<number | null>;
  /** Bytes in use right after a full collection. */
  liveHeapBytes(): Promise<number | null>;
  close(): void;
}

const ANSWER_MS = 5000;

/**
 * Run inside the add-on: a timer every ten milliseconds that notes how late it is. A turn that was
 * missed counts as a request that came then and waited until now, so that one long stall weighs as
 * much as the time it took. Microseconds, 1 at least, as the histogram wants them.
 */
const WATCH = `globalThis[Symbol.for("plimsoll.loop-delay")] ??= (() => {
  const EVERY_MS = 10;
  const { createHistogram, performance } =
    process.getBuiltinModule?.("perf_hooks") ?? require("perf_hooks");
  let histogram = createHistogram();
  let lastMs = performance.now();
  setInterval(() => {
    const nowMs = performance.now();
    let lateMs = nowMs - lastMs - EVERY_MS;
    do histogram.record(Math.max(1, Math.round(lateMs * 1000)));
    while ((lateMs -= EVERY_MS) > 0);
    lastMs = nowMs;
  }, EVERY_MS).unref();
  return {
    read() {
      const { count } = histogram;
      const p99Ms = count > 0 ? histogram.percentile(99) / 1000 : null;
      histogram = createHistogram();
      return p99Ms;
    },
  };
})()`;
const READ = `(${WATCH}).read()`;

/** Connects to a Node process that listens for inspectors, and begins to watch its event loop. */
export async function inspectNode(url: string): Promise<InspectedNode> {
  const protocol = await connect(url);
  // Else Node would not end while somebody looks at it.
  await protocol.ask("NodeRuntime.notifyWhenWaitingForDisconnect", { enabled: true });
  await protocol.ask("Runtime.evaluate", { ...evaluation, expression: WATCH });
  return {
    async loopDelayP99Ms() {
      const answer = await protocol.ask("Runtime.evaluate", {
        ...evaluation,
        expression: READ,
        returnByValue: true,
      });
      const value = answer?.result?.value;
      return typeof value === "number" ? value : null;
    },
    async liveHeapBytes() {
      if ((await protocol.ask("HeapProfiler.collectGarbage", {})) === null) return null;
      return (await protocol.ask("Runtime.getHeapUsage", {}))?.usedSize ?? null;
    },
    close: protocol.close,
  };
}

const evaluation = { includeCommandLineAPI: true, silent: true };

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly result?: Answer;
}

interface Answer {
  readonly usedSize?: number;
  readonly result?: { readonly value?: unknown };
}

interface Protocol {
  /** null: it failed, or no answer came in time. */
  ask(method: string, params: object): Promise<Answer | null>;
  close(): void;
}

async function connect(url: string): Promise<Protocol> {
  const waiting = new Map<number, (answer: Answer | null) => void>();
  const socket = new WebSocket(url);
  const settle = (id: number, answer: Answer | null) => {
    waiting.get(id)?.(answer);
    waiting.delete(id);
  };
  const settleAll = () => {
    for (const id of [...waiting.keys()]) settle(id, null);
  };
  socket.addEventListener("message", ({ data }) => {
    const { id, method, result } = JSON.parse(String(data)) as Message;
    if (id !== undefined) settle(id, result ?? null);
    if (method === "NodeRuntime.waitingForDisconnect") socket.close();
  });
  socket.addEventListener("close", settleAll);
  socket.addEventListener("error", settleAll);
  await opened(socket);
  let lastId = 0;
  return {
    ask(method, params) {
      if (socket.readyState !== WebSocket.OPEN) return Promise.resolve(null);
      const id = ++lastId;
      const { promise, resolve } = Promise.withResolvers<Answer | null>();
      const timer = setTimeout(() => settle(id, null), ANSWER_MS);
      waiting.set(id, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      socket.send(JSON.stringify({ id, method, params }));
      return promise;
    },
    close: () => socket.close(),
  };
}

/** Resolves when it is open or cannot be: callers then get null. */
function opened(socket: WebSocket): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  for (const event of ["open", "error", "close"])
    socket.addEventListener(event, () => resolve(), { once: true });
  const timer = setTimeout(() => socket.close(), ANSWER_MS);
  return promise.finally(() => clearTimeout(timer));
}
