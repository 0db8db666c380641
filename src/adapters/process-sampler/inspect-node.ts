/** One Node process, seen through its inspector. Each answer is null once it cannot be had. */
export interface InspectedNode {
  /** 99th percentile of how late the event loop was since it was last asked. */
  loopDelayP99Ms(): Promise<number | null>;
  /** Bytes in use right after a full collection. */
  liveHeapBytes(): Promise<number | null>;
  close(): void;
}

const ANSWER_MS = 5000;
const RESOLUTION_MS = 10;

/** Run inside the add-on; the histogram counts the time from one tick of its timer to the next. */
const WATCH = `globalThis[Symbol.for("plimsoll.loop-delay")] ??= (() => {
  const { monitorEventLoopDelay } =
    (process.getBuiltinModule ?? process.mainModule?.require ?? require)("perf_hooks");
  const histogram = monitorEventLoopDelay({ resolution: ${RESOLUTION_MS} });
  histogram.enable();
  return histogram;
})()`;
/**
 * An inspector is heard even while the loop is held up, and a reset forgets what is under way: hence
 * the read waits for a turn of the loop after the histogram's own.
 */
const READ = `new Promise((resolve) => setTimeout(() => {
  const histogram = ${WATCH};
  resolve([histogram.count, histogram.percentile(99)]);
  histogram.reset();
}, ${2 * RESOLUTION_MS}))`;

/** Connects to a Node process that listens for inspectors, and begins to watch its event loop. */
export async function inspectNode(url: string): Promise<InspectedNode> {
  const protocol = await connect(url);
  await protocol.ask("Runtime.evaluate", { ...evaluation, expression: WATCH });
  return {
    async loopDelayP99Ms() {
      const answer = await protocol.ask("Runtime.evaluate", {
        ...evaluation,
        expression: READ,
        returnByValue: true,
      });
      const [count, ns] = (answer?.result?.value ?? []) as number[];
      return count && ns !== undefined ? Math.max(0, ns / 1e6 - RESOLUTION_MS) : null;
    },
    async liveHeapBytes() {
      if ((await protocol.ask("HeapProfiler.collectGarbage", {})) === null) return null;
      return (await protocol.ask("Runtime.getHeapUsage", {}))?.usedSize ?? null;
    },
    close: protocol.close,
  };
}

const evaluation = { includeCommandLineAPI: true, awaitPromise: true, silent: true };

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
    const { id, result } = JSON.parse(String(data)) as { id?: number; result?: Answer };
    if (id !== undefined) settle(id, result ?? null);
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

/** Resolves when it is open or cannot be: whoever asks then is told null. */
function opened(socket: WebSocket): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  for (const event of ["open", "error", "close"])
    socket.addEventListener(event, () => resolve(), { once: true });
  const timer = setTimeout(() => socket.close(), ANSWER_MS);
  return promise.finally(() => clearTimeout(timer));
}
