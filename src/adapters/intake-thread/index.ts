import { Worker } from "node:worker_threads";
import { PlimsollError } from "../../core/errors/index.ts";
import type { Intake, Receipt, RefusedMetrics, SeriesKept } from "../../monitoring/intake/index.ts";
import { giveTurn } from "../sqlite/index.ts";
import { endWorker } from "../worker-end/index.ts";
import type { AddonPlan, FromThread, IntakeTask, SentError, ToThread } from "./messages.ts";

export type { StoreAddress } from "./messages.ts";

export interface IntakeThread extends Pick<Intake, "receive"> {
  /** How many cumulative series are remembered; null while nobody has sent anything. */
  series(): Promise<SeriesKept | null>;
  /** Watches an add-on from now on, or as it is now. */
  watch(addon: AddonPlan): void;
  /** Lets what was sent be taken in, and ends. */
  close(): Promise<void>;
}

/** More of its own objects than the thread ever needs: what goes beyond them ends it, and nothing else. */
const MOST_HEAP_MB = 400;
const REST_MS = 1000;

type Answer = Receipt | RefusedMetrics | SeriesKept;

interface Running {
  readonly worker: Worker;
  /** A number from 1 by which SQLite's turns tell threads apart; it outlives the thread. */
  readonly owner: number;
}

/**
 * Takes metrics in on a thread of its own, with a connection of its own to the store, so that
 * pages and probes never wait for what somebody sends. It is started with the first request, and
 * when it dies, with the first one after that; what it was about to take in is refused as
 * `store.unavailable`, and may be sent again.
 */
export function startIntakeThread(
  task: IntakeTask,
  onError: (error: unknown) => void,
): IntakeThread {
  const plans = new Map<string, AddonPlan>();
  const asked = new Map<number, PromiseWithResolvers<Answer>>();
  let lastId = 0;
  let running: Running | null = null;
  /** One that dies at once is not started again at once. */
  let isResting = false;

  /** What is sent before the thread listens waits for it. */
  function start(): Running {
    const worker = new Worker(new URL("./intake-worker.ts", import.meta.url), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB },
    });
    const started = { worker, owner: worker.threadId + 1 };
    worker.on("message", settle);
    worker.on("error", onError);
    worker.once("exit", () => bury(started));
    for (const addon of plans.values()) send(started, { kind: "watch", addon });
    return started;
  }

  function settle(message: FromThread): void {
    const { resolve, reject } = asked.get(message.id) ?? {};
    asked.delete(message.id);
    if (message.kind === "answer") resolve?.(message.answer);
    else reject?.(receivedError(message.error));
  }

  function bury({ owner }: Running): void {
    running = null;
    // It may have died in the middle of a transaction, which died with it.
    if (task.store.kind === "sqlite") giveTurn(task.store.turns, owner);
    for (const { reject } of asked.values()) reject(away());
    asked.clear();
    isResting = true;
    const rested = () => {
      isResting = false;
    };
    setTimeout(rested, REST_MS).unref();
  }

  function ask<T extends Answer>(message: (id: number) => ToThread, transfer: ArrayBuffer[] = []) {
    const settled = Promise.withResolvers<Answer>();
    if (isResting) settled.reject(away());
    else {
      running ??= start();
      asked.set(++lastId, settled);
      send(running, message(lastId), transfer);
    }
    return settled.promise as Promise<T>;
  }

  return {
    receive(request) {
      // A copy of just its bytes: a buffer of Node's may share its memory with others.
      const body = new Uint8Array(request.body);
      return ask((id) => ({ kind: "receive", id, request: { ...request, body } }), [body.buffer]);
    },
    series: async () => (running ? ask((id) => ({ kind: "series", id })) : null),
    watch(addon) {
      plans.set(addon.key, addon);
      if (running) send(running, { kind: "watch", addon });
    },
    async close() {
      await Promise.allSettled([...asked.values()].map(({ promise }) => promise));
      if (running) await endWorker(running.worker);
      running = null;
    },
  };
}

function send({ worker }: Running, message: ToThread, transfer: ArrayBuffer[] = []): void {
  worker.postMessage(message, transfer);
}

const away = () =>
  new PlimsollError("store.unavailable", "The intake's thread has ended and is started again.");

function receivedError({ code, message, stack }: SentError): Error {
  const error = code === null ? new Error(message) : new PlimsollError(code, message);
  error.stack = stack;
  return error;
}
