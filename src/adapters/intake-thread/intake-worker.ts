import { setImmediate } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { PlimsollError } from "../../core/errors/index.ts";
import { classifyRequests } from "../../core/host/index.ts";
import type { Store } from "../../core/store/index.ts";
import { openIntake, type WatchedAddon, watchedAddon } from "../../monitoring/index.ts";
import { openSqliteStore } from "../sqlite/index.ts";
import { systemClock } from "../system-clock/index.ts";
import { onEnd } from "../worker-end/index.ts";
import type { FromThread, IntakeTask, SentError, StoreAddress, ToThread } from "./messages.ts";

const { store: address, mostSeries } = workerData as IntakeTask;
const watched = new Map<string, WatchedAddon>();
const store = await openStore(address);
const intake = openIntake({
  store,
  clock: systemClock,
  addons: () => watched,
  pause: setImmediate,
  mostSeries,
});
const say = (message: FromThread) => parentPort!.postMessage(message);

parentPort!.on("message", (message: ToThread) => {
  if (message.kind === "watch") {
    const { key, objectives, descriptor, unpromised, sinceMs } = message.addon;
    const classify = classifyRequests(descriptor, unpromised);
    watched.set(key, watchedAddon(key, objectives, classify, sinceMs));
  }
  if (message.kind === "take") void answer(message.id, () => intake.take(message.request));
  if (message.kind === "series") void answer(message.id, () => intake.series());
});
onEnd(() => store.close());

async function answer<T extends Extract<FromThread, { kind: "answer" }>["answer"]>(
  id: number,
  ask: () => Promise<T>,
): Promise<void> {
  try {
    say({ kind: "answer", id, answer: await ask() });
  } catch (error) {
    say({ kind: "failed", id, error: sentError(error as Error) });
  }
}

const sentError = (error: Error): SentError => ({
  code: error instanceof PlimsollError ? error.code : null,
  message: error.message,
  stack: error.stack ?? "",
});

async function openStore(address: StoreAddress): Promise<Store> {
  if (address.kind === "sqlite") {
    const { file, turns } = address;
    return openSqliteStore({ file, turns: { memory: turns, isFurther: true } });
  }
  const { openPostgresStore } = await import("../postgres/index.ts");
  return openPostgresStore({ url: address.url });
}
