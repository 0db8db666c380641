import module from "node:module";
import { setImmediate } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import type { Store } from "../../core/store/index.ts";
import type { WatchedAddon } from "../../monitoring/intake/index.ts";
import type { FromThread, IntakeTask, SentError, StoreAddress, ToThread } from "./messages.ts";

// As the process itself does, and before anything is loaded: else all of it is compiled once more,
// which takes memory. Nor is all of monitoring loaded, of which the thread needs this room alone.
module.enableCompileCache();
const { PlimsollError } = await import("../../core/errors/index.ts");
const { classifyRequests, lifecycleCalls } = await import("../../core/host/index.ts");
const { openIntake } = await import("../../monitoring/intake/index.ts");
const { systemClock } = await import("../system-clock/index.ts");
const { onEnd } = await import("../worker-end/index.ts");

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
    const { descriptor, unpromised, ...addon } = message.addon;
    watched.set(addon.key, {
      ...addon,
      classify: classifyRequests(descriptor, unpromised),
      lifecycleOf: lifecycleCalls(descriptor),
    });
  }
  if (message.kind === "receive") void answer(message.id, () => intake.receive(message.request));
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
    const { openSqliteStore } = await import("../sqlite/index.ts");
    return openSqliteStore({ file, turns: { memory: turns, isFurther: true } });
  }
  const { openPostgresStore } = await import("../postgres/index.ts");
  return openPostgresStore({ url: address.url });
}
